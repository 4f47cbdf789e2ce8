import type { SessionRow } from '../../../shared/session.ts'
import { dateTimeText } from '../../components/format.ts'
import { accountWord, deviceWord, identityWord } from './identity-words.ts'
import type { ServerFacts } from './server-facts.ts'
import { maskedSessionId } from './session-id.ts'
import { idleTimeText, sessionTimeText } from './time-text.ts'

type Clock = Pick<ServerFacts, 'clockOffset' | 'stale'>

/**
 * What a cell says, as plain text for the clipboard and for menus; null when the fact is not known, or there is no such column. Times are as
 * on screen, in this machine's clock, and whole.
 */
export function cellText(field: string, row: SessionRow, clock: Clock, now: number): string | null {
  const moment = (at: number | null) => (at === null ? null : dateTimeText(at - clock.clockOffset))
  switch (field) {
    case 'sessionTime':
      return row.createdAt === null ? null : sessionTimeText(row, clock, now)
    case 'idleTime':
      return row.lastActiveAt === null ? null : idleTimeText(row, clock, now)
    case 'createdAt':
    case 'lastActiveAt':
    case 'expiresAt':
    case 'endsAt':
      return moment(row[field])
    case 'firstSeenAt':
    case 'readAt':
      return row[field] === null ? null : dateTimeText(row[field])
    case 'agentWords':
      return row.agentWords ?? row.userAgent
    case 'identity':
      return identityWord(row.identity)
    case 'account':
      return row.account === null ? null : accountWord(row.account)
    case 'device':
      return deviceWord(row.device)
    case 'sessionId':
      return maskedSessionId(row.sessionId)
    default:
      return plainText(field, row)
  }
}

/** Columns of texts are called as the facts they show. */
function plainText(field: string, row: SessionRow): string | null {
  const value: unknown = Object.hasOwn(row, field) ? row[field as keyof SessionRow] : null
  return typeof value === 'string' && value !== '' ? value : null
}
