import { useCallback } from 'react'
import { type GridQuery, type MatchingRows, sessionKeyText } from '../../../shared/session.ts'
import { readClient } from '../../api/clients.ts'
import { commandKey } from '../../components/keyboard.ts'
import { createStore } from '../../components/store.ts'
import type { Selection } from './selection.ts'
import { selectionStore } from './view-state.ts'

/** What is known of a selection that took all sessions that match: as long as nobody ticks or unticks one. */
export interface AllSelected {
  readonly selection: Selection
  readonly matching: number
  readonly guarded: number
}

export const allSelectedStore = createStore<AllSelected | null>(null)

/** Whether a key is the one that selects all. The grid would take it for the rows of its page alone. */
export function isSelectAllKey(event: React.KeyboardEvent): boolean {
  return commandKey(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'a'
}

/** Ticks every session that matches and may be ticked, on all pages, as one reading finds them. */
export function useSelectAll(): (find: Pick<GridQuery, 'filter' | 'sort'>) => Promise<MatchingRows> {
  return useCallback(async (find) => {
    const found = await readClient.sessions.all(find)
    const selection = new Map(found.rows.map((row) => [sessionKeyText(row), row]))
    allSelectedStore.set({ selection, matching: found.matching, guarded: found.guarded })
    selectionStore.set(selection)
    return found
  }, [])
}
