import type { Account, Device } from '../../shared/session.ts'
import { agentSearchText } from './dictionaries.ts'
import { SEARCH_SEPARATOR, searchText } from './fold.ts'
import { isUuid, sessionIdFrom, storedSessionId } from './session-id.ts'
import { userSearchText } from './users.ts'

/**
 * One session of one moment, as the live table and a past moment give it. Times are epoch seconds but for `created`, epoch ms; null is
 * not known.
 */
export interface SessionRecord {
  /** Id of the version in cache.db. */
  readonly id: number
  /** The server's number in the source the record comes from. */
  readonly server: number
  readonly sessionId: string
  readonly duplicate: number
  readonly user: string | null
  readonly userId: string | null
  readonly displayName: string | null
  readonly email: string | null
  readonly project: string | null
  readonly organisation: string | null
  readonly type: string | null
  readonly node: string | null
  readonly address: string | null
  readonly agent: string | null
  readonly agentWords: string | null
  readonly created: number | null
  readonly lastActive: number | null
  readonly expires: number | null
  readonly account: Account | null
  readonly own: boolean | null
  /** When a partial read last listed it; the server's last complete read counts for all. */
  readonly readAt: number | null
  readonly browser: string | null
  readonly system: string | null
  readonly device: Device | null
  /** As `firstSeen` gives it. */
  readonly firstSeen: number | null
}

/**
 * When a session was first seen, or null when it was there at or before the first complete read of its server (`completeFrom`): then
 * nobody can tell how long it had been there.
 */
export function firstSeen(since: number, completeFrom: number | null): number | null {
  return completeFrom === null || since <= completeFrom ? null : since
}

/** The columns of a record, in this order, under these names in the live table and in a past moment. */
export const RECORD_COLUMNS = `id, server, sid, duplicate, user, user_id, display_name, email, project, organisation, type, node, address,
  agent, agent_words, created, last_active, expires, account, own, read_at, browser, system, device, first_seen`

export type RecordColumns = readonly [
  id: number,
  server: number,
  sid: Uint8Array | string,
  duplicate: number,
  user: string | null,
  userId: string | null,
  displayName: string | null,
  email: string | null,
  project: string | null,
  organisation: string | null,
  type: string | null,
  node: string | null,
  address: string | null,
  agent: string | null,
  agentWords: string | null,
  created: number | null,
  lastActive: number | null,
  expires: number | null,
  account: Account | null,
  own: number | null,
  readAt: number | null,
  browser: string | null,
  system: string | null,
  device: Device | null,
  firstSeen: number | null,
]

export function recordFromColumns(columns: RecordColumns): SessionRecord {
  const [id, server, sid, duplicate, user, userId, displayName, email, project, organisation, type, node, ...rest] = columns
  const [address, agent, agentWords, created, lastActive, expires, account, own, readAt, browser, system, device, firstSeen] = rest
  return {
    id,
    server,
    sessionId: sessionIdFrom(sid),
    duplicate,
    user,
    userId,
    displayName,
    email,
    project,
    organisation,
    type,
    node,
    address,
    agent,
    agentWords,
    created,
    lastActive,
    expires,
    account,
    own: own === null ? null : own === 1,
    readAt,
    browser,
    system,
    device,
    firstSeen,
  }
}

export function columnsFromRecord(record: SessionRecord): RecordColumns {
  return [
    record.id,
    record.server,
    storedSessionId(record.sessionId),
    record.duplicate,
    record.user,
    record.userId,
    record.displayName,
    record.email,
    record.project,
    record.organisation,
    record.type,
    record.node,
    record.address,
    record.agent,
    record.agentWords,
    record.created,
    record.lastActive,
    record.expires,
    record.account,
    record.own === null ? null : Number(record.own),
    record.readAt,
    record.browser,
    record.system,
    record.device,
    record.firstSeen,
  ]
}

/**
 * Everything a search looks through, folded. An id that is a UUID is not in here: it is searched in its stored form. The SQL of a past
 * moment (moment.ts) puts the same text together.
 */
export function recordSearchText(record: SessionRecord, userText = userSearchText(record)): string {
  const sessionId = isUuid(record.sessionId) ? null : record.sessionId
  return [
    userText,
    agentSearchText(record.agent, record.agentWords),
    searchText([record.type, record.node, record.address, sessionId]),
  ].join(SEARCH_SEPARATOR)
}
