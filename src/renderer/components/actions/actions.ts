import { useEffect } from 'react'
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
  /** Why it can't be done just now; it is then listed greyed with the reason. */
  readonly unavailable?: string | undefined
  /** Its keys work while a text is edited as well, such as Find. Never set it where the keys mean something in a text. */
  readonly inTexts?: boolean
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

/** Offers actions while the component is there. They may change with every render. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    const offer = {}
    offersStore.set(new Map([...offersStore.get(), [offer, actions]]))
    return () => {
      const rest = new Map(offersStore.get())
      rest.delete(offer)
      offersStore.set(rest)
    }
  }, [actions])
}
