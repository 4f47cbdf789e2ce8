import { idleTime, sessionTime } from '../../../shared/duration.ts'
import { language, locale, t } from '../../../shared/language/language.ts'
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
  const lines = [t('grid.momentHere', { time: dateTimeText(at - clockOffset) }), utcText(at - clockOffset)]
  const byServer = { time: dateTimeText(at), offset: idleTime(Math.abs(clockOffset)) }
  if (clockOffset >= 1000) lines.push(t('grid.momentAhead', byServer))
  if (clockOffset <= -1000) lines.push(t('grid.momentBehind', byServer))
  return lines.join('\n')
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>()

/** How far a moment is from now, both epoch ms of one clock: `12 min ago`, `in 3 hr`, `now`. */
export function relativeText(at: number, now: number): string {
  const format = relativeFormats.get(language()) ?? new Intl.RelativeTimeFormat(locale(), { style: 'short', numeric: 'auto' })
  relativeFormats.set(language(), format)
  const apart = at - now
  const size = Math.abs(apart)
  if (size < MINUTE) return format.format(0, 'second')
  if (size < HOUR) return format.format(Math.trunc(apart / MINUTE), 'minute')
  if (size < 2 * DAY) return format.format(Math.trunc(apart / HOUR), 'hour')
  return format.format(Math.trunc(apart / DAY), 'day')
}
