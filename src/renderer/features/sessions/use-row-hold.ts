import { useEffect, useRef } from 'react'
import { setHold } from './hold-state.ts'

/** How long after a key the grid stays still, in ms: whoever walks through rows looks before the next step. */
const KEYS_REST_MS = 2000

/** What goes on whatever is around the grid. */
export interface RowHold {
  readonly onPointerOver: (event: React.PointerEvent) => void
  readonly onPointerLeave: () => void
  readonly onKeyDownCapture: (event: React.KeyboardEvent) => void
}

/** Holds the grid still while the pointer is over a row, and while somebody moves about in it by keys. */
export function useRowHold(): RowHold {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const letGo = () => setHold('keys', false)
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      setHold('keys', false)
      setHold('pointer', false)
    },
    [],
  )
  return {
    onPointerOver: ({ target }) => setHold('pointer', isIn(target, '[role="row"][data-id]')),
    onPointerLeave: () => setHold('pointer', false),
    onKeyDownCapture: ({ target }) => {
      if (!isIn(target, '[role="grid"]')) return
      clearTimeout(timer.current)
      timer.current = setTimeout(letGo, KEYS_REST_MS)
      setHold('keys', true)
    },
  }
}

function isIn(target: EventTarget, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null
}
