import { assertNever } from '../../../../shared/errors.ts'
import type { InputValues } from '../../../../shared/profile/input.ts'
import type { TimeField, TimeRule } from '../../../../shared/profile/time.ts'
import { fastIso, slowIso } from './iso.ts'
import { isRow } from './path.ts'
import { compactReader, durationLength, javaMoment, localReader } from './time-forms.ts'
import { zoneOf } from './zone.ts'

/**
 * Reads a moment as epoch ms. null: none is given. NaN: what is given can't be read for certain. Infinity: a wall-clock time that stands
 * for no single moment, because clocks were changed then. `base` is the time that a length counts from, for rules that name one.
 */
export type TimeReader = (value: unknown, base?: number | null) => number | null

/** What reading a moment may need beside the value itself. */
export interface TimeContext {
  /** What was given for the profile's inputs; a zone may be one. */
  readonly inputs: InputValues
  /** The server's clock in epoch ms. */
  now(): number
}

const LEAST = Date.UTC(2000, 0, 1)
const MOST = Date.UTC(10_000, 0, 1) - 1
/** What servers write for "never" or "unknown": nothing, zero, and the first moment of Go's and .NET's calendars. */
const NEVER: ReadonlySet<unknown> = new Set(['', '0', '-1', 0, -1, -62_135_596_800, -62_135_596_800_000, '0001-01-01T00:00:00Z'])

/** The reader for one way of writing a moment. `field` decides which way a length counts. Throws `bad-input` for a zone that is not known. */
export function timeReader(rule: TimeRule, context: TimeContext, field: TimeField = 'expiresAt'): TimeReader {
  const read = readerOf(rule, context, field)
  const unknown = typeof rule === 'object' && rule.unknown !== undefined ? new Set<unknown>(rule.unknown) : null
  return unknown === null ? read : (value, base) => (unknown.has(value) ? null : read(value, base))
}

function readerOf(rule: TimeRule, context: TimeContext, field: TimeField): TimeReader {
  const plain = typeof rule === 'string' ? { kind: rule } : rule
  switch (plain.kind) {
    case 'iso':
      return readIso
    case 'epoch-seconds':
      return (value) => readEpoch(value, 1000)
    case 'epoch-milliseconds':
      return (value) => readEpoch(value, 1)
    case 'java':
      return (value) => readText(value, javaMoment)
    case 'local': {
      const read = localReader(plain.date, zoneOf(zoneName(plain.zone, context)))
      // A zone that the text itself names is the better one.
      return (value) => readText(value, (text) => orIso(read(text), text))
    }
    case 'compact': {
      const read = compactReader(zoneOf(zoneName(plain.zone, context)))
      return (value) => readText(typeof value === 'number' && value > 0 ? String(value) : value, read)
    }
    case 'duration':
      return durationReader(plain, context, field)
    default:
      return assertNever(plain)
  }
}

function readEpoch(value: unknown, unit: number): number | null {
  if (value === null || value === undefined || NEVER.has(value)) return null
  if (typeof value === 'string') {
    return /^\d{1,16}(?:\.\d{1,9})?$/.test(value) ? plausible(Number(value) * unit) : Number.NaN
  }
  return typeof value === 'number' ? plausible(value * unit) : Number.NaN
}

/** Seconds read as milliseconds land in 1970, and the other way round in the year 50 000: neither is shown as a time. */
function plausible(at: number): number {
  return at >= LEAST && at <= MOST ? Math.round(at) : Number.NaN
}

/** As `plausible`, for what a zone made of a wall-clock time. */
function plausibleWall(at: number): number {
  return at === Infinity ? at : plausible(at)
}

/** ISO 8601 with a zone. A text without one is refused: nobody can know which clock wrote it. */
function readIso(value: unknown): number | null {
  if (typeof value === 'string') {
    const quick = fastIso(value)
    if (quick >= LEAST && quick <= MOST) return quick
    if (isNever(value)) return null
    return plausible(Number.isNaN(quick) ? slowIso(value) : quick)
  }
  if (isRow(value) && typeof value.iso === 'string') return readIso(value.iso)
  return value === null || value === undefined || NEVER.has(value) ? null : Number.NaN
}

function readText(value: unknown, read: (text: string) => number): number | null {
  if (typeof value === 'string') return isNever(value) ? null : plausibleWall(read(value.trim()))
  if (isRow(value) && typeof value.iso === 'string') return readText(value.iso, read)
  return value === null || value === undefined || NEVER.has(value) ? null : Number.NaN
}

function orIso(at: number, text: string): number {
  return Number.isNaN(at) ? fastIso(text) : at
}

/** .NET writes its first moment with any number of fraction digits. */
function isNever(text: string): boolean {
  return NEVER.has(text) || /^0001-01-01[T ]00:00:00(?:\.0+)?(?:Z|\+00:?00)?$|^0{14}$/.test(text)
}

/**
 * A length is counted back from now for when a session began or was last used, and forward for when it ends; from another of the row's
 * times it is counted forward in time, but for a beginning that is told from the last use.
 */
function durationReader(rule: Extract<TimeRule, { kind: 'duration' }>, context: TimeContext, field: TimeField): TimeReader {
  const length = durationLength(rule.unit)
  const back = rule.from === 'now' ? field !== 'expiresAt' : field === 'createdAt'
  return (value, base) => {
    const ms = length(value)
    if (ms === null || Number.isNaN(ms)) return ms
    const from = rule.from === 'now' ? context.now() : base
    if (from === null || from === undefined || !Number.isFinite(from)) return null
    return plausible(back ? from - ms : from + ms)
  }
}

/** A zone's name, which may stand in an input. An empty one is refused by `zoneOf`. */
function zoneName(zone: string, { inputs }: TimeContext): string {
  const input = /^\{input\.([\w-]+)\}$/.exec(zone)?.[1]
  if (input === undefined) return zone
  return Object.hasOwn(inputs, input) ? (inputs[input] ?? '').trim() : ''
}
