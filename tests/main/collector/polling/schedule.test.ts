import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isReached } from '../../../../src/main/collector/connectors/reached.ts'
import { holdAfter, nextDelay } from '../../../../src/main/collector/polling/schedule.ts'
import { errorCodeSchema } from '../../../../src/shared/errors.ts'
import { holdSchema, POLL_INTERVAL } from '../../../../src/shared/server.ts'

const interval = fc.integer({ min: POLL_INTERVAL.least, max: POLL_INTERVAL.most })
const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
const steady = { intervalSeconds: 30, hidden: false, failures: 0, waitMs: 0 }

describe('the time to the next poll', () => {
  it('is the interval, give or take a twentieth', () => {
    expect([nextDelay(steady, () => 0), nextDelay(steady, () => 0.5), nextDelay(steady, () => 1)]).toEqual([28_500, 30_000, 31_500])
  })

  it('is three intervals while the window is hidden', () => {
    expect(nextDelay({ ...steady, hidden: true }, () => 0.5)).toBe(90_000)
  })

  it('is spread over a span that doubles with each failure, up to five minutes', () => {
    const longest = [1, 2, 3, 4, 5, 1000].map((failures) => Math.round(nextDelay({ ...steady, failures }, () => 1)))
    expect(longest).toEqual([61_500, 121_500, 241_500, 301_500, 301_500, 301_500])
    expect(nextDelay({ ...steady, failures: 5 }, () => 0)).toBe(28_500)
  })

  it('never asks a failing server more often than a healthy one, and no server before the time it asked for', () => {
    fc.assert(
      fc.property(interval, fc.boolean(), fc.nat(100), fc.nat(900_000), random, (intervalSeconds, hidden, failures, waitMs, number) => {
        const delay = nextDelay({ intervalSeconds, hidden, failures, waitMs }, () => number)
        expect(delay).toBeGreaterThanOrEqual(nextDelay({ intervalSeconds, hidden, failures: 0, waitMs: 0 }, () => number))
        expect(delay).toBeGreaterThanOrEqual(waitMs)
        expect(delay).toBeLessThan(2 ** 31 - 1)
      }),
    )
  })
})

describe('whether a server may be asked again by itself', () => {
  it('ends with the second sign-in that fails', () => {
    expect([holdAfter('sign-in-failed', 1), holdAfter('sign-in-failed', 2), holdAfter('sign-in-failed', 3)]).toEqual([
      null,
      'sign-in-failed',
      'sign-in-failed',
    ])
  })

  it('ends for exactly the problems that time does not mend', () => {
    const held = errorCodeSchema.options.filter((code) => holdAfter(code, 2) !== null)
    expect(held).toEqual([
      'certificate-changed',
      'sign-in-failed',
      'no-right',
      'credential-needed',
      'credential-missing',
      'credential-changed',
      'keychain-absent',
      'keychain-locked',
      'keychain-stuck',
      'practice-off',
    ])
    expect(new Set(held.map((code) => holdAfter(code, 2)))).toEqual(new Set(holdSchema.options))
  })

  it('tells a server that was not reached from one that answered badly', () => {
    const reached = (['timed-out', 'tls-failed', 'server-error', 'login-page', 'disk-full'] as const).map((code) =>
      isReached({ code, message: '', next: '' }),
    )
    expect(reached).toEqual([false, false, true, true, true])
  })
})
