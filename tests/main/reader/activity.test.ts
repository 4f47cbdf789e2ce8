import { expect, it } from 'vitest'
import { activityOf } from '../../../src/main/reader/activity.ts'
import type { SessionRead } from '../../../src/main/store/session-history.ts'

const SPAN = { from: 0, to: 600, clockOffset: 0, gap: 75 }

/** Reads every 30 s from `from` to `to`; `active` says when somebody was last active as of each. */
function reads(from: number, to: number, active: (t: number) => number): SessionRead[] {
  const count = Math.floor((to - from) / 30) + 1
  return Array.from({ length: count }, (_, index) => from + index * 30).map((t) => ({ t, told: true, listed: true, lastActive: active(t) }))
}

it('tells the minutes in which somebody was active from those in which nobody was', () => {
  const seen = reads(0, 600, (t) => (t < 300 ? 10 : 310))
  expect(activityOf(seen, SPAN)).toEqual(['active', 'idle', 'idle', 'idle', 'idle', 'active', 'idle', 'idle', 'idle', 'idle'])
})

it('leaves a gap where nothing was read, but for what a later read tells of it', () => {
  const seen = [...reads(0, 120, () => 100), ...reads(480, 600, () => 400)]
  expect(activityOf(seen, SPAN)).toEqual(['idle', 'active', null, null, null, null, 'active', 'idle', 'idle', 'idle'])
})

it('takes a session for idle through a gap when nobody was active since before it', () => {
  const seen = [...reads(0, 120, () => 100), ...reads(480, 600, () => 100)]
  expect(activityOf(seen, SPAN)).toEqual(['idle', 'active', ...new Array(8).fill('idle')])
})

it('knows nothing of the time after the last read once the next one is overdue', () => {
  const seen = reads(0, 120, () => 0)
  expect(activityOf(seen, SPAN)).toEqual(['active', 'idle', null, null, null, null, null, null, null, null].with(2, 'idle'))
})

it('says no more than that it was listed where the server does not tell of activity', () => {
  const seen = [...reads(0, 300, () => Number.NaN)]
  expect(activityOf(seen, SPAN)).toEqual([...new Array(5).fill('listed'), 'listed', null, null, null, null])
})

it('reckons in our clock, whatever the server’s says', () => {
  const seen = reads(0, 600, () => 330 + 3600)
  expect(activityOf(seen, { ...SPAN, clockOffset: 3600 })[5]).toBe('active')
})

it('knows nothing from a read that does not tell of the session', () => {
  const silent = reads(150, 600, () => 0).map((read) => ({ ...read, told: false }))
  expect(activityOf([...reads(0, 120, () => 0), ...silent], SPAN).slice(4)).toEqual(new Array(6).fill(null))
})

it('draws a day in no more parts than can be told apart', () => {
  expect(activityOf([], { ...SPAN, to: 86_400 })).toEqual(new Array(96).fill(null))
  expect(activityOf([], { ...SPAN, to: 0 })).toEqual([null])
})
