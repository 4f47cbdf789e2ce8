import { setImmediate as immediate } from 'node:timers/promises'
import type { SessionHistory, SessionKey } from '../../shared/session.ts'
import { findCacheServer } from '../store/cache-servers.ts'
import type { Database } from '../store/database.ts'
import { findSite } from '../store/live.ts'
import { findEnded, findLive } from '../store/live-details.ts'
import { frameSpan, readsFrom, type SessionInFile, type SessionRead, type SessionState, statesOf } from '../store/session-history.ts'
import { activityOf } from './activity.ts'
import type { SessionSources } from './sessions.ts'

type Change = SessionHistory['changes'][number]

/** No more than this is looked back. Seconds. */
const LONGEST = 24 * 60 * 60
/** Packed bytes of a server's frames that are read: a day of 10 000 sessions that are read every 30 s has fewer. */
const MOST_BYTES = 24 * 1024 * 1024
const MOST_CHANGES = 100
/** More reads than there are in a day; older ones are let go while a session is looked at for days. */
const MOST_READS = 20_000
/** How long other questions may wait for this one, in ms. */
const SLICE = 4
/** Histories that go on from where they were: somebody looks at a session for a while, and asks anew with each read. */
const KEPT = 4
/** Reads come late now and then; only then there is a gap between two. */
const GAP_INTERVALS = 2.5

/** What is known of the time around a server, beside the files. */
export interface HistoryFacts {
  /** Epoch ms. */
  readonly now: number
  readonly intervalSeconds: number
  /** The server's clock minus ours, in ms; null while it is not known. */
  readonly clockOffset: number | null
}

/** Reads of one session, gone on with as new ones come in. */
interface Known {
  readonly version: number
  readonly listed: boolean
  /** Where the span begins, and where the reading does: at the last whole listing before it. */
  readonly from: number
  readonly readFrom: number
  readonly states: readonly SessionState[]
  readonly reads: SessionRead[]
}

const kept = new WeakMap<Database, Map<string, Known>>()

/**
 * What was seen of a session over the last day, also of one that ended; null when it is not found. Answers of other questions come in
 * between: a day on a server of 10 000 sessions takes a third of a second the first time, and 2 ms while the same one is asked for again.
 */
export async function sessionHistory(
  sources: Pick<SessionSources, 'live' | 'cache'>,
  key: SessionKey,
  facts: HistoryFacts,
): Promise<SessionHistory | null> {
  const { cache } = sources
  const session = findSession(sources, key)
  if (session === null) return null
  const known = await followed(cache, session, Math.floor(facts.now / 1000))
  if (known === null) return null
  const { reads, states } = known
  const ended = session.listed ? undefined : states.at(-1)?.seenTo
  const to = Math.min(Math.floor(facts.now / 1000), ended ?? Number.POSITIVE_INFINITY)
  const from = Math.min(to, Math.max(to - LONGEST, known.from))
  const clockOffset = (facts.clockOffset ?? 0) / 1000
  const activity = activityOf(reads, { from, to, clockOffset, gap: facts.intervalSeconds * GAP_INTERVALS })
  const changes = [...stateChanges(states), ...expiryChanges(reads)].toSorted((one, other) => one.at - other.at)
  return { from: from * 1000, to: to * 1000, changes: changes.slice(-MOST_CHANGES), activity }
}

interface FoundSession extends SessionInFile {
  /** It has not ended. */
  readonly listed: boolean
}

function findSession({ live, cache }: Pick<SessionSources, 'live' | 'cache'>, key: SessionKey): FoundSession | null {
  const { serverId, sessionId, duplicate } = key
  const server = findCacheServer(cache, serverId)?.number
  if (server === undefined) return null
  const site = findSite(live, serverId)
  const listed = site === null ? null : findLive(live, site.id, sessionId, duplicate)
  const record = listed ?? findEnded(cache, serverId, sessionId, duplicate)
  return record === null ? null : { server, sessionId, duplicate, version: record.id, listed: listed !== null }
}

/** Reads on from what is kept of this session, in slices between which other questions have their turn. */
async function followed(cache: Database, session: FoundSession, now: number): Promise<Known | null> {
  const known = begun(cache, session, now)
  const versions = new Set(known.states.map(({ id }) => id))
  let slice = performance.now()
  while (cache.open) {
    const last = known.reads.at(-1) ?? null
    const batch = readsFrom(cache, session.server, versions, last === null ? known.readFrom : last.t + 1, last)
    // Another question may have read on meanwhile.
    if ((known.reads.at(-1) ?? null) === last) known.reads.push(...batch)
    if (known.reads.length > MOST_READS) known.reads.splice(0, known.reads.length - MOST_READS)
    if (batch.length === 0) return known
    if (performance.now() - slice < SLICE) continue
    await immediate()
    slice = performance.now()
  }
  return null
}

function begun(cache: Database, session: FoundSession, now: number): Known {
  const all = kept.get(cache) ?? new Map<string, Known>()
  kept.set(cache, all)
  const name = JSON.stringify([session.server, session.duplicate, session.sessionId])
  const before = all.get(name)
  const known = before?.version === session.version && before.listed === session.listed ? before : begin(cache, session, now)
  all.delete(name)
  all.set(name, known)
  for (const oldest of [...all.keys()].slice(0, -KEPT)) all.delete(oldest)
  return known
}

function begin(cache: Database, session: FoundSession, now: number): Known {
  const states = statesOf(cache, session)
  const first = states[0]?.seenFrom ?? now
  const end = Math.min(now, states.at(-1)?.seenTo ?? now)
  const from = Math.max(first, end - LONGEST)
  const span = frameSpan(cache, session.server, from, MOST_BYTES)
  const readFrom = span?.first ?? from
  const { version, listed } = session
  return { version, listed, from: span?.cut === true ? Math.max(from, readFrom) : from, readFrom, states, reads: [] }
}

const FACTS = [
  'user',
  'userId',
  'displayName',
  'email',
  'project',
  'organisation',
  'account',
  'type',
  'node',
  'address',
  'agent',
  'created',
  'own',
] as const

const WHAT: Readonly<Record<(typeof FACTS)[number], Change['what']>> = {
  user: 'user',
  userId: 'userId',
  displayName: 'displayName',
  email: 'email',
  project: 'project',
  organisation: 'organisation',
  account: 'account',
  type: 'type',
  node: 'node',
  address: 'address',
  agent: 'userAgent',
  created: 'createdAt',
  own: 'own',
}

function stateChanges(states: readonly SessionState[]): Change[] {
  return states.flatMap((state, index) => {
    const before = states[index - 1]
    if (before === undefined) return []
    const changed = FACTS.filter((fact) => before[fact] !== state[fact])
    return changed.map((fact) => ({
      at: state.seenFrom * 1000,
      what: WHAT[fact],
      before: textOf(before[fact]),
      after: textOf(state[fact]),
    }))
  })
}

function textOf(fact: string | number | null): string | null {
  return fact === null ? null : String(fact)
}

/** An expiry that moved by itself; what moves along with activity is how its server works. */
function expiryChanges(reads: readonly SessionRead[]): Change[] {
  let known: number | undefined
  return reads.flatMap(({ t, lastActive, expires }, index) => {
    if (expires == null) return []
    const earlier = known
    known = expires
    const before = reads[index - 1]
    if (before === undefined || !Object.is(before.lastActive, lastActive)) return []
    return [{ at: t * 1000, what: 'expires' as const, before: millisecondText(earlier), after: millisecondText(expires) }]
  })
}

function millisecondText(seconds: number | null | undefined): string | null {
  return seconds == null || Number.isNaN(seconds) ? null : String(seconds * 1000)
}
