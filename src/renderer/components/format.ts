/** A fact that is not known: an em space, never a dash that could be data. */
export const UNKNOWN = '\u2003'

const dateTime = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' })
const utcDateTime = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' })
const clock = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'medium' })
const hourAndMinute = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'short' })
const month = new Intl.DateTimeFormat('en-US', { month: 'short' })
const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' })

/** A moment (epoch ms) in this machine's zone, sortable by eye: `2026-09-21 14:03:05`. */
export function dateTimeText(at: number): string {
  return dateTime.format(at)
}

/** A moment in UTC: `2026-09-21 12:03:05 UTC`. */
export function utcText(at: number): string {
  return `${utcDateTime.format(at)} UTC`
}

/** A moment for a narrow column: `14:03:05` when it is of today, else `20 Sep 14:03`. The whole date stands in its tooltip. */
export function shortTimeText(at: number, now: number): string {
  return day.format(at) === day.format(now) ? clock.format(at) : `${new Date(at).getDate()} ${month.format(at)} ${hourAndMinute.format(at)}`
}

/** The zone in which times are shown, named once per page. */
export function zoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

const count = new Intl.NumberFormat('en-GB')

/** A count with thin grouping, for tiles and sums: `12,408`. */
export function countText(value: number): string {
  return count.format(value)
}

/** `1 session`, `3 sessions`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${countText(value)} ${value === 1 ? one : many}`
}

/** Names in a sentence: `a`, `a and b`, `a, b and 3 more`. */
export function namesText(names: readonly string[], most = 3): string {
  if (names.length <= 1) return names.join('')
  if (names.length > most) return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
