import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { age, idleTime, sessionTime } from '../../src/shared/duration.ts'

const HOUR = 3_600_000
const spans = fc.integer({ min: 0, max: 400 * 24 * HOUR })

/** Reads a printed duration back into seconds, the other way round from how it is written. */
function secondsOf(text: string): number {
  const match = /^(?:(\d{2,}) )?(\d{2,}):(\d{2}):(\d{2})$/.exec(text)
  if (match === null) throw new Error(`not a duration: ${text}`)
  const [, days = '0', hours, minutes, seconds] = match
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
}

describe('session time', () => {
  test.each([
    [0, '00:00:00'],
    [999, '00:00:00'],
    [33 * 60_000 + 18_000, '00:33:18'],
    [24 * HOUR - 1, '23:59:59'],
    [24 * HOUR, '01 00:00:00'],
    [51 * HOUR + 4 * 60_000 + 5000, '02 03:04:05'],
    [123 * 24 * HOUR, '123 00:00:00'],
  ])('%i ms reads %s', (ms, text) => expect(sessionTime(ms)).toBe(text))

  test('drops the day part exactly when it is zero, and loses no second', () => {
    fc.assert(
      fc.property(spans, (ms) => {
        const text = sessionTime(ms)
        expect(secondsOf(text)).toBe(Math.floor(ms / 1000))
        expect(text.includes(' ')).toBe(ms >= 24 * HOUR)
      }),
    )
  })
})

describe('idle time', () => {
  test('has no day part: thirty hours read 30:00:00', () => expect(idleTime(30 * HOUR)).toBe('30:00:00'))

  test('loses no second and never shows a day', () => {
    fc.assert(
      fc.property(spans, (ms) => {
        expect(idleTime(ms)).not.toContain(' ')
        expect(secondsOf(idleTime(ms))).toBe(Math.floor(ms / 1000))
      }),
    )
  })
})

describe('age', () => {
  test.each([
    [0, '0 s'],
    [12_900, '12 s'],
    [60_000, '1 min'],
    [4 * 60_000 + 59_000, '4 min'],
    [2 * HOUR, '2 h'],
    [2 * HOUR + 10 * 60_000, '2 h 10 min'],
    [24 * HOUR, '1 day'],
    [3.9 * 24 * HOUR, '3 days'],
  ])('%i ms reads %s', (ms, text) => expect(age(ms)).toBe(text))
})

test('a clock that runs behind gives no negative duration anywhere', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ max: -1 }), fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY)), (ms) => {
      expect([sessionTime(ms), idleTime(ms), age(ms)]).toEqual(['00:00:00', '00:00:00', '0 s'])
    }),
  )
})
