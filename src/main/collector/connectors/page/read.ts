import { t } from '../../../../shared/language/language.ts'
import { fieldValues } from '../../../../shared/profile/field.ts'
import { TIME_FIELDS, type TimeField } from '../../../../shared/profile/time.ts'
import type { PageProfile } from '../../../../shared/profile.ts'
import type { DecodedRows } from '../profile/fields.ts'
import type { GapFound } from '../profile/pass.ts'
import type { ProfileRead } from '../profile/profile-connector.ts'
import { missingIds, missingTime } from '../profile/shape.ts'
import type { Trip } from './browser.ts'
import type { CompiledPage, PlacedRow } from './compile.ts'
import type { ListWalk } from './list.ts'

/** Reads the whole list of one server, again and again. */
export interface PageReader {
  /** Throws what following the list throws, and `wrong-shape` when its rows no longer fit. */
  read(trip: Trip): Promise<ProfileRead>
  /** On which page a session stood in the last complete read; 0 for one that is not known. */
  pageOf(sessionId: string): number
}

interface ReaderOptions {
  readonly serverName: string
  readonly profile: PageProfile
  readonly compiled: CompiledPage
  readonly list: ListWalk
}

interface PageList {
  readonly rows: readonly PlacedRow[]
  readonly gap: GapFound | null
  readonly pages: number
  readonly offsets: readonly number[]
  /** The page of each id. */
  readonly places: ReadonlyMap<string, number>
}

export function pageReader({ serverName, profile, compiled, list }: ReaderOptions): PageReader {
  const { decoder, identity } = compiled
  const knownTimes = new Set<TimeField>()
  let known: ReadonlyMap<string, number> = new Map()

  async function readOnce(trip: Trip): Promise<PageList> {
    const [rows, offsets, places]: [PlacedRow[], number[], Map<string, number>] = [[], [], new Map()]
    const walk = list.pages(trip)
    for (let pages = 0; ; pages += 1) {
      const step = await walk.next()
      if (step.done === true) return { rows, gap: step.value, pages, offsets, places }
      for (const row of step.value.rows) {
        rows.push(row)
        const id = identity.keep(row.row, row.beside)
        if (id !== null) places.set(id, pages)
      }
      const { clockOffset } = step.value.visit.answer
      if (clockOffset !== null) offsets.push(clockOffset)
    }
  }

  /** Rows move up when one before them ends between two pages, so what is missing from a list of several pages is looked for once more. */
  async function readTwice(trip: Trip): Promise<PageList> {
    const first = await readOnce(trip)
    const isMissing = [...known.keys()].some((id) => !first.places.has(id))
    if (first.pages < 2 || first.gap !== null || !isMissing) return first
    const second = await readOnce(trip)
    const onlyFirst = first.rows.filter(({ row, beside }) => {
      const id = identity.keep(row, beside)
      return id !== null && !second.places.has(id)
    })
    return {
      ...second,
      rows: [...second.rows, ...onlyFirst],
      offsets: [...first.offsets, ...second.offsets],
      places: new Map([...first.places, ...second.places]),
    }
  }

  return {
    pageOf: (sessionId) => known.get(sessionId) ?? 0,
    async read(trip) {
      const { rows, gap, offsets, places } = await readTwice(trip)
      const decoded = decoder.decode(rows, profile.own?.kind === 'none' ? isNever : null)
      assertShape(serverName, profile, decoded, knownTimes)
      const { sessions, dropped, reasons } = decoded
      const unreadable = dropped === 0 ? null : t('reading.unreadable', { count: dropped })
      const gaps = [gap?.words, unreadable].filter((words) => words != null)
      if (gaps.length === 0) known = places
      identity.settle(gaps.length === 0)
      return {
        sessions,
        // A row without an id may be any session that is missing from the others, so nothing may be taken for ended.
        complete: gaps.length === 0,
        incomplete: gaps.length === 0 ? null : gaps.join('; '),
        gap: gap?.kind ?? (dropped === 0 ? null : 'unreadable'),
        unreadable: { count: dropped, reasons },
        clockOffset: [...offsets].sort((a, b) => a - b).at(offsets.length >> 1) ?? null,
        sources: [],
      }
    },
  }
}

/** Where nothing is Rollcall’s own, no row needs to be guarded. */
function isNever(): boolean {
  return false
}

/** As for answers of an API: rows without ids, and a time that could be read before and now can't, are a shape that no longer fits. */
function assertShape(serverName: string, { fields, identity }: PageProfile, decoded: DecodedRows, knownTimes: Set<TimeField>): void {
  const { sessions, dropped, times } = decoded
  if (sessions.length === 0 && dropped > 0)
    throw missingIds(serverName, identity.derived ?? fieldValues(fields.sessionId), decoded.technical())
  for (const field of TIME_FIELDS) {
    const { given, read } = times[field]
    if (read > 0) knownTimes.add(field)
    else if (given > 1 && knownTimes.has(field)) throw missingTime(serverName, field, fieldValues(fields[field]))
  }
}
