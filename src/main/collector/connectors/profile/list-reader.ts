import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { inEnglish, t } from '../../../../shared/language/language.ts'
import type { Paging, Rows } from '../../../../shared/profile/list.ts'
import { pathList } from '../../../../shared/profile/path.ts'
import type { ReadRequest } from '../../../../shared/profile/request.ts'
import type { Base } from '../address.ts'
import type { Client } from '../client.ts'
import type { WireAnswer, WireRequest } from '../wire.ts'
import { nextCursor, nextLinkInHeader, resolveLink } from './links.ts'
import { readPaged, readWhole } from './paging.ts'
import { readChained, readNumbered } from './paging-forward.ts'
import type { Listing, ListPage, ListRead, ReadLimits, Spent } from './pass.ts'
import { type Beside, getter } from './path.ts'
import type { Placed } from './placed.ts'
import { compileRequest, type Scope } from './request.ts'
import { rowsReader } from './rows.ts'

/** One read of a server, over all its lists. */
export interface Reading {
  readonly client: Client
  readonly serverName: string
  readonly signal: AbortSignal
  readonly limits: ReadLimits
  /** Monotonic ms at which the whole read has to be done, and how long that is in seconds. */
  readonly endsAt: number
  readonly seconds: number
  /** What every template may name. */
  readonly scope: Scope
  readonly spent: Spent
  /** The clock's differences that the answers told, in ms. */
  readonly offsets: number[]
  /** A number of its own for each list that is begun. */
  nextList(): number
}

/** How rows of one kind of list are told apart. */
export type RowKeys = Pick<Listing<Placed>, 'keyOf' | 'isSame' | 'noun'>

/** Reads one list to its end. `beside` stands beside each of its rows. Throws what a request throws, and `wrong-shape`. */
export type ListReader = (reading: Reading, scope: Scope, beside: Beside | null, keys: RowKeys, spent: Spent) => Promise<ListRead<Placed>>

interface ListRule {
  readonly request: ReadRequest
  readonly paging: Paging
  readonly rows: Rows
}

/** Asks once, within what is left of the read's time. */
export async function ask(reading: Reading, request: WireRequest, signal = reading.signal): Promise<WireAnswer> {
  const answer = await reading.client.read(request, signal, Math.max(1, reading.endsAt - performance.now()))
  if (answer.clockOffset !== null) reading.offsets.push(answer.clockOffset)
  return answer
}

/** The server's clock in epoch ms, now that this answer has come. */
export function serverNow(answer: WireAnswer): number {
  return Date.now() + (answer.clockOffset ?? 0)
}

/** Compiles how a list is asked for, followed and understood. `doing` says what is being done: "reading its sessions". */
export function listReader({ request, paging, rows }: ListRule, base: Base, doing: () => string): ListReader {
  const compiled = compileRequest(request, base, doing)
  const reader = rowsReader(rows, paging)
  const asksForSize = JSON.stringify(request).includes('{limit')
  const nextGetters = 'next' in paging ? pathList(paging.next).map((path) => getter(path)) : []

  return (reading, scope, beside, keys, spent) => {
    const { limits } = reading
    const list = reading.nextList()
    const listing = { ...keys, limits, spent }

    async function page(wire: WireRequest): Promise<ListPage<Placed> & { readonly answer: WireAnswer; readonly json: unknown }> {
      const answer = await ask(reading, wire)
      const json = answer.json()
      const placed = reader.place(json, beside, { at: serverNow(answer), list })
      if (placed === null)
        throw wrongShape(
          reading.serverName,
          doing(),
          inEnglish(() => reader.misfit(json)),
        )
      return { rows: placed, total: reader.total(json), bytes: answer.bytes, answer, json }
    }

    function linked(next: string | null, current: { target: string }): WireRequest {
      const first = compiled({ ...scope, limit: pageSizeOf(paging) })
      if (next === null) {
        current.target = first.target
        return first
      }
      current.target = resolveLink(base, current.target, next, reading.serverName, doing())
      return { ...first, target: current.target }
    }

    switch (paging.kind) {
      case 'none':
        return readWhole(listing, () => page(compiled(scope)))
      case 'offset':
        return readPaged({
          ...listing,
          pageSize: paging.pageSize,
          fetch: (limit, offset) => page(compiled({ ...scope, limit, offset })),
        })
      case 'page':
        return readNumbered({
          ...listing,
          pageSize: paging.pageSize,
          firstPage: paging.first,
          asksForSize,
          fetch: (limit, number) => page(compiled({ ...scope, limit, page: number })),
        })
      case 'cursor':
        return readChained({
          ...listing,
          async fetch(next) {
            const found = await page(compiled({ ...scope, limit: paging.pageSize, ...(next === null ? {} : { cursor: next }) }))
            return { ...found, next: nextCursor(nextGetters, found.json) }
          },
        })
      case 'link':
      case 'link-header': {
        const current = { target: '' }
        return readChained({
          ...listing,
          async fetch(next) {
            const found = await page(linked(next, current))
            const named = paging.kind === 'link' ? nextCursor(nextGetters, found.json) : nextLinkInHeader(found.answer.header('link'))
            return { ...found, next: named }
          },
        })
      }
    }
  }
}

function pageSizeOf(paging: Paging): number | undefined {
  return paging.kind === 'none' ? undefined : paging.pageSize
}

/** The error for an answer that no longer fits the profile; `what` says where, in names and kinds only. */
export function wrongShape(serverName: string, doing: string, what: string): RollcallError {
  return new RollcallError({
    code: 'wrong-shape',
    message: t('reading.noRows', { server: serverName, doing }),
    next: t('reading.noRowsNext'),
    technical: what.slice(0, 400),
  })
}
