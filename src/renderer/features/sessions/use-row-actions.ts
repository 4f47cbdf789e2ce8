import { useSnackbar } from 'notistack'
import { addClause } from '../../../shared/filter/write.ts'
import { t } from '../../../shared/language/language.ts'
import type { SessionRow } from '../../../shared/session.ts'
import { useActions } from '../../components/actions/actions.ts'
import { guardReason, logOutGuard } from '../termination/guard-words.ts'
import { setFilter } from './filter/filter-text.ts'
import { isPerson } from './person.ts'
import { asShown, type Selection } from './selection.ts'
import type { ServerFacts } from './server-facts.ts'
import type { Copying } from './use-copying.ts'
import type { GridFocus } from './use-grid-focus.ts'
import { userFilter, valueClause } from './value-clause.ts'
import { viewStore } from './view-state.ts'

interface RowActions {
  readonly focus: GridFocus
  readonly selection: Selection
  /** The sessions of the page that is shown. */
  readonly pageRows: readonly SessionRow[]
  readonly facts: ReadonlyMap<string, ServerFacts>
  readonly copying: Copying
  readonly onDetails: (row: SessionRow) => void
  readonly onLogOut: (row: SessionRow) => void
}

/** Puts a clause beside those that are there, in the filter that the grid shows. */
export function addToFilter(clause: string): void {
  setFilter(addClause(viewStore.get().filter, clause))
}

/** What the row's menu offers, for the focused row, by key and in the palette. */
export function useRowActions({ focus, selection, pageRows, facts, copying, onDetails, onLogOut }: RowActions): void {
  const { enqueueSnackbar } = useSnackbar()
  const section = t('menu.section')
  /** Runs with the row and the column that have, or last had, the focus. */
  const withRow = (act: (row: SessionRow, field: string) => void) => () => {
    const last = focus.last()
    if (last === null) enqueueSnackbar(t('menu.noRow'))
    else act(last.row, last.field)
  }
  const rows = () => {
    const row = focus.last()?.row
    if (selection.size > 0) return asShown(selection, pageRows)
    return row === undefined ? [] : [row]
  }
  const copyRows = (headers: boolean) => {
    const all = rows()
    if (all.length === 0) enqueueSnackbar(t('menu.nothingToCopy'))
    else copying.rows(all, headers)
  }
  const clause = (negated: boolean) =>
    withRow((row, field) => {
      const written = valueClause(field, row, negated) ?? valueClause('user', row, negated)
      if (written !== null) addToFilter(written)
    })
  const showUser = withRow((row) => {
    const filter = userFilter(row, 'everywhere')
    if (filter !== null) setFilter(filter)
  })
  const logOut = withRow((row) => {
    const guard = logOutGuard(row.guard, facts.get(row.serverId) ?? { terminateUser: false })
    if (guard !== null) enqueueSnackbar(guardReason(guard, row.serverName))
    else if (isPerson(row)) onLogOut(row)
  })
  useActions([
    {
      id: 'sessions.details',
      name: t('menu.actionDetails'),
      section,
      keys: { windows: ['Alt+Enter'], mac: ['Mod+I'] },
      run: withRow(onDetails),
    },
    { id: 'sessions.showUser', name: t('menu.actionShowUser'), section, run: showUser },
    { id: 'sessions.showOnly', name: t('menu.actionShowOnly'), section, run: clause(false) },
    { id: 'sessions.exclude', name: t('menu.actionExclude'), section, run: clause(true) },
    {
      id: 'sessions.copy',
      name: t('menu.actionCopy'),
      section,
      keys: { windows: ['Mod+C'], mac: ['Mod+C'] },
      run: () => {
        const marked = window.getSelection()?.toString() ?? ''
        if (marked !== '') copying.text(marked, t('menu.copiedText'))
        else if (selection.size > 1) copyRows(false)
        else withRow(copying.cell)()
      },
    },
    { id: 'sessions.copyRow', name: t('menu.actionCopyRow'), section, run: withRow((row) => copying.rows([row], false)) },
    {
      id: 'sessions.copyHeaders',
      name: t('menu.actionCopyHeaders'),
      section,
      keys: { windows: ['Mod+Shift+C'], mac: ['Mod+Shift+C'] },
      run: () => copyRows(true),
    },
    { id: 'sessions.logOut', name: t('menu.actionLogOut'), section, run: logOut },
  ])
}
