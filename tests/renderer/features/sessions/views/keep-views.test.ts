import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeView, FIRST_VIEW, viewStore } from '../../../../../src/renderer/features/sessions/view-state.ts'
import { keepViews } from '../../../../../src/renderer/features/sessions/views/keep-views.ts'
import {
  followSaved,
  openedViewStore,
  openView,
  restoreView,
  unsavedStore,
} from '../../../../../src/renderer/features/sessions/views/opened-view.ts'
import type { SettingsChange } from '../../../../../src/shared/settings.ts'
import { type View, viewContentSchema } from '../../../../../src/shared/view.ts'

const idle = aView('idle', 'idle>1h')
const jane = aView('jane', 'jane')

let saved: SettingsChange[] = []
let end: () => void

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  openedViewStore.set(null)
  unsavedStore.set({})
  viewStore.set(FIRST_VIEW)
  restoreView(idle, { jane: { ...jane, filter: 'jane roe' } })
  saved = []
  end = keepViews((change) => saved.push(change))
})

afterEach(() => {
  end()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what a window remembers of its views', () => {
  it('is nothing as long as nobody does anything, so that two windows never answer each other', () => {
    vi.advanceTimersByTime(10_000)
    changeView({ page: 2 })
    followSaved({ ...idle, name: 'Renamed elsewhere' })
    followSaved({ ...idle, filter: 'idle>5h' })
    vi.advanceTimersByTime(10_000)
    expect(saved).toEqual([])
  })

  it('is a change at once, and then the last of many that come soon after', () => {
    changeView({ filter: 'a' })
    expect(saved).toMatchObject([{ unsavedViews: { idle: { filter: 'a' } } }])
    changeView({ filter: 'ab' })
    changeView({ filter: 'abc' })
    expect(saved).toHaveLength(1)
    vi.advanceTimersByTime(1000)
    expect(saved).toHaveLength(2)
    expect(saved[1]).toMatchObject({ unsavedViews: { idle: { filter: 'abc' } } })
  })

  it('is which view was opened, and that a view is as saved again', () => {
    openView(jane)
    expect(saved).toEqual([{ viewId: 'jane', unsavedViews: {} }])
    vi.advanceTimersByTime(1000)
    changeView({ filter: 'jane' })
    expect(saved[1]).toEqual({ unsavedViews: { jane: null } })
  })

  it('names no view but the one that was changed', () => {
    changeView({ filter: 'a' })
    expect(Object.keys(saved[0]?.unsavedViews ?? {})).toEqual(['idle'])
  })

  it('is told in full when the window closes or the grid leaves the screen', () => {
    changeView({ filter: 'a' })
    changeView({ filter: 'ab' })
    window.dispatchEvent(new Event('pagehide'))
    expect(saved.at(-1)).toMatchObject({ unsavedViews: { idle: { filter: 'ab' } } })
    changeView({ filter: 'abc' })
    end()
    expect(saved.at(-1)).toMatchObject({ unsavedViews: { idle: { filter: 'abc' } } })
    vi.advanceTimersByTime(1000)
    expect(saved).toHaveLength(3)
  })
})

function aView(id: string, filter: string): View {
  return { ...viewContentSchema.parse({ filter }), id, name: `View ${id}` }
}
