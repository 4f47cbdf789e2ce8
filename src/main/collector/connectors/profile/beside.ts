import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Detail, Join } from '../../../../shared/profile/list.ts'
import type { Base } from '../address.ts'
import { fanOut } from './fan-out.ts'
import { ask, listReader, type Reading, serverNow } from './list-reader.ts'
import { looseKey } from './parents.ts'
import type { GapFound, ListRead } from './pass.ts'
import { getter } from './path.ts'
import type { Placed } from './placed.ts'
import { compileRequest } from './request.ts'

/** Puts something beside each row of a list. */
export type Enricher = (
  reading: Reading,
  rows: readonly Placed[],
) => Promise<{ readonly rows: readonly Placed[]; readonly gaps: readonly GapFound[] }>

/** Compiles one more request for every row, whose answer is its `$detail`. A row that is gone by then is left out. */
export function detailEnricher(detail: Detail, base: Base): Enricher {
  const request = compileRequest(detail.request, base, () => t('reading.doingDetails'))
  const at = detail.at === undefined ? null : getter(detail.at)

  async function read({ row, beside, origin }: Placed, reading: Reading): Promise<Placed> {
    const answer = await ask(reading, request({ ...reading.scope, ...beside, row }))
    const json = answer.json()
    reading.spent.bytes += answer.bytes
    const found = at === null ? json : at(json, { status: answer.status })
    return { row, beside: { ...beside, detail: found ?? null }, origin: { ...origin, at: serverNow(answer) } }
  }

  return async (reading, rows) => {
    const { rows: parts, gaps } = await fanOut(reading, {
      items: rows,
      atOnce: detail.atOnce,
      noun: null,
      // An id may be a secret.
      called: (placed) => t('reading.row', { number: rows.indexOf(placed) + 1 }),
      read: async (placed, _, one) => ({ rows: [await read(placed, one)], gap: null }),
      isGone: (error) => error instanceof RollcallError && error.code === 'not-found',
    })
    return { rows: parts.flat(), gaps }
  }
}

/** Tables that a read has already, by how they are asked for: several lists may want the same one. */
const tables = new WeakMap<Reading['spent'], Map<string, ListRead<Placed>>>()

async function onlyOnce(reading: Reading, table: string, read: () => Promise<ListRead<Placed>>): Promise<ListRead<Placed>> {
  const known = tables.get(reading.spent) ?? new Map<string, ListRead<Placed>>()
  tables.set(reading.spent, known)
  const found = known.get(table) ?? (await read())
  known.set(table, found)
  return found
}

/** Compiles a table that is read once per poll, and whose row with the same key stands beside each session. */
export function joinEnricher(join: Join, base: Base): Enricher {
  const doing = () => t('reading.doingList', { name: join.as })
  const table = listReader(join, base, doing)
  const name = JSON.stringify([join.request, join.paging, join.rows, join.key])
  const keyOf = getter(join.key)
  const on = getter(join.on)
  const keys = {
    keyOf: (placed: Placed): string => textKey(keyOf(placed.row, placed.beside)) ?? looseKey(placed.row),
    isSame: () => true,
  }
  return async (reading, rows) => {
    if (rows.length === 0) return { rows, gaps: [] }
    const read = await onlyOnce(reading, name, async () => {
      const own = { rows: 0, pages: reading.spent.pages, bytes: reading.spent.bytes }
      const found = await table(reading, reading.scope, null, keys, own)
      reading.spent.pages = own.pages
      reading.spent.bytes = own.bytes
      return found
    })
    if (read.gap !== null && read.gap.kind !== 'moved') throw halfTable(reading.serverName, doing(), read.gap)
    const known = new Map<string, unknown>()
    for (const placed of read.rows) {
      const key = textKey(keyOf(placed.row, placed.beside))
      if (key !== null && !known.has(key)) known.set(key, placed.row)
    }
    const joined = rows.map((placed) => {
      const key = textKey(on(placed.row, placed.beside))
      const other = key === null ? undefined : known.get(key)
      return other === undefined ? placed : { ...placed, beside: { ...placed.beside, [join.as]: other } }
    })
    return { rows: joined, gaps: read.gap === null ? [] : [read.gap] }
  }
}

function textKey(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/** Half a table would make names come and go. */
function halfTable(serverName: string, doing: string, { words }: GapFound): RollcallError {
  return new RollcallError({
    code: 'paging-failed',
    message: t('reading.halfTable', { server: serverName, doing, words }),
    next: t('reading.halfTableNext'),
  })
}
