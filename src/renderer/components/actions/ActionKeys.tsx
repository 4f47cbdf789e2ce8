import { useWindowKeys } from '../keyboard.ts'
import { pressKeys } from './press.ts'
import type { ChosenKeys } from './rebinding.ts'

interface ActionKeysProps {
  /** Action id → keys, where somebody chose others than the usual ones. */
  readonly chosen: ChosenKeys
  /** Hears why the action can't be done whose keys were pressed. */
  readonly onUnavailable: (reason: string) => void
}

/** Hears the keys of everything that is offered. What has the focus comes first: keys that it took are not heard here. */
export function ActionKeys({ chosen, onUnavailable }: ActionKeysProps) {
  useWindowKeys((event) => {
    if (!event.defaultPrevented && !event.isComposing) pressKeys(event, chosen, onUnavailable)
  })
  return null
}
