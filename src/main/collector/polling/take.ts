import { markSliding } from '../../store/cache-servers.ts'
import type { Database } from '../../store/database.ts'
import { KEYFRAME_EVERY, writeDelta, writeKeyframe } from '../../store/frames.ts'
import { closeVersion, openVersion, reopenVersion, setTtl } from '../../store/versions.ts'
import type { Connector, DecodedSession } from '../connectors/connector.ts'
import { frameChangeOf, type Taken, wholeListing } from './change-set.ts'
import { nextExpiry } from './expiry.ts'
import { internAgent, internType, internUser } from './interned.ts'
import { dropSession, type Expiry, putSession, type ServerMemory, type SessionState } from './memory.ts'
import type { Difference, Started, Touched } from './reconcile.ts'
import { orNull, wholeMilliseconds, wholeSeconds } from './times.ts'

/** More of a row's unmapped facts than this is not kept. Characters of JSON. */
const LONGEST_OTHER = 16_384

/** What taking in one read needs at every step. `t` is the poll's second. */
export interface Taking {
  readonly cache: Database
  readonly memory: ServerMemory
  readonly server: number
  readonly t: number
  readonly complete: boolean
  readonly other: Connector['other']
}

/** Writes a difference into the file and into memory alike. The caller wraps it in a transaction. */
export function take(taking: Taking, difference: Difference): Taken {
  const { memory, complete } = taking
  if (complete) rememberGone(taking, difference)
  const ended = [...difference.ended, ...replacedBy(difference.started)]
  for (const state of ended) endSession(taking, state)
  const moved = difference.touched.filter(({ state, expiry }) => expiry !== state.expiry).map(({ state }) => state)
  for (const touched of difference.touched) touch(taking, touched)
  const started = difference.started.map((one) => startSession(taking, one))
  for (const state of started) dropSession(memory.gone, state)
  const reopened = started.filter((_, index) => difference.started[index]?.reopens != null)
  return { complete, ended, started, touched: difference.touched.map(({ state }) => state), expiryMoved: [...moved, ...reopened] }
}

/** Writes the frame of this read; every so many, and the first of a run, as a whole listing. */
export function takeFrame({ cache, memory, server, t }: Taking, taken: Taken): void {
  if (memory.deltas >= KEYFRAME_EVERY - 1) {
    writeKeyframe(cache, server, t, wholeListing(memory))
    memory.deltas = 0
  } else {
    writeDelta(cache, server, t, frameChangeOf(taken), taken.complete)
    memory.deltas += 1
  }
  memory.frameAt = t
}

/** Sessions that came back in this read are found among those the last complete one missed, so these make room only afterwards. */
function rememberGone({ memory, t }: Taking, difference: Difference): void {
  memory.gone = new Map()
  memory.completeAt = t
  for (const state of difference.ended) putSession(memory.gone, state)
}

function replacedBy(started: readonly Started[]): SessionState[] {
  return started.flatMap(({ before }) => (before === null ? [] : [before]))
}

function endSession({ cache, memory, t }: Taking, state: SessionState): void {
  closeVersion(cache, state.version, t, orNull(state.lastActive))
  dropSession(memory.sessions, state)
}

function touch({ cache, memory, server, t, complete }: Taking, { state, lastActive, expiry }: Touched): void {
  if (!Object.is(expiry.ttl, state.expiry.ttl)) {
    setTtl(cache, state.version, expiry.ttl)
    if (!memory.slides) markSliding(cache, server)
    memory.slides = true
  }
  if (Number.isNaN(expiry.ttl) && !Object.is(lastActive, state.lastActive)) state.moved = true
  state.lastActive = lastActive
  state.expiry = expiry
  if (!complete) state.readAt = t
}

function startSession(taking: Taking, started: Started): SessionState {
  const state = started.reopens === null ? openSession(taking, started) : reopenSession(taking, started.session, started.reopens)
  if (!taking.complete) state.readAt = taking.t
  putSession(taking.memory.sessions, state)
  return state
}

function reopenSession(taking: Taking, session: DecodedSession, ended: SessionState): SessionState {
  reopenVersion(taking.cache, ended.version)
  const state = { ...ended, readAt: Number.NaN }
  const lastActive = wholeSeconds(session.lastActiveAt)
  touch(taking, { state, lastActive, expiry: nextExpiry(state, lastActive, wholeSeconds(session.expiresAt)) })
  return state
}

function openSession(taking: Taking, { session, duplicate, before }: Started): SessionState {
  const { cache, memory, server, t } = taking
  const facts = {
    sessionId: session.sessionId,
    duplicate,
    user: internUser(cache, memory, server, session),
    type: internType(cache, session.type),
    agent: internAgent(cache, session.userAgent),
    node: session.node,
    address: session.address,
    createdAt: wholeMilliseconds(session.createdAt),
    own: session.own,
    since: before?.since ?? t,
    firstExpires: wholeSeconds(session.expiresAt),
    lastActive: wholeSeconds(session.lastActiveAt),
    moved: false,
    readAt: Number.NaN,
  }
  const expiry = firstExpiry(memory.slides, facts.lastActive, facts.firstExpires)
  const version = openVersion(cache, {
    server,
    sessionId: facts.sessionId,
    duplicate,
    user: facts.user.id,
    type: facts.type?.id ?? null,
    node: facts.node,
    address: facts.address,
    agent: facts.agent?.id ?? null,
    created: facts.createdAt,
    expires: orNull(facts.firstExpires),
    ttl: orNull(expiry.ttl),
    own: facts.own,
    seenFrom: t,
    since: before === null ? null : before.since,
    other: otherText(taking.other(session.raw)),
  })
  return { ...facts, version, expiry }
}

function firstExpiry(slides: boolean, lastActive: number, expires: number): Expiry {
  return { ttl: slides ? expires - lastActive : Number.NaN, exception: null }
}

/** Pairs as JSON, as many as fit; null when there are none. */
function otherText(other: ReturnType<Connector['other']>): string | null {
  const pairs: string[] = []
  let length = 2
  for (const { name, value } of other) {
    const pair = JSON.stringify([name, value])
    length += pair.length + 1
    if (length > LONGEST_OTHER) break
    pairs.push(pair)
  }
  return pairs.length === 0 ? null : `[${pairs.join(',')}]`
}
