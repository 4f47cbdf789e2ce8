import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import type { ReactNode } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { Grouping } from '../../../shared/session.ts'
import { columnOf, type SessionColumn } from './Columns.tsx'
import { changeColumns, orderedColumns, PINNED_FIELD, steppedOver } from './column-layout.ts'
import { columnPanelStore } from './column-panel-state.ts'
import { groupBy } from './grouping.ts'
import { useHold } from './hold-state.ts'
import { withSortKey } from './sort-keys.ts'
import { changeView, type SessionsView } from './view-state.ts'

/** Where the menu of a column's header opens. */
export interface HeaderAnchor {
  readonly field: string
  readonly left: number
  readonly top: number
}

interface HeaderMenuProps {
  readonly anchor: HeaderAnchor | null
  readonly view: SessionsView
  /** What columns mean where that depends on the servers. */
  readonly hints: Readonly<Record<string, string>>
  readonly onClose: () => void
  /** Fits columns to what is in them; all of them when none are named. */
  readonly onFit: (fields: string[] | null) => void
  readonly onFilter: (start: string) => void
}

/** Columns whose sessions can be grouped by them. */
const GROUPING_OF: Readonly<Record<string, Grouping>> = { user: 'user', serverName: 'server', address: 'address', type: 'type' }

/** What can be done with a column, from a right click on its header or by the menu key. */
export function HeaderMenu(props: HeaderMenuProps) {
  const { anchor, onClose } = props
  const column = anchor === null ? undefined : columnOf(anchor.field)
  useHold('column menu', column !== undefined)
  return (
    <Menu
      open={column !== undefined}
      onClose={onClose}
      anchorReference="anchorPosition"
      anchorPosition={anchor ?? { left: 0, top: 0 }}
      slotProps={{
        list: {
          'aria-label': column ? t('grid.columnMenu', { column: column.name() }) : undefined,
          'aria-description': column && hintOf(column, props.hints),
          dense: true,
        },
      }}
    >
      {column === undefined ? null : items(column, props)}
    </Menu>
  )
}

function items(column: SessionColumn, { view, hints, onClose, onFit, onFilter }: HeaderMenuProps): ReactNode[] {
  const { field } = column
  const item = (words: string, action: () => void, disabled = false) => (
    <MenuItem
      key={words}
      disabled={disabled}
      onClick={() => {
        onClose()
        action()
      }}
    >
      {words}
    </MenuItem>
  )
  const pinned = view.columns.userPinned
  const grouping = GROUPING_OF[field]
  const fields = orderedColumns(view.columns).map((other) => other.field)
  const isFirst = fields[pinned ? 1 : 0] === field || (pinned && field === PINNED_FIELD)
  const isLast = fields.at(-1) === field || (pinned && field === PINNED_FIELD)
  return [
    ...sortItems(column, view, item),
    <Divider key="sort" />,
    item(t('grid.filterByThis'), () => onFilter(column.filter)),
    ...(grouping === undefined ? [] : [item(t('grid.groupByThis'), () => groupBy(grouping))]),
    <Divider key="find" />,
    item(t('grid.fitColumn'), () => onFit([field])),
    item(t('grid.fitAll'), () => onFit(null)),
    item(t('grid.moveLeft'), () => changeColumns({ order: steppedOver(view.columns, field, -1) }), isFirst),
    item(t('grid.moveRight'), () => changeColumns({ order: steppedOver(view.columns, field, 1) }), isLast),
    ...(field === PINNED_FIELD
      ? [item(pinned ? t('grid.unpinUser') : t('grid.pinUser'), () => changeColumns({ userPinned: !pinned }))]
      : []),
    <Divider key="stand" />,
    item(t('grid.hideColumn'), () => changeColumns({ shown: { ...view.columns.shown, [field]: false } })),
    item(t('grid.chooseColumns'), () => columnPanelStore.set(true)),
    <Hint key="hint" text={hintOf(column, hints)} />,
  ]
}

function sortItems(
  { field }: SessionColumn,
  { sort }: SessionsView,
  item: (words: string, action: () => void) => ReactNode,
): readonly ReactNode[] {
  const alone = (direction: 'asc' | 'desc') => changeView({ sort: [{ field, direction }] })
  const added = (direction: 'asc' | 'desc') => changeView({ sort: withSortKey(sort, { field, direction }) })
  const isKey = sort.some((key) => key.field === field)
  const one = [item(t('grid.sortUp'), () => alone('asc')), item(t('grid.sortDown'), () => alone('desc'))]
  if (isKey && sort.length === 1) return one
  const more = [item(t('grid.addSortUp'), () => added('asc')), item(t('grid.addSortDown'), () => added('desc'))]
  const without = sort.filter((key) => key.field !== field)
  return [...one, ...more, ...(isKey ? [item(t('grid.dropSort'), () => changeView({ sort: without }))] : [])]
}

function hintOf(column: SessionColumn, hints: HeaderMenuProps['hints']): string | undefined {
  return hints[column.field] ?? column.hint?.()
}

/** What the column means, for who opens the menu by the keyboard and never hovers; the menu says it to who can't see. */
function Hint({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null
  return (
    <Box
      component="li"
      aria-hidden
      sx={{ px: 2, pt: 0.75, maxWidth: 280, color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'normal' }}
    >
      {text}
    </Box>
  )
}
