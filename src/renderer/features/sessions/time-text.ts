import { idleTime, sessionTime } from '../../../shared/duration.ts'
import type { SessionRow } from '../../../shared/session.ts'
import { dateTimeText, UNKNOWN, utcText } from '../../components/format.ts'
import type { ServerFacts } from './server-facts.ts'

type Clock = Pick<ServerFacts, 'clockOffset' | 'stale'>

/** How long the session has existed, by its server's clock. It counts on while the server is stale: the sign-in is a fact. */
export function sessionTimeText(row: Pick<SessionRow, 'createdAt'>, { clockOffset }: Clock, now: number): string {
  return row.createdAt === null ? UNKNOWN : sessionTime(now + clockOffset - row.createdAt)
}

/** How long nobody was active, by the server's clock. On a stale server the clock stands at its last read, and says that it may be more. */
export function idleTimeText(row: Pick<SessionRow, 'lastActiveAt' | 'readAt'>, { clockOffset, stale }: Clock, now: number): string {
  if (row.lastActiveAt === null) return UNKNOWN
  if (!stale) return idleTime(now + clockOffset - row.lastActiveAt)
  return `≥ ${idleTime(row.readAt + clockOffset - row.lastActiveAt)}`
}

/** What hovering over a moment of a server tells: the same moment here, in UTC, and by the server's own clock when that is off. */
export function momentHint(at: number, clockOffset: number): string {
  const here = `${dateTimeText(at - clockOffset)} here`
  const lines = [here, utcText(at - clockOffset)]
  if (Math.abs(clockOffset) >= 1000) lines.push(`${dateTimeText(at)} by the server's clock, which is ${offsetWords(clockOffset)}`)
  return lines.join('\n')
}

function offsetWords(clockOffset: number): string {
  return `${idleTime(Math.abs(clockOffset))} ${clockOffset > 0 ? 'ahead' : 'behind'}`
}
