import { describe, expect, it } from 'vitest'
import { clockWords } from '../../../../src/renderer/features/status/clock-words.ts'
import { networkTrouble } from '../../../../src/renderer/features/status/network-trouble.ts'
import { refreshAnswer } from '../../../../src/renderer/features/status/refresh.ts'
import { MOST_IN_STRIP, stripOrder } from '../../../../src/renderer/features/status/strip-order.ts'
import { type ServerView, serverState } from '../../../../src/shared/server.ts'
import { sampleServer } from '../../samples.ts'

const attempt = (result: 'complete' | 'failed', reachable: boolean, at = 0) => ({ at, result, problem: null, reachable })
const offline = (name: string, since: number) => sampleServer(name, { lastAttempt: attempt('failed', false), failingSince: since })

describe('network trouble', () => {
  it('is one fact for all servers, since the first of them was lost', () => {
    expect(networkTrouble([offline('a', 500), offline('b', 200)])).toBe(200)
  })
  it('is none while one server answers, even with an error', () => {
    expect(networkTrouble([offline('a', 500), sampleServer('b', { lastAttempt: attempt('failed', true) })])).toBeNull()
  })
  it('leaves out servers that are not asked', () => {
    expect(networkTrouble([offline('a', 500), offline('b', 600), sampleServer('c', {}, { paused: true })])).toBe(500)
    expect(networkTrouble([offline('a', 500), sampleServer('b', {}, { paused: true })])).toBeNull()
  })
})

describe('the answer to a refresh', () => {
  const good = sampleServer('a', { lastAttempt: attempt('complete', true, 100) })
  const bad = sampleServer('b', { lastAttempt: attempt('failed', false, 101) })
  const slow = sampleServer('c', { lastAttempt: attempt('complete', true, 99) })

  it('waits until every server that is asked was asked again, and says for whom', () => {
    expect(refreshAnswer([slow], 100)).toEqual({ isDone: false, words: 'Reading…' })
    expect(refreshAnswer([good, slow], 100)).toEqual({ isDone: false, words: 'Waiting for c' })
    expect(refreshAnswer([good], 100)).toEqual({ isDone: true, words: 'Up to date' })
  })
  it('does not wait for servers that are paused or off', () => {
    const resting = [sampleServer('d', {}, { paused: true }), sampleServer('e', { hold: 'practice-off' })]
    expect(refreshAnswer(resting, 100)).toEqual({ isDone: true, words: 'No server is being watched now' })
  })
  it('names who could not be read', () => {
    expect(refreshAnswer([good, bad], 100).words).toBe('b could not be read')
    expect(refreshAnswer([bad], 100).words).toBe('No server could be read')
  })
})

describe('the strip', () => {
  const stateOf = (view: ServerView) => serverState(view, 0)
  const names = (views: readonly ServerView[]) => views.map((view) => view.server.name).join('')

  it('shows all servers in their own order while they fit', () => {
    expect(names(stripOrder([sampleServer('a'), offline('b', 0)], stateOf, true))).toBe('ab')
  })
  it('names those in trouble first when not all of them fit, or there are too many', () => {
    expect(names(stripOrder([sampleServer('a'), offline('b', 0)], stateOf, false))).toBe('ba')
    const many = [...'abcdefghijklm'].map((name) => (name === 'm' ? offline(name, 0) : sampleServer(name)))
    expect(many.length).toBeGreaterThan(MOST_IN_STRIP)
    expect(names(stripOrder(many, stateOf, true))).toBe('mabcdefghijkl')
  })
})

it('flags a clock that is off by more than a minute, and says which way', () => {
  expect(clockWords(null)).toBeNull()
  expect(clockWords(-60_000)).toBeNull()
  expect(clockWords(180_000)).toContain('3 min ahead')
  expect(clockWords(-180_000)).toContain('3 min behind')
})
