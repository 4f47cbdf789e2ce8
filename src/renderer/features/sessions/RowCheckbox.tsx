import Checkbox from '@mui/material/Checkbox'
import { GridRowCheckbox, type GridRowCheckboxProps, useGridApiContext } from '@mui/x-data-grid'
import { useContext } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { GroupLine } from '../../../shared/session.ts'
import { visibleString } from '../../components/visible-text.ts'
import { guardReason } from '../termination/guard-words.ts'
import { groupName } from './GroupCell.tsx'
import { type GridLine, isGroup } from './grid-lines.ts'
import { GroupTicksContext, tickedOf } from './group-selection.ts'
import { accountWord } from './identity-words.ts'

/** The checkbox of a line, named after its session or its group; a guarded row's tells why it can't be ticked. */
export function RowCheckbox(props: GridRowCheckboxProps) {
  const line: GridLine | null = useGridApiContext().current.getRow(props.rowId)
  if (line === null) return <GridRowCheckbox {...props} />
  if (isGroup(line)) return <GroupCheckbox group={line} />
  const reason = line.guard === null ? undefined : guardReason(line.guard, line.serverName)
  const account = line.account === null ? t('grid.noUser') : accountWord(line.account)
  const values = { who: line.user === null ? account : visibleString(line.user, 80), server: line.serverName }
  const label = props.checked ? t('grid.unselectRow', values) : t('grid.selectRow', values)
  const htmlInput = { ...props.slotProps?.htmlInput, 'aria-label': label, 'aria-description': reason }
  return (
    <span title={reason}>
      <GridRowCheckbox {...props} slotProps={{ ...props.slotProps, htmlInput }} />
    </span>
  )
}

/** Ticks the sessions of a group. By keyboard its cell has the focus, and the space bar does what a click here does. */
function GroupCheckbox({ group }: { readonly group: GroupLine }) {
  const { by, selection, below, toggle } = useContext(GroupTicksContext)
  if (by === null) return null
  const ticked = tickedOf(group, by, below(group), selection)
  const label =
    ticked === 'none' ? t('grid.selectGroup', { group: groupName(group, by) }) : t('grid.unselectGroup', { group: groupName(group, by) })
  return (
    <Checkbox
      checked={ticked === 'all'}
      indeterminate={ticked === 'some'}
      onChange={() => toggle(group)}
      slotProps={{ input: { 'aria-label': label, tabIndex: -1 } }}
    />
  )
}
