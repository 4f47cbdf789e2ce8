import { describe, expect, it } from 'vitest'
import { isStale, type PollStatus, serverState } from '../../src/shared/server.ts'
import { sampleServer } from '../renderer/samples.ts'

const NOW = 1_800_000_000_000
const DAY = 86_400_000
const complete = { at: 0, result: 'complete', problem: null, reachable: true } as const

/** The state of a server that is read every 30 s, at NOW. */
function stateOf(status: Partial<PollStatus>) {
  return serverState(sampleServer('Keep', { lastAttempt: complete, ...status }, { intervalSeconds: 30 }), NOW)
}

function readAt(time: number): Partial<PollStatus> {
  return { lastCompleteAt: time, lastReadAt: time }
}

describe('the state of a server', () => {
  it.each([
    [0, 'live'],
    [60_000, 'live'],
    [60_001, 'late'],
    [150_000, 'late'],
    [150_001, 'stale'],
  ])('%i ms after its last complete read is %s', (age, state) => {
    expect(stateOf(readAt(NOW - age))).toBe(state)
  })

  it('is late at once when the machine slept or changed its network, and stale when its last read is old enough for that', () => {
    expect(stateOf({ ...readAt(NOW - 1000), doubtfulSince: NOW })).toBe('late')
    expect(stateOf({ ...readAt(NOW - 1000), doubtfulSince: NOW, lastAttempt: { ...complete, result: 'partial' } })).toBe('late')
    expect(stateOf({ ...readAt(NOW - 150_001), doubtfulSince: NOW })).toBe('stale')
    expect(stateOf({ ...readAt(NOW - 1000), doubtfulSince: NOW, lastAttempt: { ...complete, result: 'failed', reachable: false } })).toBe(
      'offline',
    )
    expect(stateOf({ ...readAt(NOW - 1000), doubtfulSince: null })).toBe('live')
  })

  it('is live when its read lies ahead by no more than a clock is set by', () => {
    expect(stateOf(readAt(NOW + 60_000))).toBe('live')
  })

  it.each([60_001, DAY, 365 * DAY])('is stale when its last read lies %i ms in the future, however it ended', (ahead) => {
    const partial = { ...complete, result: 'partial' } as const
    expect(stateOf(readAt(NOW + ahead))).toBe('stale')
    expect(stateOf({ ...readAt(NOW + ahead), lastAttempt: null })).toBe('stale')
    expect(stateOf({ ...readAt(NOW + ahead), lastAttempt: partial })).toBe('stale')
    expect([isStale('stale'), isStale('not known')]).toEqual([true, true])
  })
})
