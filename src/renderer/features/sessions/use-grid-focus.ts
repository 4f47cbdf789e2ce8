import { GRID_CHECKBOX_SELECTION_FIELD, type GridState, gridFocusCellSelector, type useGridApiRef } from '@mui/x-data-grid'
import { type FocusEvent, useEffect, useRef } from 'react'
import type { SessionRow } from '../../../shared/session.ts'
import { type GridLine, isGroup, lineKey } from './grid-lines.ts'

/** The cell that has, or last had, the focus: its line's key, that line's place on the page, and its column. */
export interface Place {
  readonly key: string
  readonly index: number
  readonly field: string
  /** The line that had the focus is gone and nobody has gone to this one, which took its place: it is where Tab leads to, no more. */
  readonly untouched?: true
}

/** The same place among other lines; of a line that is gone what stands there now. `hasFocus`: the focus moves on with it, for all to see. */
export function placeAmong(lines: readonly GridLine[], last: Place, hasFocus: boolean): Place | null {
  const index = lines.findIndex((line) => lineKey(line) === last.key)
  if (index >= 0) return { ...last, index }
  const next = Math.min(last.index, lines.length - 1)
  const line = lines[next]
  if (line === undefined) return null
  return { key: lineKey(line), index: next, field: last.field, ...(hasFocus ? {} : { untouched: true }) }
}

/** The session and the column somebody was at; null for none, for the head of a group, and for a session that only took the place of another. */
export function wasAt(lines: readonly GridLine[], place: Place | null): { readonly row: SessionRow; readonly field: string } | null {
  const line = place === null || place.untouched ? undefined : lines.find((one) => lineKey(one) === place.key)
  return place === null || line === undefined || isGroup(line) ? null : { row: line, field: place.field }
}

/** The grid's focus, kept by session. `onFocus` and `onBlur` go on what is around the grid. */
export interface GridFocus {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
  /** Puts the focus on the cell that last had it, else on the first row; on a header while there are no rows. */
  readonly focus: () => void
  /** The session that has the focus; null for none, and for the head of a group. */
  readonly row: () => SessionRow | null
  /** The session and the column that have, or last had, the focus; null for none, and for the head of a group. */
  readonly last: () => { readonly row: SessionRow; readonly field: string } | null
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
  lines: readonly GridLine[],
  onRow: (row: SessionRow) => void,
): GridFocus {
  const place = useRef<Place | null>(null)
  const find = (key: string | undefined) => lines.findIndex((line) => lineKey(line) === key)
  const hasFocus = () => gridFocusCellSelector(apiRef) !== null

  const goTo = (next: Place) => {
    place.current = next
    apiRef.current?.setCellFocus(next.key, next.field)
  }
  const leave = () => {
    const last = place.current
    if (last !== null && hasFocus()) apiRef.current?.setState((state: GridState) => withTabStop(state, last))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only other lines can take the focused one away
  useEffect(() => {
    const last = place.current
    if (last === null) return
    const hadFocus = hasFocus()
    const nextPlace = placeAmong(lines, last, hadFocus)
    place.current = nextPlace
    if (nextPlace?.key === last.key) return
    if (nextPlace === null) {
      if (hadFocus) apiRef.current?.setColumnHeaderFocus(last.field)
    } else if (hadFocus) goTo(nextPlace)
    else apiRef.current?.setState((state: GridState) => withTabStop(state, nextPlace))
  }, [lines])

  return {
    onFocus: ({ target }) => {
      const cell = target.closest<HTMLElement>('[role="gridcell"]')
      const index = find(cell?.closest<HTMLElement>('[data-id]')?.dataset.id)
      const line = lines[index]
      if (line === undefined) return leave()
      const key = lineKey(line)
      const isOther = place.current?.key !== key || place.current.untouched === true
      goTo({ key, index, field: cell?.dataset.field ?? '' })
      if (isOther && !isGroup(line)) onRow(line)
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      // Without a next place the cell was taken away, or the whole window was left.
      if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) leave()
    },
    focus: () => {
      const fields = apiRef.current?.getVisibleColumns().map(({ field }) => field) ?? []
      const field = [place.current?.field, 'user'].find((name) => name !== undefined && fields.includes(name)) ?? fields[0] ?? ''
      const index = Math.max(0, find(place.current?.key))
      const line = lines[index]
      if (line === undefined) apiRef.current?.setColumnHeaderFocus(field)
      else goTo({ key: lineKey(line), index, field })
    },
    row: () => {
      const cell = gridFocusCellSelector(apiRef)
      const line = cell === null ? undefined : lines[find(String(cell.id))]
      return line === undefined || isGroup(line) ? null : line
    },
    last: () => wasAt(lines, place.current),
  }
}
