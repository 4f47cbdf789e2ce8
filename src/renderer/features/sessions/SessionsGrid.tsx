import MoreHorizIcon from '@mui/icons-material/MoreHoriz'
import Box from '@mui/material/Box'
import { DataGrid, GridActionsCellItem, type GridColDef, type useGridApiRef } from '@mui/x-data-grid'
import { type ReactNode, type RefObject, useContext, useMemo, useRef } from 'react'
import { type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import type { Settings } from '../../../shared/settings.ts'
import { styleNonce } from '../../components/nonce.ts'
import { useStore } from '../../components/store.ts'
import { gridColumns } from './Columns.tsx'
import { copyFromGrid, isCopyKey } from './copy-from-grid.ts'
import { gridLook } from './grid-look.ts'
import { RowCheckbox } from './RowCheckbox.tsx'
import { isSelectAllKey } from './select-all.ts'
import { isSelectable, type Selection, selectionAfter, selectionModel } from './selection.ts'
import { ServerFactsContext } from './server-facts.ts'
import { stillnessStore } from './still-state.ts'
import type { GridFocus } from './use-grid-focus.ts'
import { changeView, type SessionsView } from './view-state.ts'

/** Where a row's menu opens: at the pointer or below what was pressed. */
export interface MenuAnchor {
  readonly row: SessionRow
  readonly left: number
  readonly top: number
}

interface SessionsGridProps {
  readonly apiRef: ReturnType<typeof useGridApiRef>
  readonly focus: GridFocus
  readonly rows: readonly SessionRow[]
  readonly matching: number
  readonly view: SessionsView
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  readonly shown: Record<string, boolean>
  readonly hints: Readonly<Record<string, string>>
  readonly density: Settings['density']
  readonly pageSize: number
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode
  readonly onMenu: (anchor: MenuAnchor) => void
  /** Enter or a double click on a row. */
  readonly onOpen: (row: SessionRow) => void
}

const HEADER_HEIGHT = 32
const ROW_HEIGHT = { compact: 24, normal: 32, roomy: 40 } as const

/** All sessions in one grid. The reader pages and sorts; ticks are kept by session key; ticking clocks repaint their own text only. */
export function SessionsGrid(props: SessionsGridProps) {
  const { apiRef, focus, rows, view, selection, density, pageSize } = props
  const facts = useContext(ServerFactsContext)
  const { ended } = useStore(stillnessStore)
  const columns = useColumns(props.hints, props.onMenu)
  const model = useMemo(() => selectionModel(selection), [selection])
  const grid = (
    <DataGrid<SessionRow>
      label="Sessions"
      apiRef={apiRef}
      nonce={styleNonce}
      rows={rows}
      columns={columns}
      getRowId={sessionKeyText}
      rowHeight={ROW_HEIGHT[density]}
      columnHeaderHeight={HEADER_HEIGHT}
      hideFooter
      disableColumnMenu
      disableColumnFilter
      disableColumnSelector
      disableDensitySelector
      columnVisibilityModel={props.shown}
      checkboxSelection
      checkboxColDef={{ width: 40, minWidth: 40 }}
      // A session that has ended can only be unticked.
      isRowSelectable={({ row, id }) => isSelectable(row) && (!ended.has(String(id)) || selection.has(String(id)))}
      keepNonExistentRowsSelected
      disableRowSelectionOnClick
      disableRowSelectionExcludeModel
      rowSelectionModel={model}
      onRowSelectionModelChange={(next) => props.onSelect(selectionAfter(selection, next, rows))}
      paginationMode="server"
      rowCount={props.matching}
      // Steps between pages come from the status bar alone: the grid has ideas of its own about when to go back to the first.
      paginationModel={{ page: view.page, pageSize }}
      pageSizeOptions={[pageSize]}
      sortingMode="server"
      sortModel={view.sort.slice(0, 1).map(({ field, direction }) => ({ field, sort: direction }))}
      onSortModelChange={([sort]) => sort?.sort && changeView({ sort: [{ field: sort.field, direction: sort.sort }] })}
      getRowClassName={({ row, id }) => rowClass(row, facts.get(row.serverId), ended.has(String(id)))}
      onRowDoubleClick={({ row }) => props.onOpen(row)}
      onCellKeyDown={({ row, field }, event) => {
        if (isSelectAllKey(event)) event.defaultMuiPrevented = true
        if (event.key !== 'Enter' || field === 'actions') return
        event.defaultMuiPrevented = true
        event.preventDefault()
        props.onOpen(row)
      }}
      slots={{ rowCheckbox: RowCheckbox, noRowsOverlay: Nothing, noResultsOverlay: Nothing }}
      slotProps={{ row: { onContextMenu: (event: React.MouseEvent<HTMLElement>) => openFromPointer(event, rows, props.onMenu) } }}
      sx={gridLook}
    />
  )
  return (
    <Box
      onFocus={focus.onFocus}
      onBlur={focus.onBlur}
      // The grid would take the focus back, out of the menu that the right button opens, when the button is let go.
      onMouseDownCapture={(event) => event.button === 2 && event.stopPropagation()}
      // The grid's own copying takes facts as they are stored, the whole session id among them.
      onKeyDownCapture={(event) => isCopyKey(event) && event.stopPropagation()}
      onCopy={(event) => copyFromGrid(event, selection, facts)}
      sx={{ position: 'relative', flex: 1, minWidth: 0, display: 'flex' }}
    >
      {grid}
      {rows.length === 0 ? <Box sx={INSTEAD_OF_ROWS}>{props.empty}</Box> : null}
    </Box>
  )
}

function rowClass(row: SessionRow, facts: { readonly stale: boolean; readonly environment: string } | undefined, ended: boolean): string {
  const classes = [`environment-${facts?.environment ?? 'test'}`]
  if (ended) classes.push('ended')
  if (facts?.stale) classes.push('stale')
  if (row.guard !== null) classes.push('guarded')
  return classes.join(' ')
}

/** The columns change only with the header tooltips, so that cells are not made anew while data comes in. */
function useColumns(hints: Readonly<Record<string, string>>, onMenu: (anchor: MenuAnchor) => void): GridColDef<SessionRow>[] {
  const latest = useLatest(onMenu)
  const hintText = JSON.stringify(hints)
  return useMemo(() => [...gridColumns(JSON.parse(hintText)), actionsColumn((anchor) => latest.current(anchor))], [hintText, latest])
}

function actionsColumn(onMenu: (anchor: MenuAnchor) => void): GridColDef<SessionRow> {
  return {
    field: 'actions',
    type: 'actions',
    headerName: 'Actions',
    renderHeader: () => <span className="visually-hidden">Actions</span>,
    width: 40,
    resizable: false,
    getActions: ({ row }) => [
      <GridActionsCellItem
        key="menu"
        icon={<MoreHorizIcon />}
        label={`Actions for ${row.user ?? row.account ?? 'session'}`}
        aria-haspopup="menu"
        onClick={(event: React.MouseEvent<HTMLElement>) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          onMenu({ row, left, top: bottom })
        }}
      />,
    ],
  }
}

function openFromPointer(event: React.MouseEvent<HTMLElement>, rows: readonly SessionRow[], onMenu: (anchor: MenuAnchor) => void): void {
  const row = rows.find((candidate) => sessionKeyText(candidate) === event.currentTarget.dataset.id)
  if (row === undefined) return
  event.preventDefault()
  const pressed = event.target instanceof Element ? event.target.getBoundingClientRect() : event.currentTarget.getBoundingClientRect()
  const byKey = event.button !== 2
  onMenu({ row, left: byKey ? pressed.left : event.clientX, top: byKey ? pressed.bottom : event.clientY })
}

function Nothing(): null {
  return null
}

/** Over the space for rows. It stands beside the grid, not in it, where nothing but rows may be. */
const INSTEAD_OF_ROWS = { position: 'absolute', inset: `${HEADER_HEIGHT}px 0 0`, overflow: 'auto', '& > div': { mx: 'auto' } } as const

function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  latest.current = value
  return latest
}
