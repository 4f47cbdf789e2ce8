import { beforeEach, describe, expect, it } from 'vitest'
import { changeView, FIRST_VIEW, viewStore } from '../../../../../src/renderer/features/sessions/view-state.ts'
import {
  discardChanges,
  followSaved,
  noteChanges,
  openedViewStore,
  openView,
  restoreView,
  takeAsSaved,
  unsavedStore,
} from '../../../../../src/renderer/features/sessions/views/opened-view.ts'
import { type View, viewContentSchema } from '../../../../../src/shared/view.ts'

const idle = aView('idle', 'idle>1h')
const jane = aView('jane', 'jane')

viewStore.subscribe(noteChanges)

beforeEach(() => {
  openedViewStore.set(null)
  unsavedStore.set({})
  viewStore.set(FIRST_VIEW)
})

describe('the open view', () => {
  it('is shown from its first page on, and what is changed in it is noted until it is as saved again', () => {
    openView(idle)
    expect(viewStore.get()).toMatchObject({ filter: 'idle>1h', page: 0 })
    expect(unsavedStore.get()).toEqual({})
    changeView({ page: 3 })
    expect(unsavedStore.get()).toEqual({})
    changeView({ filter: 'idle>2h' })
    expect(unsavedStore.get()).toMatchObject({ idle: { filter: 'idle>2h' } })
    changeView({ filter: 'idle>1h ' })
    expect(unsavedStore.get()).toEqual({})
  })

  it('keeps its changes while others are looked at', () => {
    openView(idle)
    changeView({ filter: 'idle>2h' })
    openView(jane)
    expect(viewStore.get().filter).toBe('jane')
    openView(idle)
    expect(viewStore.get().filter).toBe('idle>2h')
    discardChanges()
    expect(viewStore.get().filter).toBe('idle>1h')
    expect(unsavedStore.get()).toEqual({})
  })

  it('takes its changes with it when they are saved under another name', () => {
    openView(idle)
    changeView({ filter: 'idle>2h' })
    takeAsSaved(aView('new', 'idle>2h'))
    expect(openedViewStore.get()?.id).toBe('new')
    expect(unsavedStore.get()).toEqual({})
    openView(idle)
    expect(viewStore.get().filter).toBe('idle>1h')
  })
})

describe('the view of last time', () => {
  it('opens with what was changed in it', () => {
    restoreView(idle, { idle: { ...idle, filter: 'idle>3h' } })
    expect(viewStore.get().filter).toBe('idle>3h')
    expect(openedViewStore.get()).toBe(idle)
  })

  it('opens with what was looked for before it was known, and else as it is', () => {
    changeView({ filter: 'ann' })
    restoreView({ ...idle, group: 'user' }, {})
    expect(viewStore.get()).toMatchObject({ filter: 'ann', group: 'user' })
    expect(unsavedStore.get()).toMatchObject({ idle: { filter: 'ann' } })
  })

  it('opens once: what another window changes later stays there', () => {
    restoreView(idle, {})
    restoreView(jane, { idle: jane })
    expect(viewStore.get().filter).toBe('idle>1h')
  })
})

describe('a view that is saved in another window', () => {
  it('is followed as long as nothing was changed here', () => {
    openView(idle)
    followSaved({ ...idle, filter: 'idle>5h', name: 'Long idle' })
    expect(viewStore.get().filter).toBe('idle>5h')
    expect(openedViewStore.get()?.name).toBe('Long idle')
    expect(unsavedStore.get()).toEqual({})
  })

  it('leaves what was changed here as it is', () => {
    openView(idle)
    changeView({ filter: 'idle>2h' })
    followSaved({ ...idle, filter: 'idle>5h' })
    expect(viewStore.get().filter).toBe('idle>2h')
    discardChanges()
    expect(viewStore.get().filter).toBe('idle>5h')
  })

  it('takes nothing of another view', () => {
    openView(idle)
    followSaved({ ...jane, filter: 'roe' })
    expect(viewStore.get().filter).toBe('idle>1h')
  })
})

function aView(id: string, filter: string): View {
  return { ...viewContentSchema.parse({ filter }), id, name: `View ${id}` }
}
