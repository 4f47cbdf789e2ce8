import { useSyncExternalStore } from 'react'
import { type SessionKey, sessionKeyText } from '../../../shared/session.ts'
import { createStore } from '../../components/store.ts'
import type { News, Reading } from './still.ts'

/** How the grid on screen stands to what was read last. */
export interface Stillness {
  /** What was read last; null before anything was. */
  readonly reading: Reading | null
  /** Null when the grid shows what was read last. */
  readonly news: News | null
  /** Sessions on screen that are listed no more. */
  readonly ended: ReadonlySet<string>
  /** Shows what was read last, whatever holds the grid. */
  readonly apply: () => void
  /** Takes ended sessions off the screen. */
  readonly dismiss: (ended: ReadonlySet<string>) => void
}

const nothing = () => undefined

/** As long as there is no grid. */
export const NOT_STILL: Stillness = { reading: null, news: null, ended: new Set(), apply: nothing, dismiss: nothing }

/** Whoever draws the rows, the pill and the bars looks here. */
export const stillnessStore = createStore<Stillness>(NOT_STILL)

/** Whether a session on screen is listed no more. */
export function useHasEnded(session: SessionKey): boolean {
  return useSyncExternalStore(stillnessStore.subscribe, () => stillnessStore.get().ended.has(sessionKeyText(session)))
}
