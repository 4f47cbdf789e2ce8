import { offeredActions } from './actions.ts'
import { actionFor, type Place, placeOf } from './dispatch.ts'
import { PLATFORM, pressedKey } from './keys.ts'
import type { ChosenKeys } from './rebinding.ts'

/**
 * Does what pressed keys mean where they were pressed; `onUnavailable` hears why it can't be done. Whether they mean anything there: then
 * nobody else is to answer them.
 */
export function pressKeys(event: KeyboardEvent, chosen: ChosenKeys, onUnavailable: (reason: string) => void): boolean {
  const action = meantBy(event, placeOf(event.target), chosen)
  if (action === undefined) return false
  event.preventDefault()
  // A key that is held down does once what it does.
  if (event.repeat) return true
  if (action.unavailable === undefined) action.run()
  else onUnavailable(action.unavailable)
  return true
}

/** Whether pressed keys mean something on the page that can be done now. */
export function canBePressed(event: KeyboardEvent, chosen: ChosenKeys): boolean {
  const action = meantBy(event, 'page', chosen)
  return action !== undefined && action.unavailable === undefined
}

function meantBy(event: KeyboardEvent, place: Place, chosen: ChosenKeys) {
  const pressed = pressedKey(event, PLATFORM)
  return pressed === null ? undefined : actionFor(pressed, place, offeredActions(), chosen)
}
