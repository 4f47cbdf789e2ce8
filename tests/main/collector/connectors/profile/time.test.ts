import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeReader as compile, type TimeReader } from '../../../../../src/main/collector/connectors/profile/time.ts'
import type { TimeField, TimeRule } from '../../../../../src/shared/profile/time.ts'

const NOW = Date.UTC(2026, 10, 21, 12)

function timeReader(rule: TimeRule, inputs: Readonly<Record<string, string>> = {}, field: TimeField = 'createdAt'): TimeReader {
  return compile(rule, { inputs, now: () => NOW }, field)
}

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

it('a moment may stand in an object that says so, and what Go and .NET write for never is no time', () => {
  expect(iso({ __type: 'Date', iso: '2026-11-20T08:00:00.000Z' })).toBe(Date.UTC(2026, 10, 20, 8))
  expect(iso({ __type: 'Date' })).toBeNaN()
  for (const never of ['0001-01-01T00:00:00.0000000Z', '0001-01-01T00:00:00']) expect(iso(never)).toBeNull()
  expect(timeReader('epoch-seconds')(-62_135_596_800)).toBeNull()
})

it('a profile’s own words for unknown are no time and no fault', () => {
  expect(timeReader({ kind: 'iso', unknown: ['never', 'n/a'] })('never')).toBeNull()
  expect(timeReader({ kind: 'duration', unit: 'seconds', from: 'now', unknown: [0] })(0)).toBeNull()
  expect(timeReader({ kind: 'iso', unknown: ['never'] })('always')).toBeNaN()
})

describe('Java’s way', () => {
  const java = timeReader('java')
  it.each([
    ['Sat Nov 21 15:59:46 UTC 2026', '2026-11-21T15:59:46Z'],
    ['Sat Nov 21 15:59:46 GMT 2026', '2026-11-21T15:59:46Z'],
    ['Wed Jul 01 08:00:00 CEST 2026', '2026-07-01T06:00:00Z'],
    ['Wed Jul 01 08:00:00 EDT 2026', '2026-07-01T12:00:00Z'],
    ['Wed Jul 1 08:00:00 GMT+05:30 2026', '2026-07-01T02:30:00Z'],
    ['Wed Jul 01 08:00:00 -03:00 2026', '2026-07-01T11:00:00Z'],
  ])('%s', (text, expected) => {
    expect(java(text)).toBe(Date.parse(expected))
  })

  it('is refused where its zone may be one of several, and where the date does not exist', () => {
    for (const text of ['Sat Nov 21 15:59:46 CST 2026', 'Sat Nov 21 15:59:46 IST 2026', 'Mon Feb 30 15:59:46 UTC 2026', 'Sat Nov 21 2026'])
      expect(java(text)).toBeNaN()
  })
})

describe('a time without a zone', () => {
  const copenhagen = (date?: 'day-month-year' | 'month-day-year'): TimeReader =>
    timeReader({ kind: 'local', zone: 'Europe/Copenhagen', date: date ?? 'year-month-day' })

  it.each([
    ['2026-11-21 15:59:46', undefined, '2026-11-21T14:59:46Z'],
    ['2026-07-01T15:59:46.1234567', undefined, '2026-07-01T13:59:46.123Z'],
    ['2026/07/01 15:59', undefined, '2026-07-01T13:59:00Z'],
    ['21.11.2026 15:59:46', 'day-month-year', '2026-11-21T14:59:46Z'],
    ['21.11.26, 15.59', 'day-month-year', '2026-11-21T14:59:00Z'],
    ['11/21/2026 3:59:46 PM', 'month-day-year', '2026-11-21T14:59:46Z'],
    ['11/21/2026 12:00 AM', 'month-day-year', '2026-11-20T23:00:00Z'],
  ] as const)('%s is read in the declared one', (text, date, expected) => {
    expect(copenhagen(date)(text)).toBe(Date.parse(expected))
  })

  it('but with one after all is read by that', () => {
    expect(copenhagen()('2026-11-21T15:59:46Z')).toBe(Date.parse('2026-11-21T15:59:46Z'))
    expect(copenhagen()('2026-11-21 15:59:46+05:00')).toBe(Date.parse('2026-11-21T10:59:46Z'))
  })

  it('that was skipped or came twice stands for no single moment, and the minutes around do', () => {
    const read = copenhagen()
    expect(read('2026-03-29 01:59:59')).toBe(Date.parse('2026-03-29T00:59:59Z'))
    for (const text of ['2026-03-29 02:00:00', '2026-03-29 02:59:59', '2026-10-25 02:00:00', '2026-10-25 02:59:59'])
      expect(read(text)).toBe(Infinity)
    expect(read('2026-03-29 03:00:00')).toBe(Date.parse('2026-03-29T01:00:00Z'))
    expect(read('2026-10-25 01:59:59')).toBe(Date.parse('2026-10-24T23:59:59Z'))
    expect(read('2026-10-25 03:00:00')).toBe(Date.parse('2026-10-25T02:00:00Z'))
  })

  it('that no clock shows, or whose order is another one, is refused', () => {
    for (const text of [
      '2026-02-29 12:00:00',
      '2026-13-01 12:00:00',
      '2026-11-21 24:00:00',
      '2026-11-21',
      '21.11.2026 12:00',
      'soon',
      '226-11-21 12:00',
    ])
      expect(copenhagen()(text)).toBeNaN()
    expect(copenhagen('month-day-year')('21/11/2026 12:00')).toBeNaN()
    expect(copenhagen('month-day-year')('11/21/2026 13:00 PM')).toBeNaN()
  })

  it('is not lost because another text named a day that does not exist', () => {
    const read = timeReader({ kind: 'local', zone: 'UTC', date: 'year-month-day' })
    for (const month of ['08', '09', '13', '00'])
      for (let day = 0; day < 100; day += 1) read(`2031-${month}-${String(day).padStart(2, '0')} 12:00:00`)
    expect(read('2031-10-10 00:00:00')).toBe(Date.UTC(2031, 9, 10))
  })

  it('gives each moment back that the zone’s own clock shows, but for those it shows twice', () => {
    const zones = [
      'Europe/Copenhagen',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'UTC',
      'America/Sao_Paulo',
    ].map((zone) => ({
      zone,
      clock: new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }),
      reader: timeReader({ kind: 'local', zone, date: 'year-month-day' }),
    }))
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2001-01-01'), max: new Date('2037-01-01'), noInvalidDate: true }),
        ({ zone, clock, reader }, date) => {
          const read = reader(clock.format(date))
          if (read !== Infinity) expect(read).toBe(Math.floor(date.getTime() / 1000) * 1000)
          // Twice an hour at most, on the day when clocks are put back.
          else expect(isNearChange(zone, date)).toBe(true)
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('needs a zone that is known, which may stand in an input', () => {
    expect(timeReader({ kind: 'local', zone: '{input.zone}', date: 'year-month-day' }, { zone: 'Asia/Tokyo' })('2026-11-21 09:00:00')).toBe(
      Date.UTC(2026, 10, 21),
    )
    for (const zone of ['Europe/Nowhere', '{input.zone}']) {
      expect(() => timeReader({ kind: 'local', zone, date: 'year-month-day' })).toThrowError(
        expect.objectContaining({ problem: expect.objectContaining({ code: 'bad-input' }) }),
      )
    }
  })

  it('may be compact', () => {
    const compact = timeReader({ kind: 'compact', zone: 'Europe/Copenhagen' })
    for (const value of ['20261121155946', 20_261_121_155_946]) expect(compact(value)).toBe(Date.parse('2026-11-21T14:59:46Z'))
    expect(compact('20261121155946Z')).toBe(Date.parse('2026-11-21T15:59:46Z'))
    expect(compact('20261121')).toBeNaN()
    expect(compact('20261325155946')).toBeNaN()
    for (const never of ['', '00000000000000', null, 0]) expect(compact(never)).toBeNull()
  })
})

/** Whether a zone's offset differs between a day before and a day after. */
function isNearChange(zone: string, date: Date): boolean {
  const offset = (days: number): string | undefined =>
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(date.getTime() + days * 86_400_000)
      .find(({ type }) => type === 'timeZoneName')?.value
  return offset(-1) !== offset(1)
}

describe('a length of time', () => {
  it.each([
    ['clock', '00:00:10', 10],
    ['clock', '30:00:00', 108_000],
    ['clock', '01 02:03:04', 93_784],
    ['clock', '1.02:03:04.5000000', 93_784],
    ['seconds', 90, 90],
    ['seconds', '90.5', 90.5],
    ['milliseconds', 1500, 1.5],
    ['minutes', 2, 120],
    ['seconds', 0, 0],
  ] as const)('%s %s counts %s s', (unit, value, seconds) => {
    expect(timeReader({ kind: 'duration', unit, from: 'now' })(value)).toBe(NOW - seconds * 1000)
    expect(timeReader({ kind: 'duration', unit, from: 'now' }, {}, 'expiresAt')(value)).toBe(NOW + seconds * 1000)
  })

  it('that is none is refused or unknown', () => {
    const clock = timeReader({ kind: 'duration', unit: 'clock', from: 'now' })
    for (const value of ['10:00', '00:60:00', '00:00:99', 'x', 7, -5]) expect(clock(value)).toBeNaN()
    for (const value of [null, undefined, '', -1]) expect(clock(value)).toBeNull()
    expect(timeReader({ kind: 'duration', unit: 'seconds', from: 'now' })(Date.now())).toBeNaN()
  })

  it('counts from another time where the rule says so, and is unknown without it', () => {
    const ttl = timeReader({ kind: 'duration', unit: 'seconds', from: 'lastActiveAt' }, {}, 'expiresAt')
    expect(ttl(1800, NOW - 60_000)).toBe(NOW + 1_740_000)
    expect(ttl(1800, null)).toBeNull()
    expect(ttl(1800, Number.NaN)).toBeNull()
  })
})
