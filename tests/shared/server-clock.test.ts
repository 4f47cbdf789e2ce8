import { expect, it } from 'vitest'
import { clockOffsetOf } from '../../src/shared/server-clock.ts'

it('takes what is no more than the noise of a measurement for no difference', () => {
  expect([null, 0, 700, -1999].map((clockOffset) => clockOffsetOf({ clockOffset }))).toEqual([0, 0, 0, 0])
})

it('gives a real difference in whole seconds, so that times on screen do not flicker from poll to poll', () => {
  expect(clockOffsetOf({ clockOffset: 180_320 })).toBe(180_000)
  expect(clockOffsetOf({ clockOffset: 179_640 })).toBe(180_000)
  expect(clockOffsetOf({ clockOffset: -5200 })).toBe(-5000)
})
