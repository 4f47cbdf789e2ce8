import { useWindowKeys } from '../keyboard.ts'
import { offeredActions } from './actions.ts'
import { actionFor, placeOf } from './dispatch.ts'
import { PLATFORM, pressedKey } from './keys.ts'

interface ActionKeysProps {
  /** Action id → keys, where somebody chose others than the usual ones. */
  readonly chosen: Readonly<Record<string, readonly string[]>>
  /** Hears why the action can't be done whose keys were pressed. */
  readonly onUnavailable: (reason: string) => void
}

/** Hears the keys of everything that is offered. What has the focus comes first: keys that it took are not heard here. */
export function ActionKeys({ chosen, onUnavailable }: ActionKeysProps) {
  useWindowKeys((event) => {
    if (event.defaultPrevented || event.isComposing) return
    const pressed = pressedKey(event, PLATFORM)
    if (pressed === null) return
    const action = actionFor(pressed, placeOf(event.target), offeredActions(), chosen)
    if (action === undefined) return
    event.preventDefault()
    // A key that is held down does once what it does.
    if (event.repeat) return
    if (action.unavailable === undefined) action.run()
    else onUnavailable(action.unavailable)
  })
  return null
}
