import type { GridPage, GridQuery, GridSummary, SessionDetails, SessionKey, SessionRow } from '../../shared/session.ts'
import type { Database } from '../store/database.ts'
import { findRows, liveSource, rowsById } from '../store/grid.ts'
import { countLive, findSite, siteNumbers } from '../store/live.ts'
import { findEnded, findLive, repeatedIds, siblingsOf, storedFacts } from '../store/live-details.ts'
import { type SiteSummary, summarise } from '../store/live-summary.ts'
import type { Past } from '../store/past.ts'
import type { SessionRecord } from '../store/session-record.ts'
import type { ServerDirectory } from './server-directory.ts'
import { type RowContext, sessionRow } from './session-rows.ts'

/** Where sessions are looked up. */
export interface SessionSources {
  readonly live: Database
  readonly cache: Database
  readonly past: Past
  readonly directory: ServerDirectory
}

/** One page of the grid, now or at a past moment. */
export function gridPage(sources: SessionSources, query: GridQuery): GridPage {
  const { at } = query
  return at === undefined ? livePage(sources, query) : sources.cache.transaction(() => pastPage(sources, query, at))()
}

function livePage({ live, directory }: SessionSources, query: GridQuery): GridPage {
  const source = liveSource(live, siteNumbers(live))
  const { ids, matching } = findRows(source, query, directory.named())
  return { rows: toRows(rowsById(source, ids), liveContext(live, directory)), matching, total: countLive(live) }
}

function pastPage({ past, directory }: SessionSources, query: GridQuery, at: number): GridPage {
  const serverIds = directory.list().map(({ id }) => id)
  const { source, readTimes, completeAt, total } = past.at(at, serverIds, query.serverIds)
  const { ids, matching } = findRows(source, query, directory.named())
  const names = reversed(source.numbers)
  const context: RowContext = {
    serverId: (number) => names.get(number),
    facts: directory.facts,
    completeAt: (number) => completeAt.get(number) ?? null,
    repeated: repeatedIds(source),
  }
  const times = [...readTimes].map(([serverId, t]) => ({ serverId, at: t === null ? null : t * 1000 }))
  return { rows: toRows(rowsById(source, ids), context), matching, total, readTimes: times }
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
  return { servers, types: sorted }
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

function liveContext(live: Database, directory: ServerDirectory): RowContext {
  const source = liveSource(live, siteNumbers(live))
  const names = reversed(source.numbers)
  const completeAt = new Map([...source.numbers].map(([serverId, number]) => [number, findSite(live, serverId)?.completeAt ?? null]))
  return {
    serverId: (number) => names.get(number),
    facts: directory.facts,
    completeAt: (number) => completeAt.get(number) ?? null,
    repeated: repeatedIds(source),
  }
}

function toRows(records: readonly SessionRecord[], context: RowContext): SessionRow[] {
  return records.flatMap((record) => sessionRow(record, context) ?? [])
}

function reversed(numbers: ReadonlyMap<string, number>): Map<number, string> {
  return new Map([...numbers].map(([serverId, number]) => [number, serverId]))
}
