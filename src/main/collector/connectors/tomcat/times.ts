const QUARTER_HOUR = 15 * 60_000
const MINUTE = 60_000
/** How far a time and the length since then may disagree, in ms: a request that is under way has begun, and has not ended. */
const SLACK = 5 * MINUTE

/** Reads `hh:mm:ss`, also with more than two digits for the hours, as ms; null for what is none. Tomcat writes -1 or a negative length for "never". */
export function lengthOf(text: string): number | null {
  const [, hours, minutes, seconds] = /^(\d{1,7}):(\d{2}):(\d{2})$/.exec(text.trim()) ?? []
  if (hours === undefined) return null
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

/**
 * Reads a server's local time, `2026-11-22 10:04:18`, by how long ago it was: zones differ from each other by whole quarters of an hour, so
 * the one that fits is the server's zone at that moment. `about` is that moment counted back, epoch ms. null for what does not fit.
 */
export function localTime(text: string, about: number | null): number | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(text.trim()) ?? []
  if (year === undefined || about === null) return null
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const at = local - Math.round((local - about) / QUARTER_HOUR) * QUARTER_HOUR
  return Math.abs(at - about) <= SLACK ? at : null
}

/**
 * How long a session may be inactive, by how long it was and how long it still has: both are cut to seconds, so that their sum may be a
 * second or two short of what was set, which mostly is whole minutes.
 */
export function lifeOf(inactive: number | null, left: number | null): number | null {
  if (inactive === null || left === null) return null
  const sum = inactive + left
  const whole = Math.ceil(sum / MINUTE) * MINUTE
  return whole - sum <= 2000 ? whole : sum
}
