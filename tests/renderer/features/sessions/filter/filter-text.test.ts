import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  clearFilters,
  filterDraft,
  filterText,
  setFilter,
  typeFilter,
} from '../../../../../src/renderer/features/sessions/filter/filter-text.ts'
import { changeView, FIRST_VIEW, showOnlyServer, viewStore } from '../../../../../src/renderer/features/sessions/view-state.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  viewStore.set(FIRST_VIEW)
  clearFilters()
  vi.useRealTimers()
})

const shown = () => viewStore.get().filter

test('the grid follows what is typed when the typing rests', () => {
  typeFilter('ja')
  vi.advanceTimersByTime(100)
  typeFilter('jane ')
  vi.advanceTimersByTime(100)
  expect(shown()).toBe('')
  vi.advanceTimersByTime(100)
  expect(shown()).toBe('jane')
  expect(filterText()).toBe('jane ')
})

test('what can not be understood is told once the typing rests, and the grid stays', () => {
  setFilter('jane')
  typeFilter('jane usr:')
  expect(filterDraft()).toEqual({ text: 'jane usr:', problem: null })
  vi.advanceTimersByTime(1000)
  expect(filterDraft().problem).toMatchObject({ from: 5, to: 9 })
  expect(shown()).toBe('jane')
  typeFilter('mary usr:')
  expect(filterDraft().problem).toMatchObject({ from: 5, to: 9 })
  typeFilter('mary user:x')
  expect(filterDraft().problem).toBeNull()
  vi.advanceTimersByTime(1000)
  expect(shown()).toBe('mary user:x')
})

test('what is chosen is shown at once, and goes back to the first page', () => {
  changeView({ page: 3 })
  typeFilter('ja')
  setFilter('is:own')
  expect(viewStore.get()).toMatchObject({ filter: 'is:own', page: 0 })
  vi.advanceTimersByTime(1000)
  expect(shown()).toBe('is:own')
  changeView({ page: 3 })
  setFilter('is:own ')
  expect(viewStore.get().page).toBe(3)
})

test('the box follows a filter that comes from elsewhere, over what was being typed', () => {
  typeFilter('half typ')
  showOnlyServer('Keep "EU"')
  expect(filterDraft()).toEqual({ text: 'server="Keep ""EU"""', problem: null })
  vi.advanceTimersByTime(1000)
  expect(shown()).toBe('server="Keep ""EU"""')
  changeView({ filter: 'usr:x' })
  expect(filterDraft()).toMatchObject({ text: 'usr:x', problem: { from: 0, to: 4 } })
})
