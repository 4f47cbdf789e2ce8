import { useSnackbar } from 'notistack'
import type { KeyboardEvent } from 'react'
import { useSettings } from '../../api/hooks.ts'
import { pressKeys } from '../../components/actions/press.ts'
import { commandKey } from '../../components/keyboard.ts'

/**
 * Keys with Ctrl, Alt or ⌘ do what they were chosen for, before the grid takes them for its own: it would go to another cell by arrows, tick
 * the rows of its page alone, and copy facts as they are stored, the whole session id among them. Tells whether the key was taken.
 */
export function useChosenKeys(): (event: KeyboardEvent) => boolean {
  const { keys } = useSettings()
  const { enqueueSnackbar } = useSnackbar()
  return (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) return false
    if (pressKeys(event.nativeEvent, keys, (reason) => enqueueSnackbar(reason))) return true
    const isCopy = isCommand(event, 'c')
    if (!isCopy && !isCommand(event, 'a')) return false
    // Where they were chosen for nothing, text that is marked can still be copied, and all of the page is marked by nobody.
    if (!isCopy || !window.getSelection()?.toString()) event.preventDefault()
    return true
  }
}

function isCommand(event: KeyboardEvent, letter: string): boolean {
  return commandKey(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === letter
}
