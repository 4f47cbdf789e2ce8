import { t } from '../../../shared/language/language.ts'
import type { SessionRow } from '../../../shared/session.ts'
import { visibleString } from '../../components/visible-text.ts'
import { guardReason, logOutGuard, terminateReason } from '../termination/guard-words.ts'
import { columnOf } from './Columns.tsx'
import { cellText } from './cell-text.ts'
import { isPerson } from './person.ts'
import type { ServerFacts } from './server-facts.ts'
import { maskedSessionId } from './session-id.ts'
import type { Copying } from './use-copying.ts'
import { userFilter, valueClause } from './value-clause.ts'

/** One item of a row's menu. */
export interface RowCommand {
  readonly id: string
  readonly name: string
  /** Why it can't be done; it stays in the menu, greyed, with the reason. */
  readonly reason?: string | undefined
  /** Ends something: red, last, and with an ellipsis, because a review comes first. */
  readonly ends?: boolean
  readonly run: () => void
}

/** What the commands act on, and what they act through. */
export interface RowContext {
  readonly row: SessionRow
  /** The column that was asked for, where there is one. */
  readonly field: string | undefined
  /** All selected sessions when this row is one of several, else this row alone. */
  readonly rows: readonly SessionRow[]
  readonly facts: ServerFacts
  readonly copying: Copying
  readonly onDetails: (row: SessionRow) => void
  /** Puts a filter in the place of the present one, or adds a clause to it. */
  readonly onFilter: (filter: string) => void
  readonly onClause: (clause: string) => void
  readonly onTerminate: (row: SessionRow) => void
  readonly onTerminateSelected: () => void
  readonly onLogOut: (row: SessionRow) => void
}

/** As much of a server's text as fits into a menu. */
const LONGEST_VALUE = 40

/** Everything that can be done with a row, in groups, in the order in which it is listed: looking, finding, copying, and last ending. */
export function rowCommands(context: RowContext): readonly (readonly RowCommand[])[] {
  const details = { id: 'details', name: t('menu.details'), run: () => context.onDetails(context.row) }
  return [[details, ...userCommands(context)], valueCommands(context), copyCommands(context), endCommands(context)].filter(
    (group) => group.length > 0,
  )
}

function userCommands({ row, onFilter }: RowContext): RowCommand[] {
  const [here, everywhere] = [userFilter(row, 'here'), userFilter(row, 'everywhere')]
  if (row.user === null || here === null || everywhere === null) return []
  const user = visibleString(row.user, LONGEST_VALUE)
  return [
    { id: 'user-here', name: t('menu.showUserHere', { user, server: row.serverName }), run: () => onFilter(here) },
    { id: 'user', name: t('menu.showUser', { user }), run: () => onFilter(everywhere) },
  ]
}

function valueCommands({ row, field = 'user', facts, onClause }: RowContext): RowCommand[] {
  const [only, without] = [valueClause(field, row, false), valueClause(field, row, true)]
  if (only === null || without === null) return []
  const column = columnOf(field)?.name() ?? field
  const text = cellText(field, row, facts, 0)
  const value = text === null ? null : visibleString(text, LONGEST_VALUE)
  return [
    {
      id: 'only',
      name: value === null ? t('menu.showUnknown', { column }) : t('menu.showOnly', { column, value }),
      run: () => onClause(only),
    },
    {
      id: 'without',
      name: value === null ? t('menu.excludeUnknown', { column }) : t('menu.exclude', { column, value }),
      run: () => onClause(without),
    },
  ]
}

function copyCommands({ row, field = 'user', rows, copying }: RowContext): RowCommand[] {
  const count = rows.length
  return [
    { id: 'copy-cell', name: t('menu.copyCell'), run: () => copying.cell(row, field) },
    { id: 'copy-row', name: t('menu.copyRow'), run: () => copying.rows([row], false) },
    ...(count > 1 ? [{ id: 'copy-rows', name: t('menu.copyRows', { count }), run: () => copying.rows(rows, false) }] : []),
    {
      id: 'copy-headers',
      name: count > 1 ? t('menu.copyRowsHeaders', { count }) : t('menu.copyRowHeaders'),
      run: () => copying.rows(rows, true),
    },
    {
      id: 'copy-id',
      name: t('menu.copySessionId'),
      run: () => copying.text(maskedSessionId(row.sessionId), t('menu.copiedSessionId')),
    },
  ]
}

function endCommands({ row, rows, facts, ...act }: RowContext): RowCommand[] {
  // Of what is only stale the review's own read will tell.
  const unreachable = facts.state === 'offline' ? t('termination.unreachable', { servers: row.serverName }) : undefined
  const one = row.guard === null ? unreachable : terminateReason(row.guard, row.serverName, facts)
  const barred = logOutGuard(row.guard, facts)
  const all = barred === null ? unreachable : guardReason(barred, row.serverName)
  const commands: (RowCommand | null)[] = [
    rows.length > 1
      ? { id: 'selected', name: t('menu.terminateSelected', { count: rows.length }), ends: true, run: act.onTerminateSelected }
      : null,
    { id: 'one', name: t('menu.terminate'), reason: one, ends: true, run: () => act.onTerminate(row) },
    isPerson(row) ? { id: 'all', name: t('menu.logOut'), reason: all, ends: true, run: () => act.onLogOut(row) } : null,
  ]
  return commands.filter((command) => command !== null)
}
