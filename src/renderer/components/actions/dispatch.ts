import type { Action } from './actions.ts'
import { isWriting, keysOf, normalKeys } from './keys.ts'

/** Where a key was pressed: on the page, in a text that is edited, or in a dialog or menu in front of the page. */
export type Place = 'page' | 'text' | 'dialog'

/** The place an event's target is part of. */
export function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'page'
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null) return 'dialog'
  const edits = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]'
  return target.matches(edits) ? 'text' : 'page'
}

/**
 * The action that pressed keys mean, the last one offered where there are several. One that can't be done is found only when no other wants
 * the keys, so that its reason can be told.
 */
export function actionFor(
  pressed: string,
  place: Place,
  actions: readonly Action[],
  chosen: Readonly<Record<string, readonly string[]>>,
): Action | undefined {
  const wanted = actions.filter((action) => hears(action, place, pressed) && keysOf(action, chosen).map(normalKeys).includes(pressed))
  return wanted.findLast((action) => action.unavailable === undefined) ?? wanted.at(-1)
}

function hears(action: Action, place: Place, pressed: string): boolean {
  if (place === 'page') return true
  if (place === 'dialog') return action.inDialogs === true
  return action.inTexts === true && !isWriting(pressed)
}
