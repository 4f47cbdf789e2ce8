import { useState } from 'react'

/**
 * Keeps typed work from being thrown away by one stray Esc: the first `leave` warns, the next one leaves. `goOn`: somebody worked on, so the
 * next Esc warns again.
 */
export function useLeaving(isChanged: boolean, onClose: () => void): { warned: boolean; leave: () => void; goOn: () => void } {
  const [warned, setWarned] = useState(false)
  return {
    warned: warned && isChanged,
    leave: () => (isChanged && !warned ? setWarned(true) : onClose()),
    goOn: () => setWarned(false),
  }
}
