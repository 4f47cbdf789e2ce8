import { startOfDay } from './iso.ts'
import type { Zone } from './zone.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** No session is a century old; a longer length is in another unit. */
const LONGEST = 100 * 365 * DAY

const ORDERS = {
  'year-month-day': { year: 1, month: 2, day: 3 },
  'day-month-year': { year: 3, month: 2, day: 1 },
  'month-day-year': { year: 3, month: 1, day: 2 },
} as const

const LOCAL = /^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})(?:T|,? +)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?$/i

/** Reads `2026-11-21 15:59:46`, `21.11.2026, 15:59` or `11/21/2026 3:59 PM` in a zone; NaN for anything else. */
export function localReader(order: keyof typeof ORDERS, zone: Zone): (text: string) => number {
  const places = ORDERS[order]
  return (text) => {
    const found = text.length > 60 ? null : LOCAL.exec(text)
    if (found === null) return Number.NaN
    const [, , , , hour, minute, second = '0', fraction = '0', half] = found
    const year = yearOf(found[places.year] ?? '')
    const start = startOfDay(year, Number(found[places.month]), Number(found[places.day]))
    const clock = clockOf(hourOf(Number(hour), half), Number(minute), Number(second))
    return zone(start + clock) + Math.floor(Number(`0.${fraction}`) * SECOND + 1e-6)
  }
}

/** Two digits are a year of this century; one or three are none. */
function yearOf(text: string): number {
  if (text.length === 2) return 2000 + Number(text)
  return text.length === 4 ? Number(text) : Number.NaN
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return Number.NaN
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}

/** A time of day in ms; NaN for one that no clock shows. */
function clockOf(hour: number, minute: number, second: number): number {
  return hour < 24 && minute < 60 && second < 60 ? hour * HOUR + minute * MINUTE + second * SECOND : Number.NaN
}

/** Reads `YYYYMMDDhhmmss` in a zone, or in UTC where a Z follows; NaN for anything else. */
export function compactReader(zone: Zone): (text: string) => number {
  return (text) => {
    const found = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(Z?)$/.exec(text)
    if (found === null) return Number.NaN
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number)
    const wall = startOfDay(year, month, day) + clockOf(hour, minute, second)
    return found[7] === 'Z' ? wall : zone(wall)
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Hours ahead of UTC, of the short names that mean one zone only: CST is in Chicago and in Shanghai, IST in three countries. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['UTC', 0],
  ['GMT', 0],
  ['Z', 0],
  ['WET', 0],
  ['WEST', 1],
  ['BST', 1],
  ['CET', 1],
  ['CEST', 2],
  ['MET', 1],
  ['MEST', 2],
  ['EET', 2],
  ['EEST', 3],
  ['MSK', 3],
  ['JST', 9],
  ['EST', -5],
  ['EDT', -4],
  ['MST', -7],
  ['MDT', -6],
  ['PST', -8],
  ['PDT', -7],
])

/** Reads `Sat Nov 21 15:59:46 UTC 2026`, as Java prints a date; NaN for anything else, and for a zone whose short name is not unique. */
export function javaMoment(text: string): number {
  const found = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\S{1,9}) (\d{4})$/.exec(text)
  if (found === null) return Number.NaN
  const [, month = '', day, hour, minute, second, zone = '', year] = found
  const start = startOfDay(Number(year), MONTHS.indexOf(month) + 1, Number(day))
  return start + clockOf(Number(hour), Number(minute), Number(second)) - zoneShift(zone)
}

function zoneShift(zone: string): number {
  const ahead = ZONES.get(zone)
  if (ahead !== undefined) return ahead * HOUR
  const found = /^(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (found === null) return Number.NaN
  const [, sign, hours, minutes] = found
  return (sign === '-' ? -1 : 1) * clockOf(Number(hours), Number(minutes), 0)
}

const UNITS = { seconds: SECOND, milliseconds: 1, minutes: MINUTE } as const

/** The reader for one way of writing a length, in ms: null when none is given, NaN when what is given is none. Zero is a length. */
export function durationLength(unit: keyof typeof UNITS | 'clock'): (value: unknown) => number | null {
  const length = unit === 'clock' ? clockLength : (value: unknown): number => numberOf(value) * UNITS[unit]
  return (value) => {
    if (value === null || value === undefined || value === '' || value === -1 || value === '-1') return null
    const ms = length(value)
    return ms >= 0 && ms <= LONGEST ? Math.round(ms) : Number.NaN
  }
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\d{1,16}(?:\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN
}

/** `[dd ]hh:mm:ss`, with more than 23 hours where there are no days. */
function clockLength(value: unknown): number {
  const found = typeof value === 'string' ? /^(?:(\d{1,5})[ .])?(\d{1,6}):(\d{2}):(\d{2})(?:\.\d{1,9})?$/.exec(value.trim()) : null
  if (found === null) return Number.NaN
  const [, days = '0', hours, minutes, seconds] = found
  if (Number(minutes) > 59 || Number(seconds) > 59) return Number.NaN
  return Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND
}
