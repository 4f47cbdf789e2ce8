import type { ClipboardEvent, KeyboardEvent } from 'react'
import { commandKey } from '../../components/keyboard.ts'
import { rowAsText } from './row-text.ts'
import type { Selection } from './selection.ts'
import type { ServerFacts } from './server-facts.ts'

/** Ctrl+C, or ⌘C on a Mac. */
export function isCopyKey(event: KeyboardEvent): boolean {
  return commandKey(event) && event.key.toLowerCase() === 'c'
}

/** Copies what is marked with the mouse, else the ticked rows, else the focused cell; all of it as it reads on screen. */
export function copyFromGrid(event: ClipboardEvent, selection: Selection, facts: ReadonlyMap<string, ServerFacts>): void {
  if (window.getSelection()?.toString()) return
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="gridcell"]') : null
  // A name stands in an element of its own; the tags beside it are no part of it.
  const inCell = (cell?.querySelector('bdi') ?? cell)?.textContent.trim()
  const rows = [...selection.values()].map((row) => rowAsText(row, facts.get(row.serverId)?.clockOffset ?? 0))
  const text = rows.length > 0 ? rows.join('\n') : inCell
  if (!text) return
  event.clipboardData.setData('text/plain', text)
  event.preventDefault()
}
