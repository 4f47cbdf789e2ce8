import { sessionKeyText } from '../../../shared/session.ts'
import { readClient } from '../../api/clients.ts'
import { createStore } from '../../components/store.ts'
import type { AllSelected } from './selection.ts'
import { selectionStore, viewStore } from './view-state.ts'

/** What the last selection of all took and left out; it is true of that very selection only. */
export const allSelectedStore = createStore<AllSelected | null>(null)

/**
 * Ticks every session that the filter finds and that may be ticked, on all pages, as one reading finds them. Nothing is ticked when something
 * else is looked for by the time of the answer: nobody wants what is out of sight by then.
 */
export async function selectAll(filter: string): Promise<void> {
  const found = await readClient.sessions.all({ filter })
  if (viewStore.get().filter.trim() !== filter) return
  const selection = new Map(found.rows.map((row) => [sessionKeyText(row), row]))
  allSelectedStore.set({ selection, matching: found.matching, guarded: found.guarded })
  selectionStore.set(selection)
}
