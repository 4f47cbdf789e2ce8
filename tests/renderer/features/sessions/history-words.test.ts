import { expect, it } from 'vitest'
import { activeParts, placeIn, runsOf } from '../../../../src/renderer/features/sessions/details/history-runs.ts'
import { changedValue, historyWords } from '../../../../src/renderer/features/sessions/details/history-words.ts'
import type { SessionHistory } from '../../../../src/shared/session.ts'

const FROM = Date.parse('2026-09-21T10:00:00')
const HISTORY: SessionHistory = {
  from: FROM,
  to: FROM + 8 * 60_000,
  changes: [],
  activity: ['active', 'active', 'idle', null, null, 'idle', null, 'idle'],
}

it('draws neighbours that say the same as one, and a gap as a gap', () => {
  expect(runsOf(HISTORY.activity).map(({ what, from, to }) => [what, from, to])).toEqual([
    ['active', 0, 2],
    ['idle', 2, 3],
    [null, 3, 5],
    ['idle', 5, 6],
    [null, 6, 7],
    ['idle', 7, 8],
  ])
})

it('says in words what the chart shows, gaps among it', () => {
  expect(historyWords(HISTORY, FROM)).toEqual([
    'Activity in 2 of 5 parts of 1 min, from 10:00:00 to 10:08:00.',
    '2 gaps in which nothing was read, the first 10:03:00 to 10:05:00.',
  ])
})

it('claims no activity for a server that does not tell of it', () => {
  expect(activeParts(['listed', null, 'listed'])).toBeNull()
  expect(historyWords({ ...HISTORY, activity: ['listed', 'listed'] }, FROM)).toEqual([
    'Its server does not tell when it was active.',
    'No gaps.',
  ])
})

it('marks a change where it lies in the span, and none that lies before', () => {
  expect(placeIn(HISTORY, FROM + 4 * 60_000)).toBe(0.5)
  expect(placeIn(HISTORY, FROM - 1)).toBeNull()
})

it('tells times of a server in our clock', () => {
  expect(changedValue('expires', String(FROM + 60_000), 60_000)).toBe('2026-09-21 10:00:00')
  expect(changedValue('address', null, 0)).toBe('unknown')
  expect(changedValue('own', '1', 0)).toBe('yes')
})
