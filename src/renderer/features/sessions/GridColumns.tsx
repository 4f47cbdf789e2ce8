import MoreHorizIcon from '@mui/icons-material/MoreHoriz'
import { GridActionsCellItem, type GridColDef } from '@mui/x-data-grid'
import { type RefObject, useMemo, useRef } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { Grouping, SessionRow } from '../../../shared/session.ts'
import type { ColumnLayout } from '../../../shared/view.ts'
import { visibleString } from '../../components/visible-text.ts'
import { ColumnHeader } from './ColumnHeader.tsx'
import { COLUMNS, gridColumn, type SessionColumn } from './Columns.tsx'
import { orderedColumns, PINNED_FIELD } from './column-layout.ts'
import { GroupCell } from './GroupCell.tsx'
import { type GridLine, isGroup } from './grid-lines.ts'
import { accountWord } from './identity-words.ts'

/** Where a row's menu opens: at the pointer or below what was pressed. */
export interface MenuAnchor {
  readonly row: SessionRow
  readonly left: number
  readonly top: number
  /** The column it was asked for; left out: none in particular. */
  readonly field?: string
  /** By the right button or the menu key, which select the row as well. */
  readonly pointed?: boolean
}

interface WantedColumns {
  readonly layout: ColumnLayout
  /** By what the sessions are grouped; without it the heads of groups have no words. */
  readonly group: Grouping | null
  /** Header tooltips that depend on the servers, by column. */
  readonly hints: Readonly<Record<string, string>>
  readonly onMenu: (anchor: MenuAnchor) => void
}

/** The columns change only with what is said here, so that cells are not made anew while data comes in. */
export function useGridColumns({ layout, group, hints, onMenu }: WantedColumns): GridColDef<GridLine>[] {
  const latest = useLatest(onMenu)
  const { order, widths, userPinned } = layout
  const hintText = JSON.stringify(hints)
  return useMemo(() => {
    const special: Readonly<Record<string, string>> = JSON.parse(hintText)
    const columns = orderedColumns({ order, userPinned }).map((column) => ({
      ...gridColumn(column, widths[column.field]),
      ...(userPinned && column.field === PINNED_FIELD ? PINNED : {}),
      ...partsOf(column, special[column.field] ?? column.hint?.(), group),
    }))
    return [...columns, actionsColumn((anchor) => latest.current(anchor))]
  }, [order, widths, userPinned, group, hintText, latest])
}

const PINNED = { cellClassName: 'pinned-user', headerClassName: 'pinned-user' } as const

/** A head of a group fills its row: whatever column comes first holds it, and spans all others. */
function partsOf(column: SessionColumn, hint: string | undefined, group: Grouping | null): Partial<GridColDef<GridLine>> {
  return {
    colSpan: (_value, line) => (isGroup(line) ? COLUMNS.length + 1 : 1),
    renderHeader: () => <ColumnHeader field={column.field} name={column.name()} hint={hint} align={column.align ?? 'left'} />,
    renderCell: ({ row: line }) => {
      if (!isGroup(line)) return column.cell(line)
      return group === null ? null : <GroupCell group={line} by={group} />
    },
  }
}

function actionsColumn(onMenu: (anchor: MenuAnchor) => void): GridColDef<GridLine> {
  return {
    field: 'actions',
    type: 'actions',
    headerName: t('grid.actions'),
    renderHeader: () => <span className="visually-hidden">{t('grid.actions')}</span>,
    width: 40,
    resizable: false,
    getActions: ({ row: line }) => (isGroup(line) ? [] : [actionsItem(line, onMenu)]),
  }
}

function actionsItem(row: SessionRow, onMenu: (anchor: MenuAnchor) => void) {
  const account = row.account === null ? t('grid.someSession') : accountWord(row.account)
  return (
    <GridActionsCellItem
      key="menu"
      icon={<MoreHorizIcon />}
      label={t('grid.actionsFor', { who: row.user === null ? account : visibleString(row.user, 80) })}
      aria-haspopup="menu"
      onClick={(event: React.MouseEvent<HTMLElement>) => {
        const { left, bottom } = event.currentTarget.getBoundingClientRect()
        onMenu({ row, left, top: bottom })
      }}
    />
  )
}

function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  latest.current = value
  return latest
}
