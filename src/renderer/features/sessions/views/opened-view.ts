import type { Settings } from '../../../../shared/settings.ts'
import type { View } from '../../../../shared/view.ts'
import { createStore } from '../../../components/store.ts'
import { changeView, FIRST_VIEW, viewStore } from '../view-state.ts'
import { contentOf, isSameContent } from './view-content.ts'

/** The view that is open in this window, as it is saved. Null until the settings have told which one was open last. */
export const openedViewStore = createStore<View | null>(null)

/**
 * View id → what was changed in it and not saved, in this window. Another window may have changed the same view otherwise; what was changed
 * last is what the next start finds.
 */
export const unsavedStore = createStore<Settings['unsavedViews']>({})

/** Shows a view, with what was changed in it and not saved. */
export function openView(view: View): void {
  const content = unsavedStore.get()[view.id] ?? contentOf(view)
  // First, so that what follows counts as this view's.
  openedViewStore.set(view)
  changeView({ ...content, groupsOpen: FIRST_VIEW.groupsOpen, groupsExcept: FIRST_VIEW.groupsExcept })
}

/** Shows the open view as it is saved, and forgets what was changed in it. */
export function discardChanges(): void {
  const view = openedViewStore.get()
  if (view !== null) changeView(contentOf(view))
}

/**
 * Takes what is shown as what is saved in `view`, which is the open one from now on. Where it was a change of another view, it is not one
 * any more.
 */
export function takeAsSaved(view: View): void {
  forgetChanges(openedViewStore.get()?.id ?? view.id)
  openedViewStore.set(view)
  noteChanges()
}

/** Opens the first view of this window. What was looked for before, such as by the address, stays as a change of it. */
export function restoreView(view: View, unsaved: Settings['unsavedViews']): void {
  if (openedViewStore.get() !== null) return
  const before = Object.entries(contentOf(viewStore.get()))
  const usual: Readonly<Record<string, unknown>> = { ...contentOf(FIRST_VIEW) }
  const wanted = Object.fromEntries(before.filter(([name, value]) => value !== usual[name]))
  unsavedStore.set(unsaved)
  openView(view)
  if (Object.keys(wanted).length > 0) changeView(wanted)
  noteChanges()
}

/** Hears that the open view was saved or renamed elsewhere. What is shown follows unless it was changed here. */
export function followSaved(view: View): void {
  const before = openedViewStore.get()
  if (before === null || before.id !== view.id) return
  const isSame = isSameContent(before, view)
  if (isSame && before.name === view.name) return
  const isAsSaved = isSameContent(viewStore.get(), before)
  openedViewStore.set(view)
  if (isAsSaved && !isSame) changeView(contentOf(view))
  noteChanges()
}

/** Forgets what was changed in a view and not saved. */
export function forgetChanges(id: string): void {
  const { [id]: changed, ...rest } = unsavedStore.get()
  if (changed !== undefined) unsavedStore.set(rest)
}

/** Notes what is shown as the change of the open view that it is, or that it is none. */
export function noteChanges(): void {
  const view = openedViewStore.get()
  if (view === null) return
  const shown = contentOf(viewStore.get())
  const known = unsavedStore.get()[view.id]
  if (isSameContent(shown, view)) forgetChanges(view.id)
  else if (known === undefined || !isSameContent(known, shown)) unsavedStore.set({ ...unsavedStore.get(), [view.id]: shown })
}
