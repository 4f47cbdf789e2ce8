import { findCacheServer } from './cache-servers.ts'
import type { Database } from './database.ts'
import { type Agent, agentById, type SessionType, typeById } from './dictionaries.ts'
import { newestListing } from './frames.ts'
import type { Listing } from './listing.ts'
import { replaceRows } from './live.ts'
import { firstCompletePoll } from './polls.ts'
import { firstSeen, type SessionRecord } from './session-record.ts'
import { userById } from './users.ts'
import { storedVersion } from './versions.ts'

/** Fills the live table with a server's sessions as cache.db last saw them: about 10 µs a session. Nothing known: no rows. */
export function rebuildSite(live: Database, cache: Database, serverId: string): void {
  // One read transaction: taking and dropping the file's lock for every row takes longer than reading it.
  cache.transaction(() => rebuild(live, cache, serverId))()
}

function rebuild(live: Database, cache: Database, serverId: string): void {
  const server = findCacheServer(cache, serverId)?.number
  const past = server === undefined ? null : newestListing(cache, server)
  const times = { readAt: past?.t ?? null, completeAt: numberOrNull(past?.listing.completeAt) }
  const completeFrom = server === undefined ? null : firstCompletePoll(cache, server)
  replaceRows(live, serverId, past === null ? [] : rowsOf(cache, past.listing, completeFrom), times)
}

function* rowsOf(cache: Database, listing: Listing, completeFrom: number | null): Generator<RecordFromFile> {
  const records = recordsFromFile(cache, completeFrom)
  for (const [index, id] of listing.ids.entries()) {
    const lastActive = numberOrNull(listing.lastActive[index])
    const row = records(id, { lastActive, readAt: listing.readAt.get(id) ?? null, expires: listing.expires.get(id) })
    if (row !== null) yield row
  }
}

/** A session as its version has it, with what of it moves given by the caller. */
export interface RecordFromFile {
  readonly record: SessionRecord
  /** The user's part of the search text, which the file keeps folded. */
  readonly userText: string
}

interface Moving {
  readonly lastActive: number | null
  readonly readAt: number | null
  /** Epoch seconds, NaN for unknown; undefined: as the version says. */
  readonly expires: number | undefined
}

/** Reads versions of one server one by one; what many of them share is read once. `completeFrom`: its first complete read. null when there is no such version. */
export function recordsFromFile(cache: Database, completeFrom: number | null): (id: number, moving: Moving) => RecordFromFile | null {
  const users = new Map<number, ReturnType<typeof userById>>()
  const agents = new Map<number, Agent | null>()
  const types = new Map<number, SessionType | null>()
  return (id, moving) => {
    const version = storedVersion(cache, id)
    const found = version === null ? null : once(users, version.user, () => userById(cache, version.user))
    if (version === null || found === null) return null
    const agent = version.agent === null ? null : once(agents, version.agent, (key) => agentById(cache, key))
    const type = version.type === null ? null : once(types, version.type, (key) => typeById(cache, key))
    const { lastActive, readAt } = moving
    const slid = version.ttl === null || lastActive === null ? version.expires : lastActive + version.ttl
    const record = {
      id,
      server: version.server,
      sessionId: version.sessionId,
      duplicate: version.duplicate,
      ...userColumns(found.user),
      type: type?.text ?? null,
      node: version.node,
      address: version.address,
      agent: agent?.text ?? null,
      agentWords: agent?.words ?? null,
      created: version.created,
      lastActive,
      expires: moving.expires === undefined ? slid : numberOrNull(moving.expires),
      own: version.own,
      readAt,
      browser: agent?.browser ?? null,
      system: agent?.system ?? null,
      device: agent?.device ?? null,
      firstSeen: firstSeen(version.since, completeFrom),
    }
    return { record, userText: found.search }
  }
}

function userColumns({
  user,
  userId,
  displayName,
  email,
  project,
  organisation,
  account,
}: NonNullable<ReturnType<typeof userById>>['user']) {
  return { user, userId, displayName, email, project, organisation, account }
}

function once<Key, Value>(values: Map<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  const known = values.get(key)
  if (known !== undefined) return known
  const value = make(key)
  values.set(key, value)
  return value
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
