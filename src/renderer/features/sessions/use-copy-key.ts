import { useSnackbar } from 'notistack'
import type { KeyboardEvent } from 'react'
import { useSettings } from '../../api/hooks.ts'
import { pressKeys } from '../../components/actions/press.ts'
import { commandKey } from '../../components/keyboard.ts'

/**
 * Keeps Ctrl+C, or ⌘C on a Mac, from the grid, whose own copying takes facts as they are stored, the whole session id among them. They do what
 * they were chosen for, and where that is nothing the browser copies marked text only. Tells whether it was these keys.
 */
export function useCopyKey(): (event: KeyboardEvent) => boolean {
  const { keys } = useSettings()
  const { enqueueSnackbar } = useSnackbar()
  return (event) => {
    if (!commandKey(event) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'c') return false
    const isMeant = pressKeys(event.nativeEvent, keys, (reason) => enqueueSnackbar(reason))
    if (!isMeant && !window.getSelection()?.toString()) event.preventDefault()
    return true
  }
}
