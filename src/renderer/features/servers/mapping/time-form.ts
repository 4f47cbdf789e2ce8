import type { TimeField, TimeRule } from '../../../../shared/profile/time.ts'

/** How the values of a path are written, when they are moments or lengths of time. */
export type TimeForm =
  | { readonly kind: 'iso' | 'epoch-seconds' | 'epoch-milliseconds' | 'java' | 'compact' }
  | { readonly kind: 'local'; readonly date: 'year-month-day' | 'day-month-year' | 'month-day-year' }
  | { readonly kind: 'length'; readonly unit: 'seconds' | 'milliseconds' | 'minutes' | 'clock' }

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)$/i
const LOCAL_YEAR_FIRST = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?$/
const LOCAL_YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4},?[T ]\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?$/i
const JAVA = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d [A-Z+\-:\d]{1,9} \d{4}$/
const COMPACT = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/
const CLOCK = /^(?:\d{1,5} )?\d{1,3}:\d\d:\d\d$/

/** 2001 to 2106, so that a count or a port is never taken for a moment. */
const SECONDS = { from: 1_000_000_000, to: 4_300_000_000 }

/** The values that say nothing: not known, or never. */
export function isSentinel(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === 0 || value === -1 || value === '0' || value === '-1'
}

/** How moments are written, told from all values of a path; null when they are none, or not all alike. */
export function momentForm(values: readonly unknown[]): TimeForm | null {
  const telling = values.filter((value) => !isSentinel(value))
  if (telling.length === 0) return null
  const texts = telling.map(String)
  const all = (pattern: RegExp) => texts.every((text) => pattern.test(text))
  if (all(COMPACT)) return { kind: 'compact' }
  if (all(/^\d+(?:\.\d+)?$/)) return numberForm(texts.map(Number))
  if (telling.some((value) => typeof value !== 'string')) return null
  if (all(ISO)) return { kind: 'iso' }
  if (all(JAVA)) return { kind: 'java' }
  if (all(LOCAL_YEAR_FIRST)) return { kind: 'local', date: 'year-month-day' }
  if (all(LOCAL_YEAR_LAST)) return { kind: 'local', date: dateOrder(texts) }
  return null
}

function numberForm(numbers: readonly number[]): TimeForm | null {
  const within = (scale: number) => numbers.every((number) => number >= SECONDS.from * scale && number <= SECONDS.to * scale)
  if (within(1)) return { kind: 'epoch-seconds' }
  return within(1000) ? { kind: 'epoch-milliseconds' } : null
}

/** Slashes are American unless a first number is no month; dots and hyphens are not. */
function dateOrder(texts: readonly string[]): 'day-month-year' | 'month-day-year' {
  const parts = texts.map((text) => LOCAL_YEAR_LAST.exec(text))
  if (parts.some((part) => Number(part?.[1]) > 12)) return 'day-month-year'
  if (parts.some((part) => Number(part?.[2]) > 12)) return 'month-day-year'
  return texts.some((text) => text.includes('/')) ? 'month-day-year' : 'day-month-year'
}

/** How lengths of time are written; null when they are none. The name must already say that they are lengths: any number could be one. */
export function lengthForm(values: readonly unknown[], words: readonly string[]): TimeForm | null {
  const telling = values.filter((value) => value !== null && value !== undefined && value !== '' && value !== -1)
  if (telling.length === 0) return null
  if (telling.every((value) => typeof value === 'string' && CLOCK.test(value))) return { kind: 'length', unit: 'clock' }
  if (!telling.every((value) => typeof value === 'number' || (typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value)))) return null
  if (words.some((word) => ['ms', 'millis', 'milliseconds'].includes(word))) return { kind: 'length', unit: 'milliseconds' }
  if (words.some((word) => ['min', 'mins', 'minutes'].includes(word))) return { kind: 'length', unit: 'minutes' }
  // Nobody is signed in for 115 days of seconds, and hardly for less than a minute of milliseconds.
  return { kind: 'length', unit: telling.some((value) => Number(value) > 10_000_000) ? 'milliseconds' : 'seconds' }
}

/** The rule of a profile for a form. `zone` is for those that carry none themselves. */
export function ruleOfForm(form: TimeForm, field: TimeField, zone: string): TimeRule {
  if (form.kind === 'length') return { kind: 'duration', unit: form.unit, from: field === 'expiresAt' ? 'lastActiveAt' : 'now' }
  if (form.kind === 'local') return { kind: 'local', zone, date: form.date }
  if (form.kind === 'compact') return { kind: 'compact', zone }
  return form.kind
}

/** Whether a rule needs to be told a zone, because the times themselves do not say it. */
export function needsZone(rule: TimeRule | undefined): rule is Extract<TimeRule, { zone: string }> {
  return typeof rule === 'object' && 'zone' in rule
}
