import { useEffect } from 'react'
import { createStore, useStore } from '../../components/store.ts'
import { selectionStore } from './view-state.ts'

/** What holds the grid still just now besides ticked sessions: `pointer`, `keys`, and whatever menu is open. */
const reasonsStore = createStore<ReadonlySet<string>>(new Set())

/** Begins or ends to hold the grid still for a reason. */
export function setHold(reason: string, holds: boolean): void {
  const reasons = reasonsStore.get()
  if (reasons.has(reason) === holds) return
  const next = new Set(reasons)
  if (holds) next.add(reason)
  else next.delete(reason)
  reasonsStore.set(next)
}

/** Holds the grid still while `holds`, such as for as long as a menu is open whose row must not move away below it. */
export function useHold(reason: string, holds: boolean): void {
  useEffect(() => {
    setHold(reason, holds)
    return () => setHold(reason, false)
  }, [reason, holds])
}

/** Whether somebody points at a row just now. */
export function useIsPointedAt(): boolean {
  return useStore(reasonsStore).has('pointer')
}

/** Whether rows must neither move, come nor go just now. */
export function useIsHeld(): boolean {
  const reasons = useStore(reasonsStore)
  const selection = useStore(selectionStore)
  return reasons.size > 0 || selection.size > 0
}
