import { type Language, language, locale, t } from '../../shared/language/language.ts'

/** A fact that is not known: an em space, never a dash that could be data. */
export const UNKNOWN = '\u2003'

/** The ways of writing of one language. */
interface Formats {
  readonly dateTime: Intl.DateTimeFormat
  readonly utcDateTime: Intl.DateTimeFormat
  readonly clock: Intl.DateTimeFormat
  readonly hourAndMinute: Intl.DateTimeFormat
  readonly dayAndMonth: (at: number) => string
  readonly day: Intl.DateTimeFormat
  readonly count: Intl.NumberFormat
  readonly names: Intl.ListFormat
}

const known = new Map<Language, Formats>()

function formats(): Formats {
  const found = known.get(language())
  if (found !== undefined) return found
  // English dates are written as Swedes write them, 2026-09-21: whether 9/10 is in September or in October depends on who reads it.
  const dates = language() === 'de' ? 'de-DE' : 'sv-SE'
  const dateStyle = language() === 'de' ? 'medium' : 'short'
  const made: Formats = {
    dateTime: new Intl.DateTimeFormat(dates, { dateStyle, timeStyle: 'medium' }),
    utcDateTime: new Intl.DateTimeFormat(dates, { dateStyle, timeStyle: 'medium', timeZone: 'UTC' }),
    clock: new Intl.DateTimeFormat(dates, { timeStyle: 'medium' }),
    hourAndMinute: new Intl.DateTimeFormat(dates, { timeStyle: 'short' }),
    dayAndMonth: language() === 'de' ? germanDay() : englishDay(),
    day: new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' }),
    count: new Intl.NumberFormat(locale()),
    names: new Intl.ListFormat(locale(), { type: 'conjunction' }),
  }
  known.set(language(), made)
  return made
}

/** `20.09.` */
function germanDay(): (at: number) => string {
  const format = new Intl.DateTimeFormat('de-DE', { day: '2-digit', month: '2-digit' })
  return (at) => format.format(at)
}

/** `20 Sep`: three letters, where the British way of writing has four for some months. */
function englishDay(): (at: number) => string {
  const month = new Intl.DateTimeFormat('en-US', { month: 'short' })
  return (at) => `${new Date(at).getDate()} ${month.format(at)}`
}

/** A moment (epoch ms) in this machine's zone: `2026-09-21 14:03:05`, in German `21.09.2026, 14:03:05`. */
export function dateTimeText(at: number): string {
  return formats().dateTime.format(at)
}

/** A moment in UTC: `2026-09-21 12:03:05 UTC`. */
export function utcText(at: number): string {
  return `${formats().utcDateTime.format(at)} UTC`
}

/** A moment for a narrow column: `14:03:05` when it is of today, else `20 Sep 14:03`. The whole date stands in its tooltip. */
export function shortTimeText(at: number, now: number): string {
  const { day, clock, dayAndMonth, hourAndMinute } = formats()
  return day.format(at) === day.format(now) ? clock.format(at) : `${dayAndMonth(at)} ${hourAndMinute.format(at)}`
}

/** The zone in which times are shown, named once per page. */
export function zoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** A count with its digits in groups, for tiles and sums: `12,408`. */
export function countText(value: number): string {
  return formats().count.format(value)
}

/** Names in a sentence: `a`, `a and b`, `a, b and 3 more`. */
export function namesText(names: readonly string[], most = 3): string {
  if (names.length <= most) return formats().names.format(names)
  const shown = names.slice(0, most - 1)
  return formats().names.format([...shown, t('common.moreNames', { count: names.length - shown.length })])
}
