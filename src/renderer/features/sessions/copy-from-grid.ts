import type { ClipboardEvent } from 'react'
import type { SessionRow } from '../../../shared/session.ts'
import { type CopiedColumn, rowsAsText, safeCell } from './row-text.ts'
import { asShown, type Selection } from './selection.ts'
import type { ServerFacts } from './server-facts.ts'

/** What of the grid is copied by the browser's own event. */
export interface CopyEventContext {
  readonly selection: Selection
  /** The sessions of the page that is shown. */
  readonly pageRows: readonly SessionRow[]
  readonly facts: ReadonlyMap<string, ServerFacts>
  readonly columns: readonly CopiedColumn[]
}

/** Copies what is marked with the mouse, else several selected rows, else the focused cell; all of it as it reads on screen. */
export function copyFromGrid(event: ClipboardEvent, { selection, pageRows, facts, columns }: CopyEventContext): void {
  if (window.getSelection()?.toString()) return
  const cell = focusedCellText(event.target)
  const text = selection.size > 1 || cell === '' ? rowsText(asShown(selection, pageRows), facts, columns) : cell
  if (!text) return
  event.clipboardData.setData('text/plain', text)
  event.preventDefault()
}

function rowsText(rows: readonly SessionRow[], facts: ReadonlyMap<string, ServerFacts>, columns: readonly CopiedColumn[]): string {
  return rowsAsText(rows, columns, facts, { now: Date.now(), headers: false })
}

/** A name stands in an element of its own; the tags beside it are no part of it. */
function focusedCellText(target: EventTarget): string {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role="gridcell"]') : null
  return safeCell((cell?.querySelector('bdi') ?? cell)?.textContent ?? '')
}
