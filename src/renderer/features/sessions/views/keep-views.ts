import type { SettingsChange } from '../../../../shared/settings.ts'
import { viewStore } from '../view-state.ts'
import { noteChanges, openedViewStore, unsavedStore } from './opened-view.ts'

/** The first change is kept at once; while a column is dragged, the next ones come at this pace, in ms. */
const PACE_MS = 300

/**
 * Remembers which view is open and what was changed in it, for as long as the window lives: only what somebody did in this window, so that
 * two windows never answer each other. Returns what ends it, after a last time.
 */
export function keepViews(save: (change: SettingsChange) => void): () => void {
  let pending: SettingsChange | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let kept = unsavedStore.get()
  let keptId = openedViewStore.get()?.id

  const flush = () => {
    if (pending !== null) save(pending)
    pending = null
  }
  const pace = () => {
    timer = pending === null ? undefined : setTimeout(pace, PACE_MS)
    flush()
  }
  const remember = (change: SettingsChange) => {
    pending = { ...pending, ...change, unsavedViews: { ...pending?.unsavedViews, ...change.unsavedViews } }
    if (timer === undefined) pace()
  }
  const onUnsaved = () => {
    const unsaved = unsavedStore.get()
    const ids = [...new Set([...Object.keys(kept), ...Object.keys(unsaved)])].filter((id) => kept[id] !== unsaved[id])
    kept = unsaved
    if (ids.length > 0) remember({ unsavedViews: Object.fromEntries(ids.map((id) => [id, unsaved[id] ?? null])) })
  }
  const onOpened = () => {
    const id = openedViewStore.get()?.id
    if (id === undefined || id === keptId) return
    keptId = id
    remember({ viewId: id })
    // Nobody opens views by the dozen, and who saves one and quits wants to find it open.
    flush()
  }
  const ends = [viewStore.subscribe(noteChanges), unsavedStore.subscribe(onUnsaved), openedViewStore.subscribe(onOpened)]
  window.addEventListener('pagehide', flush)
  // Something was looked for while the grid was not on screen.
  noteChanges()
  return () => {
    window.removeEventListener('pagehide', flush)
    for (const end of ends) end()
    clearTimeout(timer)
    flush()
  }
}
