import { GRID_CHECKBOX_SELECTION_FIELD, type GridState, gridFocusCellSelector, type useGridApiRef } from '@mui/x-data-grid'
import { type FocusEvent, useEffect, useRef } from 'react'
import { type SessionRow, sessionKeyText } from '../../../shared/session.ts'

/** The cell that has, or last had, the focus: its row's key, that row's place on the page, and its column. */
interface Place {
  readonly key: string
  readonly index: number
  readonly field: string
}

/** The grid's focus, kept by session. `onFocus` and `onBlur` go on what is around the grid. */
export interface GridFocus {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
  /** Puts the focus on the cell that last had it, else on the first row; on a header while there are no rows. */
  readonly focus: () => void
  /** The row that has the focus, or null. */
  readonly row: () => SessionRow | null
}

const NOWHERE = { cell: null, columnHeader: null, columnHeaderFilter: null, columnGroupHeader: null } as const

/** The grid without a focused cell: its place is only where Tab leads to. The cell of the actions can be reached by arrow keys alone. */
function withTabStop(state: GridState, { key, field }: Place): GridState {
  const cell = { id: key, field: field === 'actions' ? GRID_CHECKBOX_SELECTION_FIELD : field }
  return { ...state, focus: { ...state.focus, cell: null }, tabIndex: { ...NOWHERE, cell } }
}

/**
 * Keeps the focus with its session, and at its place when the session is gone. The grid by itself would jump to its first row then, and would
 * pull the focus out of wherever it went meanwhile, such as the search box in which somebody types. `onRow` hears of each row that somebody
 * goes to, not of one that only took the place of another.
 */
export function useGridFocus(
  apiRef: ReturnType<typeof useGridApiRef>,
  rows: readonly SessionRow[],
  onRow: (row: SessionRow) => void,
): GridFocus {
  const place = useRef<Place | null>(null)
  const find = (key: string | undefined) => rows.findIndex((row) => sessionKeyText(row) === key)
  const hasFocus = () => gridFocusCellSelector(apiRef) !== null

  const goTo = (next: Place) => {
    place.current = next
    apiRef.current?.setCellFocus(next.key, next.field)
  }
  const leave = () => {
    const last = place.current
    if (last !== null && hasFocus()) apiRef.current?.setState((state: GridState) => withTabStop(state, last))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only other rows can take the focused one away
  useEffect(() => {
    const last = place.current
    if (last === null) return
    const index = find(last.key)
    const next = index >= 0 ? index : Math.min(last.index, rows.length - 1)
    const row = rows[next]
    const nextPlace = row === undefined ? null : { key: sessionKeyText(row), index: next, field: last.field }
    const hadFocus = hasFocus()
    place.current = nextPlace
    if (index >= 0) return
    if (nextPlace === null) {
      if (hadFocus) apiRef.current?.setColumnHeaderFocus(last.field)
    } else if (hadFocus) goTo(nextPlace)
    else apiRef.current?.setState((state: GridState) => withTabStop(state, nextPlace))
  }, [rows])

  return {
    onFocus: ({ target }) => {
      const cell = target.closest<HTMLElement>('[role="gridcell"]')
      const index = find(cell?.closest<HTMLElement>('[data-id]')?.dataset.id)
      const row = rows[index]
      if (row === undefined) return leave()
      const key = sessionKeyText(row)
      const isOther = place.current?.key !== key
      goTo({ key, index, field: cell?.dataset.field ?? '' })
      if (isOther) onRow(row)
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      // Without a next place the cell was taken away, or the whole window was left.
      if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) leave()
    },
    focus: () => {
      const fields = apiRef.current?.getVisibleColumns().map(({ field }) => field) ?? []
      const field = [place.current?.field, 'user'].find((name) => name !== undefined && fields.includes(name)) ?? fields[0] ?? ''
      const index = Math.max(0, find(place.current?.key))
      const row = rows[index]
      if (row === undefined) apiRef.current?.setColumnHeaderFocus(field)
      else goTo({ key: sessionKeyText(row), index, field })
    },
    row: () => {
      const cell = gridFocusCellSelector(apiRef)
      return cell === null ? null : (rows[find(String(cell.id))] ?? null)
    },
  }
}
