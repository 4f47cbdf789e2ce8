import { createStore } from '../../components/store.ts'
import { NOTHING_SELECTED, type Selection } from './selection.ts'

/** What the grid shows, apart from the columns. `field` is a column's name; session and idle time sort by their own clocks. */
export interface SessionsView {
  readonly search: string
  readonly serverIds: readonly string[]
  readonly types: readonly string[]
  readonly sort: { readonly field: string; readonly direction: 'asc' | 'desc' }
  readonly page: number
}

export const FIRST_VIEW: SessionsView = { search: '', serverIds: [], types: [], sort: { field: 'user', direction: 'asc' }, page: 0 }

/** Kept outside of the page, so that a look at another page loses neither filters nor ticks. */
export const viewStore = createStore<SessionsView>(FIRST_VIEW)
export const selectionStore = createStore<Selection>(NOTHING_SELECTED)
/** Keys of the sessions that were last handed to the review. */
export const reviewedStore = createStore<ReadonlySet<string>>(new Set())

/** Changes what is shown. Anything but a step to another page goes back to the first one. */
export function changeView(change: Partial<SessionsView>): void {
  viewStore.set({ ...viewStore.get(), page: 0, ...change })
}

/** Shows one server's sessions only, of every type, whatever was searched before. */
export function showOnlyServer(serverId: string): void {
  changeView({ serverIds: [serverId], types: [], search: '' })
}

/** Whether something is left out by search or filter. */
export function isNarrowed(view: SessionsView): boolean {
  return view.search !== '' || view.serverIds.length > 0 || view.types.length > 0
}
