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
  if (seconds < MINUTE) return `${seconds} s`
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`
  if (seconds < DAY) {
    const minutes = Math.floor(seconds / MINUTE) % 60
    const hours = `${Math.floor(seconds / HOUR)} h`
    return minutes === 0 ? hours : `${hours} ${minutes} min`
  }
  const days = Math.floor(seconds / DAY)
  return days === 1 ? '1 day' : `${days} days`
}
