import type { useGridApiRef } from '@mui/x-data-grid'
import { useContext } from 'react'
import { type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { setFilter } from './filter/filter-text.ts'
import type { MenuAnchor } from './GridColumns.tsx'
import { SessionMenu } from './SessionMenu.tsx'
import { asShown, type Selection } from './selection.ts'
import { ServerFactsContext } from './server-facts.ts'
import { useCopying } from './use-copying.ts'
import type { GridFocus } from './use-grid-focus.ts'
import { addToFilter, useRowActions } from './use-row-actions.ts'

interface RowMenuProps {
  readonly anchor: MenuAnchor | null
  readonly onClose: () => void
  readonly apiRef: ReturnType<typeof useGridApiRef>
  readonly focus: GridFocus
  readonly selection: Selection
  /** The sessions of the page that is shown. */
  readonly pageRows: readonly SessionRow[]
  readonly onDetails: (row: SessionRow) => void
  readonly onTerminate: (row: SessionRow) => void
  readonly onTerminateSelected: () => void
  readonly onLogOut: (row: SessionRow) => void
}

/** What can be done with a row: its menu, and the same for the focused row by key and in the palette. */
export function RowMenu({ anchor, onClose, apiRef, focus, selection, pageRows, ...act }: RowMenuProps) {
  const facts = useContext(ServerFactsContext)
  const copying = useCopying(apiRef)
  useRowActions({ focus, selection, pageRows, facts, copying, onDetails: act.onDetails, onLogOut: act.onLogOut })
  const row = anchor?.row
  const isOneOfMany = row !== undefined && selection.size > 1 && selection.has(sessionKeyText(row))
  const rows = isOneOfMany ? asShown(selection, pageRows) : [row].filter((one) => one !== undefined)
  return (
    <SessionMenu {...act} anchor={anchor} rows={rows} copying={copying} onFilter={setFilter} onClause={addToFilter} onClose={onClose} />
  )
}
