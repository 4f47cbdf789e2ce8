import { guardOf } from '../../shared/guard.ts'
import type { Identity, SessionRow } from '../../shared/session.ts'
import { repeatedIdText } from '../store/live-details.ts'
import { storedSessionId } from '../store/session-id.ts'
import type { SessionRecord } from '../store/session-record.ts'
import type { ServerFacts } from './server-directory.ts'

/** What a row needs beyond its record. */
export interface RowContext {
  readonly serverId: (number: number) => string | undefined
  readonly facts: (serverId: string) => ServerFacts | null
  /** What the name of a user may only look like. */
  readonly lookalike: (record: SessionRecord) => SessionRow['lookalike']
  /** Epoch seconds; null when no read was complete. */
  readonly completeAt: (number: number) => number | null
  readonly repeated: ReadonlySet<string>
}

/** A record as the window shows it; null for one whose server is no longer known. */
export function sessionRow(record: SessionRecord, context: RowContext): SessionRow | null {
  const serverId = context.serverId(record.server)
  const facts = serverId === undefined ? null : context.facts(serverId)
  if (serverId === undefined || facts === null) return null
  const { sessionId, duplicate, user, userId, displayName, email, project, organisation, type, node, address, agentWords, account, own } =
    record
  const idIsRepeated = context.repeated.has(repeatedIdText(record.server, storedSessionId(sessionId)))
  return {
    serverId,
    sessionId,
    duplicate,
    serverName: facts.name,
    user,
    userId,
    displayName,
    email,
    project,
    organisation,
    type,
    node,
    address,
    userAgent: record.agent,
    agentWords,
    createdAt: record.created,
    lastActiveAt: milliseconds(record.lastActive),
    expiresAt: milliseconds(record.expires),
    ...endOf(record, facts.idleSeconds),
    browser: record.browser,
    system: record.system,
    device: record.device,
    firstSeenAt: milliseconds(record.firstSeen),
    identity: identityOf(record),
    lookalike: context.lookalike(record),
    account,
    own,
    guard: guardOf({ sessionId, duplicate, idIsRepeated, own, user, ...facts }),
    readAt: Math.max(record.readAt ?? 0, context.completeAt(record.server) ?? 0) * 1000,
  }
}

/** When it ends by itself, as `ENDS` of the store has it. */
function endOf({ expires, lastActive }: SessionRecord, idleSeconds: number | null): Pick<SessionRow, 'endsAt' | 'endsBy'> {
  const idleEnd = lastActive === null || idleSeconds === null ? null : lastActive + idleSeconds
  const ends = Math.min(expires ?? Number.POSITIVE_INFINITY, idleEnd ?? Number.POSITIVE_INFINITY)
  if (ends === Number.POSITIVE_INFINITY) return { endsAt: null, endsBy: null }
  return { endsAt: ends * 1000, endsBy: ends === expires ? 'expiry' : 'idle' }
}

/** Whose it is, as `IDENTITY` of the store has it. */
function identityOf({ account, user }: SessionRecord): Identity {
  if (account === 'anonymous') return 'anonymous'
  return user === null || user.trim() === '' ? 'not-signed-in' : 'named'
}

function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000
}
