import Box from '@mui/material/Box'
import { useGridApiRef } from '@mui/x-data-grid'
import { useSnackbar } from 'notistack'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import { type SessionKey, sessionKeyText } from '../../../shared/session.ts'
import { useEngineProblem, useServers, useSettings } from '../../api/hooks.ts'
import { useStore } from '../../components/store.ts'
import { guardReason } from '../termination/guard-words.ts'
import { ColumnsButton } from './ColumnsButton.tsx'
import { DetailsPanel } from './DetailsPanel.tsx'
import { Filters } from './Filters.tsx'
import { filterText, typeFilter } from './filter/filter-text.ts'
import { useAddress } from './filter/use-address.ts'
import type { MenuAnchor } from './GridColumns.tsx'
import { GroupMenu } from './GroupMenu.tsx'
import { gridLines } from './grid-lines.ts'
import { headerHints } from './header-hints.ts'
import { NothingToShow } from './NothingToShow.tsx'
import { RowMenu } from './RowMenu.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { SessionsGrid } from './SessionsGrid.tsx'
import { StatusBar } from './StatusBar.tsx'
import { allSelectedStore } from './select-all.ts'
import { NOTHING_SELECTED, type Selection, selectionFacts, withoutEnded, withoutReviewed } from './selection.ts'
import { ServerFactsContext, useAllServerFacts } from './server-facts.ts'
import { stillnessStore } from './still-state.ts'
import { Tiles } from './Tiles.tsx'
import { usePointedRow } from './UsePointedRow.tsx'
import { useEndings } from './use-endings.ts'
import { useGridActions } from './use-grid-actions.ts'
import { useGridFocus } from './use-grid-focus.ts'
import { useListedKeys } from './use-listed-rows.ts'
import { useSessionKeys } from './use-session-keys.ts'
import { useSessionPage, useSummary } from './use-session-page.ts'
import { useStillGrid } from './use-still-grid.ts'
import { changeView, reviewedStore, selectionStore, viewStore } from './view-state.ts'
import { ViewButton } from './views/ViewButton.tsx'
import { ViewNotice } from './views/ViewNotice.tsx'

/** Every session of every server in one grid: find, look closely, tick, terminate. */
export function SessionsPage() {
  const { servers, isPending: serversPending } = useServers()
  const settings = useSettings()
  const { enqueueSnackbar } = useSnackbar()
  const facts = useAllServerFacts(servers, useEngineProblem() !== null)
  const view = useStore(viewStore)
  const selection = useStore(selectionStore)
  const allSelected = useStore(allSelectedStore)
  const pageSize = settings.pageSize
  const { rows, groups, lines: allLines, matching, total, pages, isPending, isOld, error } = useSessionPage(view, pageSize)
  const summary = useSummary()
  const listed = useListedKeys(selection)
  const [details, setDetails] = useState<SessionKey | null>(null)
  const [menu, setMenu] = useState<MenuAnchor | null>(null)
  const searchInput = useRef<HTMLInputElement>(null)
  const gridApi = useGridApiRef()
  const lines = useMemo(() => gridLines(rows, groups), [rows, groups])
  const gridFocus = useGridFocus(gridApi, lines, (row) => {
    if (details !== null && sessionKeyText(details) !== sessionKeyText(row)) setDetails(row)
  })
  const endings = useEndings()
  useAddress()
  const selectPointed = usePointedRow()
  const rowHold = useStillGrid({ isMenuOpen: menu !== null, filter: view.filter, matching })
  useEffect(() => selectionStore.set(withoutReviewed(selection, listed, reviewedStore.get())), [selection, listed])
  useGridActions(useCallback(() => void gridApi.current?.autosizeColumns(), [gridApi]))
  const hints = useMemo(() => headerHints(servers), [servers])

  const startClause = (start: string) => {
    typeFilter(`${filterText().trimEnd()} ${start}`.trimStart())
    // After the menu has given the focus back to the header.
    setTimeout(() => searchInput.current?.focus())
  }
  const select = (next: Selection) => {
    selectionStore.set(next)
    // The button that was pressed leaves with what it was for.
    gridFocus.focus()
  }
  const dropEnded = () => {
    const live = withoutEnded(selection, listed)
    stillnessStore.get().dismiss(new Set([...selection.keys()].filter((key) => !live.has(key))))
    select(live)
  }
  const closeDetails = () => {
    setDetails(null)
    gridFocus.focus()
  }
  const terminateSelected = () => {
    const live = withoutEnded(selection, listed)
    const row = gridFocus.row()
    if (live.size > 0) endings.terminate([...live.values()])
    // Nobody means the focused row while others are ticked.
    else if (selection.size > 0) enqueueSnackbar(t('selection.ended', { count: selection.size }))
    else if (row !== null && row.guard !== null) enqueueSnackbar(guardReason(row.guard, row.serverName))
    else if (row !== null) endings.terminate([row])
  }

  useSessionKeys({
    find: () => searchInput.current?.select(),
    terminate: terminateSelected,
    close: details === null ? undefined : closeDetails,
  })

  return (
    <ServerFactsContext value={facts}>
      <h1 className="visually-hidden">{t('grid.name')}</h1>
      <Tiles summary={summary} facts={facts} />
      <Filters servers={servers} summary={summary} searchInput={searchInput} onLeaveSearch={gridFocus.focus}>
        <ViewButton />
        <GroupMenu view={view} />
        <ColumnsButton layout={view.columns} />
      </Filters>
      <ViewNotice />
      <Box {...rowHold} sx={{ display: 'flex', flex: 1, minHeight: 0, borderTop: 1, borderColor: 'divider' }}>
        <SessionsGrid
          apiRef={gridApi}
          focus={gridFocus}
          lines={lines}
          allLines={allLines}
          view={view}
          selection={selection}
          onSelect={selectionStore.set}
          hints={hints}
          density={settings.density}
          pageSize={pageSize}
          empty={<NothingToShow servers={servers} isPending={isPending || serversPending} error={error} view={view} total={total} />}
          onMenu={(anchor) => {
            selectPointed(anchor)
            setMenu(anchor)
          }}
          onOpen={setDetails}
          onFilter={startClause}
        />
        {details ? (
          <DetailsPanel
            of={details}
            onClose={closeDetails}
            onOpen={setDetails}
            onTerminate={(row) => endings.terminate([row])}
            onLogOut={endings.logOut}
          />
        ) : null}
      </Box>
      <SelectionBar
        facts={selectionFacts(selection, listed, rows, pages, allSelected)}
        onClear={() => select(NOTHING_SELECTED)}
        onDropEnded={dropEnded}
        onTerminate={terminateSelected}
      />
      <StatusBar
        matching={matching}
        total={total}
        page={view.page}
        pages={pages}
        isOld={isOld}
        hasFailed={error !== null}
        onPage={(page) => changeView({ page })}
      />
      <RowMenu
        anchor={menu}
        onClose={() => setMenu(null)}
        apiRef={gridApi}
        focus={gridFocus}
        selection={selection}
        pageRows={rows}
        onDetails={setDetails}
        onTerminate={(row) => endings.terminate([row])}
        onTerminateSelected={terminateSelected}
        onLogOut={endings.logOut}
      />
    </ServerFactsContext>
  )
}
