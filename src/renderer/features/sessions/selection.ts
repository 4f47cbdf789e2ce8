import type { GridRowSelectionModel } from '@mui/x-data-grid'
import { MOST_AT_ONCE, type SessionRow, sessionKeyText } from '../../../shared/session.ts'

/** The ticked sessions by their key's text, each with the row as it was when it was ticked. It outlives pages, filters and refreshes. */
export type Selection = ReadonlyMap<string, SessionRow>

export const NOTHING_SELECTED: Selection = new Map()

/** Whether a session may be ticked. */
export function isSelectable(row: SessionRow): boolean {
  return row.guard === null
}

/** The selection as the grid wants it. */
export function selectionModel(selection: Selection): GridRowSelectionModel {
  return { type: 'include', ids: new Set(selection.keys()) }
}

/**
 * The selection after the grid changed its model. The grid speaks of the rows of its page: an `exclude` model means all of these but some,
 * never all that match on the server. Rows that may not be ticked never get in; ticked rows of other pages stay unless they were named away.
 */
export function selectionAfter(selection: Selection, model: GridRowSelectionModel, pageRows: readonly SessionRow[]): Selection {
  const next = new Map<string, SessionRow>()
  const onPage = new Set(pageRows.map(sessionKeyText))
  for (const [key, row] of selection) {
    const kept = model.type === 'include' ? model.ids.has(key) : !onPage.has(key)
    if (kept) next.set(key, row)
  }
  for (const row of pageRows) {
    const key = sessionKeyText(row)
    const ticked = (model.type === 'include') === model.ids.has(key)
    if (ticked && isSelectable(row)) next.set(key, row)
  }
  return next
}

/** The selection with these sessions as well, as far as there is room: a run takes no more. */
export function withRows(selection: Selection, rows: readonly SessionRow[]): Selection {
  const added = rows.filter((row) => !selection.has(sessionKeyText(row)))
  const room = Math.max(0, MOST_AT_ONCE - selection.size)
  return new Map([...selection, ...added.slice(0, room).map((row) => [sessionKeyText(row), row] as const)])
}

/** A selection that took every session that matched: how many those were, and how many of them may not be ticked. */
export interface AllSelected {
  readonly selection: Selection
  readonly matching: number
  readonly guarded: number
}

/**
 * What the selection bar says. `ended`: ticked rows that are listed no more, not among the `selected`. `guarded`: rows that a tick for the
 * whole page left out. `pageOnly`: this page is ticked and nothing of the other pages there are. */
export interface SelectionFacts {
  readonly selected: number
  readonly ended: number
  readonly guarded: number
  readonly pageOnly: boolean
  /** Of how many that match, when all of them were to be ticked; null when they were ticked by hand. */
  readonly matching: number | null
  /** There were more than can be ticked at once. */
  readonly isCut: boolean
}

/** Counts a selection. `listed` is null while it is not known which of the ticked sessions are still there. `pages`: how many there are. */
export function selectionFacts(
  selection: Selection,
  listed: ReadonlySet<string> | null,
  pageRows: readonly SessionRow[],
  pages: number,
  lastAll: AllSelected | null = null,
): SelectionFacts {
  const all = lastAll?.selection === selection ? lastAll : null
  const selectable = pageRows.filter(isSelectable)
  const wholePage = selectable.length > 0 && selectable.every((row) => selection.has(sessionKeyText(row)))
  const leftOut = wholePage ? pageRows.length - selectable.length : 0
  const ended = listed === null ? 0 : [...selection.keys()].filter((key) => !listed.has(key)).length
  return {
    selected: selection.size - ended,
    ended,
    guarded: all?.guarded ?? leftOut,
    pageOnly: all === null && wholePage && pages > 1 && selection.size === selectable.length,
    matching: all?.matching ?? null,
    isCut: all !== null && all.matching - all.guarded > selection.size,
  }
}

/** The ticked sessions as they stand on screen now; those of other pages as they were when they were ticked. */
export function asShown(selection: Selection, pageRows: readonly SessionRow[]): SessionRow[] {
  const shown = new Map(pageRows.map((row) => [sessionKeyText(row), row]))
  return Array.from(selection, ([key, row]) => shown.get(key) ?? row)
}

/** The selection without the sessions that are listed no more; as it is while that is not known. */
export function withoutEnded(selection: Selection, listed: ReadonlySet<string> | null): Selection {
  return listed === null ? selection : new Map([...selection].filter(([key]) => listed.has(key)))
}

/** The selection without those ended sessions that went through the review: their end is no news to anybody. */
export function withoutReviewed(selection: Selection, listed: ReadonlySet<string> | null, reviewed: ReadonlySet<string>): Selection {
  const kept = [...selection].filter(([key]) => listed === null || listed.has(key) || !reviewed.has(key))
  return kept.length === selection.size ? selection : new Map(kept)
}

/** The rows from the one with this key to another, both among them, in the order of the page; that other one alone where the key is not there. */
export function rowsBetween(pageRows: readonly SessionRow[], startKey: string | null, end: SessionRow): readonly SessionRow[] {
  const keys = pageRows.map(sessionKeyText)
  const last = keys.indexOf(sessionKeyText(end))
  const first = startKey === null ? last : keys.indexOf(startKey)
  if (first < 0 || last < 0) return [end]
  return pageRows.slice(Math.min(first, last), Math.max(first, last) + 1)
}
