import type { GridColDef } from '@mui/x-data-grid'
import type { ReactNode } from 'react'
import type { FieldName } from '../../../shared/filter/fields.ts'
import { t } from '../../../shared/language/language.ts'
import type { GridSort, SessionRow } from '../../../shared/session.ts'
import { deviceWord } from './identity-words.ts'
import {
  AccountCell,
  AddressCell,
  AgentCell,
  EndsCell,
  IdentityCell,
  IdleTimeCell,
  MomentCell,
  OwnMomentCell,
  ServerCell,
  SessionTimeCell,
  TextCell,
  UserCell,
} from './SessionCells.tsx'
import { maskedSessionId } from './session-id.ts'

type SortColumn = GridSort[number]['column']

/** One column of the grid. The list below is the only place that knows which columns there are. */
export interface SessionColumn {
  readonly field: string
  readonly name: () => string
  readonly width: number
  /** Takes its share of the width that is left over, until somebody gives it a width. */
  readonly flex?: number
  /** Shown until somebody decides otherwise. */
  readonly shown: boolean
  readonly align?: 'right'
  /** What the reader sorts by; `reversed` where a larger value on screen is a smaller one there. */
  readonly sort: { readonly column: SortColumn; readonly reversed?: boolean }
  /** The first click sorts descending: times, where the longest and the latest matter. */
  readonly descendingFirst?: boolean
  /** The header's tooltip where it is the same for all servers. */
  readonly hint?: () => string
  /** The beginning of the clause that finds sessions by this column. */
  readonly filter: string
  readonly cell: (row: SessionRow) => ReactNode
}

const text = (
  field: keyof SessionRow & SortColumn,
  filter: FieldName,
  name: () => string,
  width: number,
  more: Partial<SessionColumn> = {},
): SessionColumn => ({
  field,
  name,
  width,
  shown: false,
  sort: { column: field },
  filter: `${filter}:`,
  cell: (row) => <TextCell text={row[field] === null ? null : String(row[field])} />,
  ...more,
})

type Moment = 'createdAt' | 'lastActiveAt' | 'expiresAt'

const time = (
  field: string,
  name: () => string,
  more: Partial<SessionColumn> & Pick<SessionColumn, 'sort' | 'filter' | 'cell'>,
): SessionColumn => ({
  field,
  name,
  width: 94,
  shown: true,
  align: 'right',
  descendingFirst: true,
  ...more,
})

const moment = (field: Moment, filter: string, name: () => string, more: Partial<SessionColumn> = {}): SessionColumn =>
  time(field, name, { flex: 2, sort: { column: field }, filter, cell: (row) => <MomentCell row={row} at={row[field]} />, ...more })

export const COLUMNS: readonly SessionColumn[] = [
  text('user', 'user', () => t('grid.user'), 132, {
    shown: true,
    flex: 4,
    hint: () => t('grid.userHint'),
    cell: (row) => <UserCell row={row} />,
  }),
  text('serverName', 'server', () => t('grid.server'), 126, {
    shown: true,
    flex: 3,
    hint: () => t('grid.serverHint'),
    cell: (row) => <ServerCell row={row} />,
  }),
  text('type', 'type', () => t('grid.type'), 76, { shown: true, hint: () => t('grid.typeHint') }),
  text('address', 'ip', () => t('grid.address'), 164, { shown: true, flex: 3, cell: (row) => <AddressCell row={row} /> }),
  text('agentWords', 'agent', () => t('grid.agent'), 128, {
    shown: true,
    flex: 5,
    hint: () => t('grid.agentHint'),
    cell: (row) => <AgentCell row={row} />,
  }),
  time('sessionTime', () => t('grid.sessionTime'), {
    width: 110,
    sort: { column: 'createdAt', reversed: true },
    filter: 'age>',
    hint: () => t('grid.sessionTimeHint'),
    cell: (row) => <SessionTimeCell row={row} />,
  }),
  time('idleTime', () => t('grid.idleTime'), {
    width: 96,
    sort: { column: 'lastActiveAt', reversed: true },
    filter: 'idle>',
    cell: (row) => <IdleTimeCell row={row} />,
  }),
  moment('lastActiveAt', 'idle<', () => t('grid.lastActive')),
  moment('createdAt', 'age<', () => t('grid.created'), { hint: () => t('grid.createdHint') }),
  moment('expiresAt', 'expires<', () => t('grid.expires'), { hint: () => t('grid.expiresHint') }),
  // What ends next matters most, so this one time sorts ascending first.
  time('endsAt', () => t('grid.ends'), {
    width: 140,
    shown: false,
    descendingFirst: false,
    sort: { column: 'endsAt' },
    filter: 'ends<',
    hint: () => t('grid.endsHint'),
    cell: (row) => <EndsCell row={row} />,
  }),
  text('identity', 'identity', () => t('grid.identity'), 130, {
    hint: () => t('grid.identityHint'),
    cell: (row) => <IdentityCell row={row} />,
  }),
  text('displayName', 'name', () => t('grid.personName'), 140, { hint: () => t('grid.personNameHint') }),
  text('email', 'email', () => t('grid.email'), 180),
  text('project', 'project', () => t('grid.project'), 140),
  text('organisation', 'organisation', () => t('grid.organisation'), 140),
  text('account', 'is', () => t('grid.account'), 90, { cell: (row) => <AccountCell row={row} /> }),
  text('browser', 'browser', () => t('grid.browser'), 120, { hint: () => t('grid.browserHint') }),
  text('system', 'system', () => t('grid.system'), 110, { hint: () => t('grid.systemHint') }),
  text('device', 'device', () => t('grid.device'), 90, {
    hint: () => t('grid.deviceHint'),
    cell: (row) => <TextCell text={deviceWord(row.device)} />,
  }),
  text('node', 'node', () => t('grid.node'), 140, { hint: () => t('grid.nodeHint') }),
  text('userAgent', 'agent', () => t('grid.rawAgent'), 240),
  text('userId', 'userid', () => t('grid.userId'), 120),
  text('sessionId', 'id', () => t('grid.sessionId'), 100, {
    hint: () => t('grid.sessionIdHint'),
    cell: (row) => <TextCell text={maskedSessionId(row.sessionId)} />,
  }),
  time('firstSeenAt', () => t('grid.firstSeen'), {
    shown: false,
    sort: { column: 'firstSeenAt' },
    filter: 'new<',
    hint: () => t('grid.firstSeenHint'),
    cell: (row) => <OwnMomentCell at={row.firstSeenAt} />,
  }),
  time('readAt', () => t('grid.asOf'), {
    shown: false,
    sort: { column: 'readAt' },
    filter: 'is:stale',
    hint: () => t('grid.asOfHint'),
    cell: (row) => <OwnMomentCell at={row.readAt} />,
  }),
]

const byField = new Map(COLUMNS.map((column) => [column.field, column]))

/** The column of this name; undefined where no column has it any more. */
export function columnOf(field: string): SessionColumn | undefined {
  return byField.get(field)
}

/** What to ask the reader so that the column `field` is sorted as `direction` reads on screen. */
export function readerSort(field: string, direction: 'asc' | 'desc'): GridSort[number] {
  const { column, reversed } = byField.get(field)?.sort ?? { column: 'user', reversed: false }
  const opposite = direction === 'asc' ? 'desc' : 'asc'
  return { column, direction: reversed ? opposite : direction }
}

/** The direction of the first click on a column's header. */
export function firstDirection({ descendingFirst }: Pick<SessionColumn, 'descendingFirst'>): 'asc' | 'desc' {
  return descendingFirst ? 'desc' : 'asc'
}

/** A column as the grid wants it, but for its cells and its header. `width`: what somebody gave it. */
export function gridColumn(column: SessionColumn, width: number | undefined): GridColDef {
  const flexible = column.flex !== undefined && width === undefined
  return {
    field: column.field,
    headerName: column.name(),
    width: width ?? column.width,
    minWidth: flexible ? column.width : Math.min(column.width, 60),
    ...(flexible ? { flex: column.flex } : {}),
    align: column.align ?? 'left',
    headerAlign: column.align ?? 'left',
    hideSortIcons: true,
  }
}
