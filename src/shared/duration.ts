import { t } from './language/language.ts'

const SECOND = 1000
const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Whole seconds of a span in ms. A clock that runs behind gives negative spans; those, and what is no number, count as none. */
function wholeSeconds(ms: number): number {
  return Number.isFinite(ms) && ms > 0 ? Math.floor(ms / SECOND) : 0
}

function two(count: number): string {
  return String(count).padStart(2, '0')
}

function clock(seconds: number): string {
  return `${two(Math.floor(seconds / HOUR))}:${two(Math.floor(seconds / MINUTE) % 60)}:${two(seconds % 60)}`
}

/** How long somebody has been signed in, from ms: `dd hh:mm:ss`, without the day part when it is zero. The same in every language. */
export function sessionTime(ms: number): string {
  const seconds = wholeSeconds(ms)
  const days = Math.floor(seconds / DAY)
  return days === 0 ? clock(seconds) : `${two(days)} ${clock(seconds % DAY)}`
}

/** How long nobody was active, from ms: `hh:mm:ss`, never with a day part, so that 30 hours read 30:00:00. */
export function idleTime(ms: number): string {
  return clock(wholeSeconds(ms))
}

/** How old something is, from ms, in words short enough for a strip: `12 s`, `4 min`, `2 h 10 min`, `3 days`. */
export function age(ms: number): string {
  const seconds = wholeSeconds(ms)
  if (seconds < MINUTE) return t('common.seconds', { count: seconds })
  if (seconds < HOUR) return t('common.minutes', { count: Math.floor(seconds / MINUTE) })
  if (seconds >= DAY) return t('common.days', { count: Math.floor(seconds / DAY) })
  const hours = Math.floor(seconds / HOUR)
  const minutes = Math.floor(seconds / MINUTE) % 60
  return minutes === 0 ? t('common.hours', { hours }) : t('common.hoursAndMinutes', { hours, minutes })
}
