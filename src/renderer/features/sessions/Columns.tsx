import type { GridColDef } from '@mui/x-data-grid'
import type { ReactNode } from 'react'
import type { GridSort, SessionRow } from '../../../shared/session.ts'
import { AgentCell, IdleTimeCell, MomentCell, ReadAtCell, ServerCell, SessionTimeCell, TextCell, UserCell } from './SessionCells.tsx'
import { maskedSessionId } from './session-id.ts'

type SortColumn = GridSort[number]['column']

/** One column of the grid. The list below is the only place that knows which columns there are. */
export interface SessionColumn {
  readonly field: string
  readonly name: string
  readonly width: number
  /** Takes its share of the width that is left over. */
  readonly flex?: number
  /** Shown until somebody decides otherwise. */
  readonly shown: boolean
  readonly align?: 'right'
  /** What the reader sorts by; `reversed` where a larger value on screen is a smaller one there. */
  readonly sort: { readonly column: SortColumn; readonly reversed?: boolean }
  /** The first click sorts descending: times, where the longest and the latest matter. */
  readonly descendingFirst?: boolean
  /** The header's tooltip where it is the same for all servers. */
  readonly hint?: string
  readonly cell: (row: SessionRow) => ReactNode
}

const text = (field: keyof SessionRow & SortColumn, name: string, width: number, more: Partial<SessionColumn> = {}): SessionColumn => ({
  field,
  name,
  width,
  shown: false,
  sort: { column: field },
  cell: (row) => <TextCell text={row[field] === null ? null : String(row[field])} />,
  ...more,
})

const moment = (field: 'createdAt' | 'lastActiveAt' | 'expiresAt', name: string, more: Partial<SessionColumn> = {}): SessionColumn => ({
  field,
  name,
  width: 94,
  shown: true,
  align: 'right',
  sort: { column: field },
  descendingFirst: true,
  cell: (row) => <MomentCell row={row} at={row[field]} />,
  ...more,
})

export const COLUMNS: readonly SessionColumn[] = [
  text('user', 'User', 128, { shown: true, flex: 1, cell: (row) => <UserCell row={row} /> }),
  text('serverName', 'Server', 152, { shown: true, flex: 1, cell: (row) => <ServerCell row={row} /> }),
  text('type', 'Type', 76, { shown: true }),
  text('address', 'Address', 120, { shown: true, flex: 3 }),
  text('agentWords', 'User agent', 158, { shown: true, flex: 3, cell: (row) => <AgentCell row={row} /> }),
  {
    field: 'sessionTime',
    name: 'Session time',
    width: 108,
    shown: true,
    align: 'right',
    sort: { column: 'createdAt', reversed: true },
    descendingFirst: true,
    hint: 'Time since the session was created. It counts on while its server cannot be reached.',
    cell: (row) => <SessionTimeCell row={row} />,
  },
  {
    field: 'idleTime',
    name: 'Idle time',
    width: 92,
    shown: true,
    align: 'right',
    sort: { column: 'lastActiveAt', reversed: true },
    descendingFirst: true,
    cell: (row) => <IdleTimeCell row={row} />,
  },
  moment('lastActiveAt', 'Last active'),
  moment('createdAt', 'Created', { hint: 'When the session began.' }),
  moment('expiresAt', 'Expires', { hint: 'When the session ends by itself, however active it is.' }),
  text('node', 'Server name', 140, { hint: 'The machine of the installation that holds the session.' }),
  text('displayName', 'Name', 140),
  text('email', 'E-mail', 180),
  text('project', 'Project', 140),
  text('organisation', 'Organisation', 140),
  text('account', 'Account', 90),
  text('userAgent', 'User agent (raw)', 240),
  text('sessionId', 'Session ID', 100, {
    cell: (row) => <TextCell text={maskedSessionId(row.sessionId)} />,
    hint: 'The start of the id. The whole id can be as good as a key.',
  }),
  {
    field: 'readAt',
    name: 'As of',
    width: 94,
    shown: false,
    align: 'right',
    sort: { column: 'readAt' },
    descendingFirst: true,
    hint: 'When Rollcall last read this row from its server.',
    cell: (row) => <ReadAtCell row={row} />,
  },
]

const byField = new Map(COLUMNS.map((column) => [column.field, column]))

/** What to ask the reader so that the column `field` is sorted as `direction` reads on screen. */
export function readerSort(field: string, direction: 'asc' | 'desc'): GridSort[number] {
  const { column, reversed } = byField.get(field)?.sort ?? { column: 'user', reversed: false }
  const opposite = direction === 'asc' ? 'desc' : 'asc'
  return { column, direction: reversed ? opposite : direction }
}

/** Which columns are shown: what was chosen before, else their default. Names that no column has any more are ignored. */
export function shownColumns(chosen: Readonly<Record<string, boolean>>): Record<string, boolean> {
  return Object.fromEntries(COLUMNS.map((column) => [column.field, chosen[column.field] ?? column.shown]))
}

/** The columns as the grid wants them. `hints` replaces tooltips that depend on the servers. */
export function gridColumns(hints: Readonly<Record<string, string>>): GridColDef<SessionRow>[] {
  return COLUMNS.map((column) => ({
    field: column.field,
    headerName: column.name,
    description: hints[column.field] ?? column.hint ?? column.name,
    width: column.width,
    minWidth: Math.min(column.width, 60),
    ...(column.flex ? { flex: column.flex, minWidth: column.width } : {}),
    align: column.align ?? 'left',
    headerAlign: column.align ?? 'left',
    sortingOrder: column.descendingFirst ? ['desc', 'asc'] : ['asc', 'desc'],
    renderCell: ({ row }) => column.cell(row),
  }))
}
