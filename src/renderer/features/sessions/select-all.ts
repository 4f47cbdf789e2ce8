import { sessionKeyText } from '../../../shared/session.ts'
import { readClient } from '../../api/clients.ts'
import { createStore } from '../../components/store.ts'
import type { AllSelected } from './selection.ts'
import { selectionStore } from './view-state.ts'

/** What the last selection of all took and left out; it is true of that very selection only. */
export const allSelectedStore = createStore<AllSelected | null>(null)

/** Ticks every session that the filter finds and that may be ticked, on all pages, as one reading finds them. */
export async function selectAll(filter: string): Promise<void> {
  const found = await readClient.sessions.all({ filter })
  const selection = new Map(found.rows.map((row) => [sessionKeyText(row), row]))
  allSelectedStore.set({ selection, matching: found.matching, guarded: found.guarded })
  selectionStore.set(selection)
}
