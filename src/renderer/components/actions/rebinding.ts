import type { Action } from './actions.ts'
import { isWriting, keysOf, normalKeys } from './keys.ts'

/** Action id → keys, where somebody chose others than the usual ones. */
export type ChosenKeys = Readonly<Record<string, readonly string[]>>

/** Why keys can't be given to an action: they write, they move the focus, or the system or the browser takes them. */
export type Refusal = 'writes' | 'moves' | 'system'

const MOVES = new Set(['Tab', 'Enter', 'Space', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'])
const OF_THE_SYSTEM = new Set([
  'Mod+Q',
  'Mod+W',
  'Mod+T',
  'Mod+N',
  'Alt+F4',
  'Mod+Shift+W',
  'Mod+Shift+T',
  'Mod+Shift+N',
  'Mod+Tab',
  'Alt+Tab',
])

/** Whether keys may be given to an action, and if not, why. */
export function refusal(keys: string): Refusal | null {
  const pressed = normalKeys(keys)
  if (MOVES.has(pressed.replace(/^Shift\+/, ''))) return 'moves'
  if (isWriting(pressed)) return 'writes'
  return OF_THE_SYSTEM.has(pressed) ? 'system' : null
}

/** The other actions that have these keys now. */
export function holders(keys: string, action: Pick<Action, 'id'>, actions: readonly Action[], chosen: ChosenKeys): readonly Action[] {
  const pressed = normalKeys(keys)
  return actions.filter((other) => other.id !== action.id && keysOf(other, chosen).map(normalKeys).includes(pressed))
}

/** The choice after an action was given keys of its own; whoever had them has them no more. */
export function withKeys(chosen: ChosenKeys, action: Action, keys: string, actions: readonly Action[]): Record<string, string[]> {
  const pressed = normalKeys(keys)
  const taken = holders(keys, action, actions, chosen).map((other) => {
    const left = keysOf(other, chosen).filter((own) => normalKeys(own) !== pressed)
    return [other.id, left] as const
  })
  return mutable({ ...chosen, ...Object.fromEntries(taken), [action.id]: [pressed] })
}

/** The choice after an action has its usual keys again. */
export function withUsualKeys(chosen: ChosenKeys, { id }: Pick<Action, 'id'>): Record<string, string[]> {
  return mutable(Object.fromEntries(Object.entries(chosen).filter(([other]) => other !== id)))
}

function mutable(chosen: ChosenKeys): Record<string, string[]> {
  return Object.fromEntries(Object.entries(chosen).map(([id, keys]) => [id, [...keys]]))
}
