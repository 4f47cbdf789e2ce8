import type { TimeKind } from '../../../../shared/profile.ts'

/** Reads a moment as epoch ms; null when none is given, NaN when what is given can't be read for certain. */
export type TimeReader = (value: unknown) => number | null

const LEAST = Date.UTC(2000, 0, 1)
const MOST = Date.UTC(10_000, 0, 1) - 1
/** What servers write for "never" or "unknown". */
const NEVER = new Set(['', '0', '-1', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00+00:00'])

/** The reader for one way of writing a moment. */
export function timeReader(kind: TimeKind): TimeReader {
  if (kind === 'iso') return readIso
  const unit = kind === 'epoch-seconds' ? 1000 : 1
  return (value) => readEpoch(value, unit)
}

function readEpoch(value: unknown, unit: number): number | null {
  if (value === null || value === undefined || value === 0 || value === -1) return null
  if (typeof value === 'string') {
    if (NEVER.has(value)) return null
    return /^\d{1,16}(?:\.\d{1,9})?$/.test(value) ? plausible(Number(value) * unit) : Number.NaN
  }
  return typeof value === 'number' ? plausible(value * unit) : Number.NaN
}

/** Seconds read as milliseconds land in 1970, and the other way round in the year 50 000: neither is shown as a time. */
function plausible(at: number): number {
  return at >= LEAST && at <= MOST ? Math.round(at) : Number.NaN
}

/** ISO 8601 with a zone. A text without one is refused: nobody can know which clock wrote it. */
function readIso(value: unknown): number | null {
  if (typeof value !== 'string') return value === null || value === undefined || value === 0 ? null : Number.NaN
  const quick = fastIso(value)
  if (!Number.isNaN(quick)) return plausible(quick)
  if (NEVER.has(value)) return null
  return slowIso(value)
}

/** For other spellings of a moment with a zone, such as `Tue, 15 Nov 2026 08:12:31 GMT`. */
function slowIso(value: string): number {
  if (value.length > 60 || !/(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})$/i.test(value) || !/\d:\d/.test(value)) return Number.NaN
  // The platform turns 30 February into 2 March without a word.
  const startsAsIso = /^\d{4}-\d{2}-\d{2}/.test(value)
  if (startsAsIso && Number.isNaN(startOfDay(Number(value.slice(0, 4)), two(value, 5), two(value, 8)))) return Number.NaN
  return plausible(Date.parse(value))
}

/** Starts of the days met lately, by year, month and day packed into one number. */
const dayStarts = new Map<number, number>()
const MOST_DAYS = 1000

/** `YYYY-MM-DDThh:mm:ss[.f…](Z|±hh:mm|±hhmm)` by character codes: three times per row, 100 000 rows. NaN for anything else. */
function fastIso(text: string): number {
  const { length } = text
  if (
    length < 20 ||
    length > 40 ||
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58
  ) {
    return Number.NaN
  }
  const separator = text.charCodeAt(10)
  if (separator !== 84 && separator !== 32 && separator !== 116) return Number.NaN
  const hour = two(text, 11)
  const minute = two(text, 14)
  const second = two(text, 17)
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN
  const dayStart = startOfDay(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8))
  let at = 19
  let milliseconds = 0
  if (text.charCodeAt(at) === 46) {
    at += 1
    let scale = 100
    for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(at) - 48) {
      milliseconds += digit * scale
      scale /= 10
      at += 1
    }
    if (scale === 100) return Number.NaN
  }
  return dayStart + ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(milliseconds + 1e-6) - zone(text, at)
}

/** Two digits as a number, NaN for anything else. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** The rows of a list fall on few days, but one row's times on several, so more than the last one is remembered. NaN for a day that does not exist. */
function startOfDay(year: number, month: number, day: number): number {
  const key = (year * 16 + month) * 32 + day
  const known = dayStarts.get(key)
  if (known !== undefined) return known
  const start = Date.UTC(year, month - 1, day)
  const exists = new Date(start).getUTCDate() === day && new Date(start).getUTCMonth() === month - 1
  const found = exists && year >= 1000 ? start : Number.NaN
  if (dayStarts.size >= MOST_DAYS) dayStarts.clear()
  dayStarts.set(key, found)
  return found
}

/** The zone's offset in ms, NaN unless the text ends with it. */
function zone(text: string, at: number): number {
  const sign = text.charCodeAt(at)
  if (sign === 90 || sign === 122) return at + 1 === text.length ? 0 : Number.NaN
  if (sign !== 43 && sign !== 45) return Number.NaN
  const colon = text.charCodeAt(at + 3) === 58 ? 1 : 0
  if (text.length !== at + 5 + colon) return Number.NaN
  const hours = two(text, at + 1)
  const minutes = two(text, at + 3 + colon)
  if (!(hours < 24 && minutes < 60)) return Number.NaN
  return (sign === 43 ? 1 : -1) * (hours * 60 + minutes) * 60_000
}
