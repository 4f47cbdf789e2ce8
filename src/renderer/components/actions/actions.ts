import { useEffect, useRef } from 'react'
import { type Language, language } from '../../../shared/language/language.ts'
import { createStore } from '../store.ts'

/** Something a person can do now, by key, from the palette, or from a menu. It exists while what offers it is on screen. */
export interface Action {
  /** Stable: settings name it where somebody chose other keys. `sessions.terminate` belongs to the page Sessions. */
  readonly id: string
  /** In the language of the window, as a menu would say it. */
  readonly name: string
  /** The heading it stands under in the palette and on the shortcut sheet. */
  readonly section: string
  /** Its usual keys (see keys.ts), where it has some. */
  readonly keys?: Keys
  /** Why it can't be done just now; it is then listed greyed with the reason, and its keys are left to other actions. */
  readonly unavailable?: string | undefined
  /** Its keys work while a text is edited as well, such as Find. Never set it where the keys mean something in a text. */
  readonly inTexts?: boolean
  /** Its keys work in front of the page too, in dialogs and menus: only for what changes nothing there, such as Refresh. */
  readonly inDialogs?: boolean
  /** Only a key, such as Esc or the step to the next pane: on the shortcut sheet, not in the palette. */
  readonly keyOnly?: boolean
  /** One of many of its kind, such as those of each server: listed only when something was typed, and never on the shortcut sheet. */
  readonly oneOfMany?: boolean
  readonly run: () => void
}

/**
 * Keys as texts such as `Mod+Shift+C`, `F5`, `Delete`, `Alt+ArrowLeft`; `Mod` is Command on a Mac and else Ctrl. The first is shown, all work.
 */
export interface Keys {
  readonly windows: readonly string[]
  readonly mac: readonly string[]
}

/** What can be done now, by what offers it. */
export const offersStore = createStore<ReadonlyMap<object, readonly Action[]>>(new Map())

/** Every action that was offered since the window opened, by id, with the language it was named in. */
const known = new Map<string, { readonly action: Action; readonly language: Language }>()

/** What was offered so far in the language of the window: the shortcut sheet lists what other pages offer too. */
export function knownActions(): readonly Action[] {
  return [...known.values()].filter((entry) => entry.language === language()).map(({ action }) => action)
}

/** Offers actions while the component is there. They may change with every render. */
export function useActions(actions: readonly Action[]): void {
  const offer = useRef({})
  useEffect(() => {
    for (const action of actions) known.set(action.id, { action, language: language() })
    offersStore.set(new Map(offersStore.get()).set(offer.current, actions))
  }, [actions])
  useEffect(() => {
    const mine = offer.current
    return () => {
      const rest = new Map(offersStore.get())
      rest.delete(mine)
      offersStore.set(rest)
    }
  }, [])
}

/** What can be done now, in the order in which it was first offered. Of two offers of one action the later one counts. */
export function offeredActions(offers: ReadonlyMap<object, readonly Action[]> = offersStore.get()): readonly Action[] {
  return [...new Map([...offers.values()].flat().map((action) => [action.id, action])).values()]
}

/** Does what is offered under this id, as it is offered now. Whether it was. */
export function runAction(id: string): boolean {
  const action = offeredActions().find((offered) => offered.id === id)
  if (action === undefined || action.unavailable !== undefined) return false
  action.run()
  return true
}

/** Does what was chosen outside of the page, such as in the menu bar. In front of a dialog only what works there as well. */
export function runFromOutside(id: string): void {
  const isBehind = document.querySelector('[role="dialog"][aria-modal="true"]') !== null
  if (isBehind && offeredActions().find((action) => action.id === id)?.inDialogs !== true) return
  runAction(id)
}
