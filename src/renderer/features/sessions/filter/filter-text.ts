import type { FilterProblem } from '../../../../shared/filter/filter.ts'
import { parseFilter } from '../../../../shared/filter/parse.ts'
import { createStore, useStore } from '../../../components/store.ts'
import { changeView, viewStore } from '../view-state.ts'

/** What stands in the search box. The grid shows the view's filter, which is the last text that could be understood. */
interface Draft {
  readonly text: string
  /** Why it can't be understood, once somebody has stopped typing it. */
  readonly problem: FilterProblem | null
}

const QUIET_MS = 180
/** Longer: while a clause is being typed it can't be understood, and nobody wants to be told at every letter. */
const PUZZLED_MS = 700

const draftStore = createStore<Draft>({ text: viewStore.get().filter, problem: null })
let timer: ReturnType<typeof setTimeout> | undefined
let handedOn = viewStore.get().filter

viewStore.subscribe(() => {
  const { filter } = viewStore.get()
  if (filter === handedOn) return
  // It was changed from elsewhere, such as by opening a view.
  clearTimeout(timer)
  handedOn = filter
  const understood = parseFilter(filter)
  draftStore.set({ text: filter, problem: 'problem' in understood ? understood.problem : null })
})

/** What stands in the search box, for components. */
export function useFilterDraft(): Draft {
  return useStore(draftStore)
}

/** What stands in the search box now, with what is wrong with it. */
export function filterDraft(): Draft {
  return draftStore.get()
}

/** What stands in the search box now. */
export function filterText(): string {
  return draftStore.get().text
}

/** Takes a text that is being typed: the grid follows when the typing rests, if it can be understood. */
export function typeFilter(text: string): void {
  clearTimeout(timer)
  const understood = parseFilter(text)
  if ('filter' in understood) {
    draftStore.set({ text, problem: null })
    timer = setTimeout(() => handOn(text), QUIET_MS)
    return
  }
  // What is wrong is told at once where something was wrong before, so that the line below the box speaks of this text.
  draftStore.set({ text, problem: draftStore.get().problem === null ? null : understood.problem })
  timer = setTimeout(() => draftStore.set({ text, problem: understood.problem }), PUZZLED_MS)
}

/** Takes a text as a whole, such as after a click: the grid follows at once. */
export function setFilter(text: string): void {
  clearTimeout(timer)
  const understood = parseFilter(text)
  draftStore.set({ text, problem: 'problem' in understood ? understood.problem : null })
  if ('filter' in understood) handOn(text)
}

/** Shows everything again. Order, groups and columns stay. */
export function clearFilters(): void {
  setFilter('')
}

function handOn(text: string): void {
  handedOn = text.trim()
  if (viewStore.get().filter !== handedOn) changeView({ filter: handedOn })
}
