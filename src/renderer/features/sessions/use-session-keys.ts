import { belongsElsewhere, commandKey, useWindowKeys } from '../../components/keyboard.ts'

interface SessionKeys {
  readonly find: () => void
  readonly terminate: () => void
  /** Esc; absent while there is nothing to close. */
  readonly close: (() => void) | undefined
}

/** The page's keys: Ctrl+F and F3 find, Delete (⌘⌫ on a Mac) opens the review, Esc closes the details. None of them ends anything by itself. */
export function useSessionKeys({ find, terminate, close }: SessionKeys): void {
  useWindowKeys((event) => {
    const action = actionOf(event, { find, terminate, close })
    if (action === undefined) return
    event.preventDefault()
    action()
  })
}

function actionOf(event: KeyboardEvent, { find, terminate, close }: SessionKeys): (() => void) | undefined {
  // Finding works from inside a text field too, such as the search box itself.
  if (commandKey(event) && event.key.toLowerCase() === 'f') return find
  if (belongsElsewhere(event)) return undefined
  if (event.key === 'F3') return find
  if (event.key === 'Delete' || (event.metaKey && event.key === 'Backspace')) return terminate
  return event.key === 'Escape' ? close : undefined
}
