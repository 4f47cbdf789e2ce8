import type { useGridApiRef } from '@mui/x-data-grid'
import { useSnackbar } from 'notistack'
import { type KeyboardEvent, type MouseEvent, useRef } from 'react'
import { type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { commandKey } from '../../components/keyboard.ts'
import { guardReason } from '../termination/guard-words.ts'
import { rowsBetween, type Selection } from './selection.ts'
import type { GridFocus } from './use-grid-focus.ts'

/** Ticks by mouse and keys, as lists have them on Windows and on a Mac. Each tells whether it was meant. */
export interface RowTicks {
  /** Hears of every press of a button of the mouse, and of every key, before anything else. */
  readonly onPress: (event: MouseEvent | KeyboardEvent) => void
  /** A click with Ctrl or ⌘ ticks or unticks the row, one with Shift ticks all from where somebody was up to it. */
  readonly onClick: (row: SessionRow, event: MouseEvent) => boolean
  /** The space bar ticks or unticks the row, in whatever cell. */
  readonly onKey: (row: SessionRow, field: string, event: KeyboardEvent) => boolean
}

interface TicksOf {
  readonly apiRef: ReturnType<typeof useGridApiRef>
  readonly focus: Pick<GridFocus, 'last'>
  /** The sessions of the page, in their order. */
  readonly rows: readonly SessionRow[]
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
}

/** The checkbox is the selection: what is clicked or pressed here ticks it. A guarded row stays as it is and says why. */
export function useRowTicks({ apiRef, focus, rows, selection, onSelect }: TicksOf): RowTicks {
  const { enqueueSnackbar } = useSnackbar()
  /** Where ranges begin: the row that somebody was at before Shift was held. */
  const start = useRef<string | null>(null)
  const toggle = (row: SessionRow) => {
    const key = sessionKeyText(row)
    if (row.guard !== null) enqueueSnackbar(guardReason(row.guard, row.serverName))
    else apiRef.current?.selectRow(key, !apiRef.current.isRowSelected(key))
  }
  const tickUpTo = (row: SessionRow) => {
    const range = rowsBetween(rows, start.current, row).filter((one) => apiRef.current?.isRowSelectable(sessionKeyText(one)))
    onSelect(new Map([...selection, ...range.map((one) => [sessionKeyText(one), one] as const)]))
    // The browser marks the text in between, which the next copy would take for what is wanted.
    window.getSelection()?.removeAllRanges()
  }
  return {
    onPress: (event) => {
      if (!event.shiftKey) start.current = null
      else if (start.current === null) {
        const last = focus.last()
        start.current = last === null ? null : sessionKeyText(last.row)
      }
    },
    onClick: (row, event) => {
      if (event.target instanceof Element && event.target.closest('button, input, a') !== null) return false
      if (event.shiftKey) tickUpTo(row)
      else if (commandKey(event)) toggle(row)
      else return false
      return true
    },
    onKey: (row, field, event) => {
      if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey || field === 'actions') return false
      event.preventDefault()
      toggle(row)
      return true
    },
  }
}
