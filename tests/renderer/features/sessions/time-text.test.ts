import { describe, expect, it } from 'vitest'
import { UNKNOWN } from '../../../../src/renderer/components/format.ts'
import { idleTimeText, momentHint, sessionTimeText } from '../../../../src/renderer/features/sessions/time-text.ts'

const MINUTE = 60_000
const LIVE = { clockOffset: 0, stale: false }

describe('session time', () => {
  it('goes by the clock of the server', () => {
    expect(sessionTimeText({ createdAt: 10 * MINUTE }, { clockOffset: 10 * MINUTE, stale: false }, 5 * MINUTE)).toBe('00:05:00')
  })
  it('counts on while the server is stale', () => {
    expect(sessionTimeText({ createdAt: 0 }, { clockOffset: 0, stale: true }, 90 * MINUTE)).toBe('01:30:00')
  })
  it('is blank when it is not known when the session began', () => {
    expect(sessionTimeText({ createdAt: null }, LIVE, 0)).toBe(UNKNOWN)
  })
})

describe('idle time', () => {
  it('ticks while the server is read', () => {
    expect(idleTimeText({ lastActiveAt: 0, readAt: MINUTE }, LIVE, 2 * MINUTE)).toBe('00:02:00')
  })
  it('stands still at the last read of a stale server and says that it may be more', () => {
    const row = { lastActiveAt: 0, readAt: 10 * MINUTE + 7000 }
    expect(idleTimeText(row, { clockOffset: 0, stale: true }, 500 * MINUTE)).toBe('≥ 00:10:07')
  })
  it('corrects the clock of a stale server as well', () => {
    const row = { lastActiveAt: 60 * MINUTE, readAt: MINUTE }
    expect(idleTimeText(row, { clockOffset: 60 * MINUTE, stale: true }, 500 * MINUTE)).toBe('≥ 00:01:00')
  })
  it('is blank when the server gives no last activity', () => {
    expect(idleTimeText({ lastActiveAt: null, readAt: 0 }, LIVE, 0)).toBe(UNKNOWN)
  })
})

describe('the hint on a moment', () => {
  it('names it here and in UTC', () => {
    const lines = momentHint(Date.UTC(2026, 8, 21, 12, 3, 5), 0).split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toBe('2026-09-21 12:03:05 UTC')
  })
  it('adds the server’s own clock when that is off', () => {
    const [, utc, server] = momentHint(Date.UTC(2026, 8, 21, 12, 3, 5), -90_000).split('\n')
    expect(utc).toBe('2026-09-21 12:04:35 UTC')
    expect(server).toContain('00:01:30 behind')
  })
})
