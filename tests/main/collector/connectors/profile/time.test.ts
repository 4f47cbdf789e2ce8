import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeReader } from '../../../../../src/main/collector/connectors/profile/time.ts'

const iso = timeReader('iso')
const LEAST = Date.UTC(2000, 0, 1)
const MOST = Date.UTC(9999, 11, 31)

describe('ISO times', () => {
  it('are read as the same moment as by the platform, in every zone and with 0 to 9 digits of fraction', () => {
    const two = (value: number): string => String(value).padStart(2, '0')
    fc.assert(
      fc.property(
        fc.date({ min: new Date(LEAST + 86_400_000), max: new Date(MOST - 86_400_000), noInvalidDate: true }),
        fc.stringMatching(/^(?:\.\d{1,9})?$/),
        fc.oneof(
          fc.constant('Z'),
          fc
            .tuple(fc.constantFrom('+', '-'), fc.nat({ max: 14 }), fc.nat({ max: 59 }), fc.constantFrom(':', ''))
            .map(([sign, hours, minutes, colon]) => `${sign}${two(hours)}${colon}${two(minutes)}`),
        ),
        fc.constantFrom('T', ' ', 't'),
        (date, fraction, zone, separator) => {
          const whole = date.toISOString().slice(0, 19)
          const withColon = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`
          const expected = Date.parse(`${whole}${withColon}`) + Math.floor(Number(`0${fraction || '.0'}`) * 1000 + 1e-6)
          expect(iso(whole.replace('T', separator) + fraction + zone)).toBe(expected)
        },
      ),
      { numRuns: 20_000 },
    )
  })

  it('without a zone are refused, because nobody knows which clock wrote them', () => {
    for (const text of [
      '2026-11-20T08:00:00',
      '2026-11-20 08:00',
      '2026-11-20',
      '2026-11-20T08:00:00.123',
      'Nov 20 2026 08:00:00',
      '20.11.2026 08:00',
    ]) {
      expect(iso(text)).toBeNaN()
    }
  })

  it('that do not exist are refused', () => {
    for (const text of [
      '2026-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-00-10T00:00:00Z',
      '2026-04-31T00:00:00Z',
      '2026-01-01T24:01:00Z',
      '2026-01-01T00:60:00Z',
      '2026-01-01T00:00:00.Z',
      '2026-01-01T00:00:00+25:00',
      '2026-01-01T00:00:00Zjunk',
      '2026-01-01T00:00:00+02:00[Europe/Paris]',
    ]) {
      expect(iso(text)).toBeNaN()
    }
    expect(iso('2028-02-29T00:00:00Z')).toBe(Date.UTC(2028, 1, 29))
  })

  it('in the way of HTTP are read too', () => {
    expect(iso('Fri, 20 Nov 2026 08:00:00 GMT')).toBe(Date.UTC(2026, 10, 20, 8))
  })

  it('never throw and never give a moment outside 2000 … 9999', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string()), fc.constantFrom('iso', 'epoch-seconds', 'epoch-milliseconds'), (value, kind) => {
        const at = timeReader(kind)(value)
        return at === null || Number.isNaN(at) || (at >= LEAST && at < Date.UTC(10_000, 0, 1))
      }),
      { numRuns: 20_000 },
    )
  })
})

it('what stands for never or unknown is no time and no fault', () => {
  for (const value of [null, undefined, '', 0, '0', '0001-01-01T00:00:00Z']) expect(iso(value)).toBeNull()
  for (const value of [null, undefined, '', 0, -1, '0', '-1']) expect(timeReader('epoch-seconds')(value)).toBeNull()
})

it('seconds read as milliseconds, or the other way round, are refused instead of shown as 1970', () => {
  const at = Date.UTC(2026, 10, 20)
  expect(timeReader('epoch-seconds')(at / 1000)).toBe(at)
  expect(timeReader('epoch-milliseconds')(at)).toBe(at)
  expect(timeReader('epoch-milliseconds')(String(at))).toBe(at)
  expect(timeReader('epoch-milliseconds')(at / 1000)).toBeNaN()
  expect(timeReader('epoch-seconds')(at)).toBeNaN()
})
