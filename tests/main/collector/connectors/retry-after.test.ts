import { expect, it } from 'vitest'
import { retryAfterMs } from '../../../../src/main/collector/connectors/retry-after.ts'

const NOW = Date.UTC(2026, 10, 21, 12)

it.each([
  ['30', 30_000],
  ['0', 1000],
  ['9999999', 900_000],
  ['Sat, 21 Nov 2026 12:02:00 GMT', 120_000],
  ['Sat, 21 Nov 2026 11:00:00 GMT', 1000],
  ['-1', null],
  ['abc', null],
  ['1e9', null],
  ['', null],
  [undefined, null],
  [['5', '20', 'x'], 20_000],
])('Retry-After %j waits %j ms', (header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected)
})
