import { findCacheServer } from '../../store/cache-servers.ts'
import type { Database } from '../../store/database.ts'
import { newestListing, type PastListing } from '../../store/frames.ts'
import { firstCompletePoll } from '../../store/polls.ts'
import { storedVersion } from '../../store/versions.ts'
import { type InternedById, internedById } from './interned.ts'
import { putSession, type ServerMemory, type SessionState, type Sessions } from './memory.ts'

/** Makes the next frame a keyframe: it vouches for itself, whatever happened before. */
const KEYFRAME_NEXT = Number.POSITIVE_INFINITY

/** What was known of a server when its history was last written. One read transaction, because a lock per row would take most of the time. */
export function memoryFromFile(cache: Database, serverId: string): ServerMemory {
  return cache.transaction(() => readMemory(cache, serverId))()
}

function readMemory(cache: Database, serverId: string): ServerMemory {
  const server = findCacheServer(cache, serverId)
  const past = server === null ? null : newestListing(cache, server.number)
  return {
    serverId,
    server: server?.number ?? null,
    sessions: past === null ? new Map() : sessionsFrom(cache, past),
    gone: new Map(),
    users: new Map(),
    usersInFile: false,
    slides: server?.slides ?? false,
    completeAt: past?.listing.completeAt ?? Number.NaN,
    completeFrom: server === null ? null : firstCompletePoll(cache, server.number),
    frameAt: past?.t ?? null,
    deltas: KEYFRAME_NEXT,
    stale: false,
  }
}

function sessionsFrom(cache: Database, { listing }: PastListing): Sessions {
  const sessions: Sessions = new Map()
  const interned = internedById(cache)
  for (const [index, id] of listing.ids.entries()) {
    const state = stateOf(cache, interned, id)
    if (state === null) continue
    state.lastActive = listing.lastActive[index] ?? Number.NaN
    state.readAt = listing.readAt.get(id) ?? Number.NaN
    state.expiry = { ttl: state.expiry.ttl, exception: listing.expires.get(id) ?? null }
    putSession(sessions, state)
  }
  return sessions
}

function stateOf(cache: Database, interned: InternedById, id: number): SessionState | null {
  const version = storedVersion(cache, id)
  const user = version === null ? null : interned.user(version.user)
  if (version === null || user === null) return null
  return {
    version: id,
    sessionId: version.sessionId,
    duplicate: version.duplicate,
    user,
    type: interned.type(version.type),
    node: version.node,
    agent: interned.agent(version.agent),
    address: version.address,
    createdAt: version.created,
    own: version.own,
    since: version.since,
    firstExpires: version.expires ?? Number.NaN,
    lastActive: Number.NaN,
    expiry: { ttl: version.ttl ?? Number.NaN, exception: null },
    // Whether it moved before is not written down; without a ttl an exception in the frame serves as well.
    moved: true,
    readAt: Number.NaN,
  }
}
