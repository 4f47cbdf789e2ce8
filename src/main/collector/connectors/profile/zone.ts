import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'

/** Turns wall-clock time (as if it were UTC, in ms) into the moment; Infinity where clocks were changed and it stands for none or for two, NaN for NaN. */
export type Zone = (wall: number) => number

const DAY = 86_400_000
const MINUTE = 60_000
/** The rows of a list fall on few minutes; a server that makes times up gets no more memory than this. */
const MOST_MINUTES = 10_000

/** Prepares a time zone by its IANA name. Throws `bad-input` for one that is not known. */
export function zoneOf(name: string): Zone {
  const offsetAt = offsetsOf(name)
  const known = new Map<number, number>()
  return (wall) => {
    if (Number.isNaN(wall)) return wall
    const minute = Math.floor(wall / MINUTE)
    let offset = known.get(minute)
    if (offset === undefined) {
      offset = offsetOfWall(minute * MINUTE, offsetAt)
      if (known.size >= MOST_MINUTES) known.clear()
      known.set(minute, offset)
    }
    return wall - offset
  }
}

/** Zone minus UTC for a wall-clock time; -Infinity when that time was skipped, or came twice. */
function offsetOfWall(wall: number, offsetAt: (moment: number) => number): number {
  const before = offsetAt(wall - DAY)
  const after = offsetAt(wall + DAY)
  if (before === after) return before
  const holdsBefore = offsetAt(wall - before) === before
  const holdsAfter = offsetAt(wall - after) === after
  if (holdsBefore === holdsAfter) return -Infinity
  return holdsBefore ? before : after
}

function offsetsOf(name: string): (moment: number) => number {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch (cause) {
    throw new RollcallError(
      {
        code: 'bad-input',
        message: t('refusal.zoneUnknown', { zone: name.slice(0, 60) }),
        next: t('refusal.zoneUnknownNext'),
      },
      { cause },
    )
  }
  return (moment) => {
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(moment)) parts[type] = Number(value)
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000
  }
}
