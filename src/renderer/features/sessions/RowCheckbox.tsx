import { GridRowCheckbox, type GridRowCheckboxProps, useGridApiContext } from '@mui/x-data-grid'
import type { SessionRow } from '../../../shared/session.ts'
import { guardReason } from '../termination/guard-words.ts'

/** The checkbox of a row, named after its session; a guarded row's tells why it can't be ticked. */
export function RowCheckbox(props: GridRowCheckboxProps) {
  const row: SessionRow | null = useGridApiContext().current.getRow(props.rowId)
  if (row === null) return <GridRowCheckbox {...props} />
  const reason = row.guard === null ? undefined : guardReason(row.guard, row.serverName)
  const verb = props.checked ? 'Unselect row' : 'Select row'
  const label = `${verb}: ${row.user ?? row.account ?? 'no user'}, ${row.serverName}`
  const htmlInput = { ...props.slotProps?.htmlInput, 'aria-label': label, 'aria-description': reason }
  return (
    <span title={reason}>
      <GridRowCheckbox {...props} slotProps={{ ...props.slotProps, htmlInput }} />
    </span>
  )
}
