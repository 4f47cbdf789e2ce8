import Box from '@mui/material/Box'
import { DataGrid, type useGridApiRef } from '@mui/x-data-grid'
import { type ReactNode, useContext, useMemo, useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { SessionRow } from '../../../shared/session.ts'
import type { Settings } from '../../../shared/settings.ts'
import { PLATFORM } from '../../components/actions/keys.ts'
import { styleNonce } from '../../components/nonce.ts'
import { useStore } from '../../components/store.ts'
import { COLUMNS, columnOf, firstDirection } from './Columns.tsx'
import { changeColumns, isShown } from './column-layout.ts'
import { copyFromGrid } from './copy-from-grid.ts'
import { type MenuAnchor, useGridColumns } from './GridColumns.tsx'
import { GridRowAt, LinesBeforeContext } from './GridRowAt.tsx'
import { onLineKey } from './grid-keys.ts'
import { type GridLine, isGroup, isSession, lineKey } from './grid-lines.ts'
import { gridLook } from './grid-look.ts'
import { GroupTicksContext, useGroupTicks } from './group-selection.ts'
import { toggleGroup } from './grouping.ts'
import { type HeaderAnchor, HeaderMenu } from './HeaderMenu.tsx'
import { useHold } from './hold-state.ts'
import { RowCheckbox } from './RowCheckbox.tsx'
import { useScrollAnchor } from './scroll-anchor.ts'
import { isSelectable, type Selection, selectionAfter, selectionModel } from './selection.ts'
import { ServerFactsContext } from './server-facts.ts'
import { sortAfterClick } from './sort-keys.ts'
import { stillnessStore } from './still-state.ts'
import { useChosenKeys } from './use-chosen-keys.ts'
import { copiedColumns } from './use-copying.ts'
import type { GridFocus } from './use-grid-focus.ts'
import { useRowTicks } from './use-row-ticks.ts'
import { useSidewaysMark } from './use-sideways-mark.ts'
import { useSortWords } from './use-sort-words.ts'
import { useTypeAhead } from './use-type-ahead.ts'
import { changeView, type SessionsView, viewStore } from './view-state.ts'

interface SessionsGridProps {
  readonly apiRef: ReturnType<typeof useGridApiRef>
  readonly focus: GridFocus
  /** The lines of this page, and how many there are on all pages. */
  readonly lines: readonly GridLine[]
  readonly allLines: number
  readonly view: SessionsView
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  readonly hints: Readonly<Record<string, string>>
  readonly density: Settings['density']
  readonly pageSize: number
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode
  readonly onMenu: (anchor: MenuAnchor) => void
  /** Enter or a double click on a row. */
  readonly onOpen: (row: SessionRow) => void
  /** The beginning of a clause is to be put into the search box, such as `user:`. */
  readonly onFilter: (start: string) => void
}

const HEADER_HEIGHT = 32
const ROW_HEIGHT = { compact: 24, normal: 32, roomy: 40 } as const
/** So far beyond the edges columns are drawn as well: a column that is not drawn can't stay in sight. */
const ALL_COLUMNS_PX = 6000

/** All sessions in one grid. The reader pages, sorts and groups; ticks are kept by session key; ticking clocks repaint their own text only. */
export function SessionsGrid(props: SessionsGridProps) {
  const { apiRef, focus, lines, allLines, view, selection, density, pageSize } = props
  const facts = useContext(ServerFactsContext)
  const { ended } = useStore(stillnessStore)
  const [header, setHeader] = useState<HeaderAnchor | null>(null)
  const columns = useGridColumns({ layout: view.columns, group: view.group, hints: props.hints, onMenu: props.onMenu })
  const shown = useMemo(() => Object.fromEntries(COLUMNS.map((column) => [column.field, isShown(column, view.columns)])), [view.columns])
  const model = useMemo(() => selectionModel(selection), [selection])
  // The same one as long as it is the same: for every other one the grid goes back to its top.
  const sortModel = useMemo(() => view.sort.slice(0, 1).map(({ field, direction }) => ({ field, sort: direction })), [view.sort])
  const ticks = useGroupTicks(view.group, lines, selection)
  const rows = useMemo(() => lines.filter(isSession), [lines])
  const rowTicks = useRowTicks({ apiRef, focus, rows, selection, onSelect: props.onSelect })
  const typeAhead = useTypeAhead(apiRef, lines)
  const chosenKeys = useChosenKeys()
  useSortWords(view.sort)
  useSidewaysMark(apiRef)
  useHold('header menu', header !== null)
  const question = JSON.stringify([view.filter, view.sort, view.group, view.page])
  useScrollAnchor(apiRef, { lines, lineHeight: ROW_HEIGHT[density], question })
  const grid = (
    <DataGrid<GridLine>
      label={t('grid.name')}
      apiRef={apiRef}
      nonce={styleNonce}
      rows={lines}
      columns={columns}
      getRowId={lineKey}
      rowHeight={ROW_HEIGHT[density]}
      columnHeaderHeight={HEADER_HEIGHT}
      columnBufferPx={ALL_COLUMNS_PX}
      hideFooter
      disableColumnMenu
      disableColumnFilter
      disableColumnSelector
      disableDensitySelector
      columnVisibilityModel={shown}
      autosizeOptions={AUTOSIZE}
      onColumnWidthChange={({ colDef, width }) => setWidth(colDef.field, width)}
      checkboxSelection
      checkboxColDef={{ width: 40, minWidth: 40, resizable: false }}
      // A session that has ended can only be unticked.
      isRowSelectable={({ row, id }) => !isGroup(row) && isSelectable(row) && (!ended.has(String(id)) || selection.has(String(id)))}
      keepNonExistentRowsSelected
      disableRowSelectionOnClick
      disableRowSelectionExcludeModel
      rowSelectionModel={model}
      onRowSelectionModelChange={(next) => props.onSelect(selectionAfter(selection, next, rows))}
      paginationMode="server"
      rowCount={allLines}
      // Steps between pages come from the status bar alone: the grid has ideas of its own about when to go back to the first.
      paginationModel={{ page: view.page, pageSize }}
      pageSizeOptions={[pageSize]}
      sortingMode="server"
      // The grid knows one key only; the others are marked by the headers themselves.
      sortModel={sortModel}
      onColumnHeaderClick={({ field }, event) => {
        event.defaultMuiPrevented = sortBy(field, event.shiftKey)
      }}
      onColumnHeaderContextMenu={({ field }, event) => {
        event.preventDefault()
        setHeader(headerAnchor(field, event))
      }}
      getRowClassName={({ row, id }) => (isGroup(row) ? 'group' : rowClass(row, facts.get(row.serverId), ended.has(String(id))))}
      onRowClick={({ row }, event) => {
        if (!isGroup(row)) rowTicks.onClick(row, event)
        else if (event.target instanceof Element && event.target.closest('button, input') === null) toggleGroup(row)
      }}
      onRowDoubleClick={({ row }) => {
        if (isGroup(row)) return
        // It marks a word as well, which the next copy would take for what is wanted.
        window.getSelection()?.removeAllRanges()
        props.onOpen(row)
      }}
      onCellKeyDown={({ row, field }, event) => {
        const actions = { onOpen: props.onOpen, onGroup: ticks.toggle, onTick: rowTicks.onKey, onType: typeAhead }
        if (onLineKey(row, field, event, actions)) event.defaultMuiPrevented = true
      }}
      slots={SLOTS}
      slotProps={{
        // Of all pages; the grid by itself counts this one.
        main: { 'aria-rowcount': allLines + 1 },
        row: { onContextMenu: (event: React.MouseEvent<HTMLElement>) => openFromPointer(event, rows, props.onMenu) },
      }}
      sx={gridLook}
    />
  )
  return (
    <Box
      onFocus={focus.onFocus}
      onBlur={focus.onBlur}
      // The grid would take the focus back, out of the menu that the right button opens, when the button is let go.
      onMouseDownCapture={(event) => {
        rowTicks.onPress(event)
        if (event.button === 2 || (PLATFORM === 'mac' && event.ctrlKey)) event.stopPropagation()
      }}
      onKeyDownCapture={(event) => {
        rowTicks.onPress(event)
        if (chosenKeys(event) || sortByKey(event)) event.stopPropagation()
      }}
      onCopy={(event) =>
        copyFromGrid(event, { selection, pageRows: rows, facts, columns: copiedColumns(apiRef.current?.getVisibleColumns() ?? []) })
      }
      sx={{ position: 'relative', flex: 1, minWidth: 0, display: 'flex' }}
    >
      <LinesBeforeContext value={view.page * pageSize}>
        <GroupTicksContext value={ticks}>{grid}</GroupTicksContext>
      </LinesBeforeContext>
      {lines.length === 0 ? <Box sx={INSTEAD_OF_ROWS}>{props.empty}</Box> : null}
      <HeaderMenu
        anchor={header}
        view={view}
        hints={props.hints}
        onClose={() => setHeader(null)}
        onFit={(fields) => void apiRef.current?.autosizeColumns({ ...AUTOSIZE, ...(fields ? { columns: fields } : {}) })}
        onFilter={props.onFilter}
      />
    </Box>
  )
}

const SLOTS = { row: GridRowAt, rowCheckbox: RowCheckbox, noRowsOverlay: Nothing, noResultsOverlay: Nothing }
const AUTOSIZE = { includeHeaders: true, includeOutliers: true }

function setWidth(field: string, width: number): void {
  if (columnOf(field) === undefined) return
  const { widths } = viewStore.get().columns
  changeColumns({ widths: { ...widths, [field]: Math.ceil(Math.min(2000, Math.max(30, width))) } })
}

/** Sorts by the column of a header that was pressed; tells whether it has one to sort by. */
function sortBy(field: string, adds: boolean): boolean {
  const column = columnOf(field)
  if (column === undefined) return false
  changeView({ sort: sortAfterClick(viewStore.get().sort, field, firstDirection(column), adds) })
  return true
}

/** Enter on a header does what a click does. */
function sortByKey(event: React.KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return false
  return event.target.role === 'columnheader' && sortBy(event.target.dataset.field ?? '', event.shiftKey)
}

/** By the keyboard the menu opens below the header. */
function headerAnchor(field: string, event: React.MouseEvent<HTMLElement>): HeaderAnchor {
  const { left, bottom } = event.currentTarget.getBoundingClientRect()
  return event.button === 2 ? { field, left: event.clientX, top: event.clientY } : { field, left, top: bottom }
}

function rowClass(row: SessionRow, facts: { readonly stale: boolean; readonly environment: string } | undefined, ended: boolean): string {
  const classes = [`environment-${facts?.environment ?? 'test'}`]
  if (ended) classes.push('ended')
  if (facts?.stale) classes.push('stale')
  if (row.guard !== null) classes.push('guarded')
  return classes.join(' ')
}

function openFromPointer(event: React.MouseEvent<HTMLElement>, rows: readonly SessionRow[], onMenu: (anchor: MenuAnchor) => void): void {
  const row = rows.find((candidate) => lineKey(candidate) === event.currentTarget.dataset.id)
  if (row === undefined) return
  event.preventDefault()
  const pressed = event.target instanceof Element ? event.target.getBoundingClientRect() : event.currentTarget.getBoundingClientRect()
  const place = event.button === 2 ? { left: event.clientX, top: event.clientY } : { left: pressed.left, top: pressed.bottom }
  const field = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-field]')?.dataset.field : undefined
  onMenu({ row, ...place, pointed: true, ...(field === undefined ? {} : { field }) })
}

function Nothing(): null {
  return null
}

/** Over the space for rows. It stands beside the grid, not in it, where nothing but rows may be. */
const INSTEAD_OF_ROWS = { position: 'absolute', inset: `${HEADER_HEIGHT}px 0 0`, overflow: 'auto', '& > div': { mx: 'auto' } } as const
