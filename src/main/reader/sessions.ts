import { RollcallError } from '../../shared/errors.ts'
import { parseFilter } from '../../shared/filter/parse.ts'
import { t } from '../../shared/language/language.ts'
import {
  type AllQuery,
  type FindQuery,
  type GridPage,
  type GridQuery,
  type GridSummary,
  type MatchingRows,
  MOST_AT_ONCE,
  type SessionDetails,
  type SessionKey,
  type SessionRow,
} from '../../shared/session.ts'
import type { Database } from '../store/database.ts'
import { countGuarded, type Find, findFree, rowsById, select } from '../store/grid.ts'
import { type FilterContext, type GridSource, liveSource } from '../store/grid-source.ts'
import { selectGroup } from '../store/group-lines.ts'
import { countLive, findSite, siteNumbers } from '../store/live.ts'
import { findEnded, findLive, isListed, repeatedIds, siblingsOf, storedFacts } from '../store/live-details.ts'
import { countManyAddresses, type SiteSummary, summarise } from '../store/live-summary.ts'
import { lookalikes } from '../store/lookalikes.ts'
import type { Past } from '../store/past.ts'
import type { SessionRecord } from '../store/session-record.ts'
import { filterContext } from './filter-context.ts'
import { groupKeys, pageLines } from './grid-lines.ts'
import type { ServerDirectory } from './server-directory.ts'
import { type RowContext, sessionRow } from './session-rows.ts'

/** Where sessions are looked up. */
export interface SessionSources {
  readonly live: Database
  readonly cache: Database
  readonly past: Past
  readonly directory: ServerDirectory
}

/** One page of the grid, now or at a past moment. `now`: epoch ms. Throws bad-input for a filter that can't be understood. */
export function gridPage(sources: SessionSources, query: GridQuery, now = Date.now()): GridPage {
  const moment = momentOf(sources, query.at, now)
  return moment.read(() => {
    const { source, context, rowContext, total, readTimes } = moment
    const found = pageLines(source, query, findOf(query), context, rowContext)
    const { ids, ...lines } = found
    return { ...lines, rows: toRows(rowsById(source, ids), rowContext), total, ...(readTimes === undefined ? {} : { readTimes }) }
  })
}

/** Every session that a filter finds, or one group of them, and that may be ticked, at most as many as a run takes. */
export function matchingRows(sources: SessionSources, query: AllQuery, now = Date.now()): MatchingRows {
  const moment = momentOf(sources, query.at, now)
  return moment.read(() => {
    const { source, context, rowContext } = moment
    const { filter, sort } = findOf(query)
    const found = select(source, filter, context)
    const { group } = query
    const selected = group === undefined ? found : selectGroup(source, found, group.by, group.key, groupKeys(rowContext))
    if (selected === null) return { rows: [], matching: 0, guarded: 0 }
    const { matching, guarded } = countGuarded(source, selected, context)
    const free = findFree(source, selected, sort, MOST_AT_ONCE, context)
    const rows = toRows(rowsById(source, free), rowContext).filter(({ guard }) => guard === null)
    // A few ids and names can't be judged by SQL alone: what only a whole look guards counts as well.
    return { rows, matching, guarded: guarded + free.length - rows.length }
  })
}

function findOf({ filter: text, sort }: FindQuery): Find {
  const understood = parseFilter(text)
  if ('filter' in understood) return { filter: understood.filter, sort }
  throw new RollcallError({
    code: 'bad-input',
    message: understood.problem.message,
    next: t('collector.filterNext', { letter: understood.problem.from + 1 }),
  })
}

/** What one question about sessions is answered from. */
interface Moment {
  readonly source: GridSource
  readonly context: FilterContext
  readonly rowContext: RowContext
  readonly total: number
  readonly readTimes?: { serverId: string; at: number | null }[]
  /** Does what reads several times from one file, all of it at one state. */
  read<Result>(work: () => Result): Result
}

function momentOf(sources: SessionSources, at: number | undefined, now: number): Moment {
  const { live, directory } = sources
  if (at !== undefined) return pastMoment(sources, at, now)
  const source = liveSource(live, siteNumbers(live))
  const context = filterContext(live, directory, now)
  return { source, context, rowContext: liveContext(live, directory), total: countLive(live), read: (work) => work() }
}

function pastMoment({ live, cache, past, directory }: SessionSources, at: number, now: number): Moment {
  const { source, readTimes, completeAt, total } = past.at(at, directory.sites())
  const rowContext = rowContextOf(source, directory, (number) => completeAt.get(number) ?? null)
  const times = [...readTimes].map(([serverId, t]) => ({ serverId, at: t === null ? null : t * 1000 }))
  const context = filterContext(live, directory, now, at)
  return { source, context, rowContext, total, readTimes: times, read: (work) => cache.transaction(work)() }
}

/** The tiles' numbers. `known` holds the answer for servers whose rows did not change since. */
export function gridSummary({ live, directory }: SessionSources, known: Map<string, SiteSummary>): GridSummary {
  const types = new Map<string, number>()
  const servers = directory.list().map(({ id }) => {
    const summary = known.get(id) ?? summarise(live, findSite(live, id)?.id ?? -1)
    known.set(id, summary)
    for (const [type, sessions] of summary.types) types.set(type, (types.get(type) ?? 0) + sessions)
    return { serverId: id, users: summary.users, sessions: summary.sessions }
  })
  const sorted = [...types].map(([type, sessions]) => ({ type, sessions })).toSorted((one, other) => other.sessions - one.sessions)
  return { servers, types: sorted, manyAddresses: countManyAddresses(live) }
}

/** Everything known of one session, also of one that ended a while ago; null when it is not found. */
export function sessionDetails({ live, cache, directory }: SessionSources, key: SessionKey): SessionDetails | null {
  const context = liveContext(live, directory)
  const site = findSite(live, key.serverId)
  const listed = site === null ? null : findLive(live, site.id, key.sessionId, key.duplicate)
  if (listed !== null) return detailsOf(cache, listed, context, siblingsOf(live, listed))
  const ended = findEnded(cache, key.serverId, key.sessionId, key.duplicate)
  if (ended === null) return null
  const siblings = site === null ? [] : siblingsOf(live, { ...ended, server: site.id })
  const details = detailsOf(cache, ended, { ...context, serverId: () => key.serverId, completeAt: () => null }, [])
  return details === null ? null : { ...details, ended: true, siblings: toRows(siblings, context) }
}

function detailsOf(cache: Database, record: SessionRecord, context: RowContext, siblings: readonly SessionRecord[]): SessionDetails | null {
  const row = sessionRow(record, context)
  if (row === null) return null
  const stored = storedFacts(cache, record.id)
  const firstSeenAt = stored === null ? row.readAt : stored.firstSeen * 1000
  return { row, ended: false, firstSeenAt, other: [...(stored?.other ?? [])], siblings: toRows(siblings, context) }
}

/** The live rows of these keys; keys that are not listed are left out. */
export function sessionsByKeys({ live, directory }: SessionSources, keys: readonly SessionKey[]): SessionRow[] {
  const numbers = siteNumbers(live)
  const records = keys.flatMap(({ serverId, sessionId, duplicate }) => {
    const site = numbers.get(serverId)
    return site === undefined ? [] : (findLive(live, site, sessionId, duplicate) ?? [])
  })
  return toRows(records, liveContext(live, directory))
}

/** The places of those keys that are listed no more. */
export function endedOf({ live }: SessionSources, keys: readonly SessionKey[]): number[] {
  const numbers = siteNumbers(live)
  return keys.flatMap(({ serverId, sessionId, duplicate }, place) => {
    const site = numbers.get(serverId)
    return site !== undefined && isListed(live, site, sessionId, duplicate) ? [] : [place]
  })
}

function liveContext(live: Database, directory: ServerDirectory): RowContext {
  const source = liveSource(live, siteNumbers(live))
  const completeAt = new Map([...source.numbers].map(([serverId, number]) => [number, findSite(live, serverId)?.completeAt ?? null]))
  return rowContextOf(source, directory, (number) => completeAt.get(number) ?? null)
}

function rowContextOf(source: GridSource, directory: ServerDirectory, completeAt: RowContext['completeAt']): RowContext {
  const names = reversed(source.numbers)
  return {
    serverId: (number) => names.get(number),
    facts: directory.facts,
    completeAt,
    repeated: repeatedIds(source),
    lookalike: lookalikes(source),
  }
}

function toRows(records: readonly SessionRecord[], context: RowContext): SessionRow[] {
  return records.flatMap((record) => sessionRow(record, context) ?? [])
}

function reversed(numbers: ReadonlyMap<string, number>): Map<number, string> {
  return new Map([...numbers].map(([serverId, number]) => [number, serverId]))
}
