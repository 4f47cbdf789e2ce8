import { clauseFor } from '../../../shared/filter/write.ts'
import { type ViewContent, viewContentSchema } from '../../../shared/view.ts'
import { createStore } from '../../components/store.ts'
import { NOTHING_SELECTED, type Selection } from './selection.ts'

/** What the grid shows: the content of a view, and where in it somebody is. */
export interface SessionsView extends ViewContent {
  readonly page: number
  /** Whether groups stand open, and the keys of the groups where it is the other way round. */
  readonly groupsOpen: boolean
  readonly groupsExcept: readonly string[]
}

export const FIRST_VIEW: SessionsView = { ...viewContentSchema.parse({}), page: 0, groupsOpen: false, groupsExcept: [] }

/** Kept outside of the page, so that a look at another page loses neither filters nor ticks. */
export const viewStore = createStore<SessionsView>(FIRST_VIEW)
export const selectionStore = createStore<Selection>(NOTHING_SELECTED)
/** Keys of the sessions that were last handed to the review. */
export const reviewedStore = createStore<ReadonlySet<string>>(new Set())

/** Changes what is shown. Anything but a step to another page goes back to the first one. */
export function changeView(change: Partial<SessionsView>): void {
  viewStore.set({ ...viewStore.get(), page: 0, ...change })
}

/** Shows one server's sessions only, whatever was looked for before. */
export function showOnlyServer(name: string): void {
  changeView({ filter: clauseFor('server', name) })
}
