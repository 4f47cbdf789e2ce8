import type { ClipboardEvent, KeyboardEvent } from 'react'
import { commandKey } from '../../components/keyboard.ts'
import { rowAsText } from './row-text.ts'
import type { Selection } from './selection.ts'

/** Ctrl+C, or ⌘C on a Mac. */
export function isCopyKey(event: KeyboardEvent): boolean {
  return commandKey(event) && event.key.toLowerCase() === 'c'
}

/** Copies what is marked with the mouse, else the ticked rows, else the focused cell; all of it as it reads on screen. */
export function copyFromGrid(event: ClipboardEvent, selection: Selection): void {
  if (window.getSelection()?.toString()) return
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="gridcell"]') : null
  // A name stands in an element of its own; the tags beside it are no part of it.
  const inCell = (cell?.querySelector('bdi') ?? cell)?.textContent.trim()
  const text = selection.size > 0 ? [...selection.values()].map(rowAsText).join('\n') : inCell
  if (!text) return
  event.clipboardData.setData('text/plain', text)
  event.preventDefault()
}
