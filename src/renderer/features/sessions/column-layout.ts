import { type ColumnLayout, columnLayoutSchema } from '../../../shared/view.ts'
import { COLUMNS, columnOf, type SessionColumn } from './Columns.tsx'
import { changeView, viewStore } from './view-state.ts'

/** The column that stays in sight when the grid is moved sideways. */
export const PINNED_FIELD = 'user'

/** Changes how the columns stand; the page that is shown stays. */
export function changeColumns(change: Partial<ColumnLayout>): void {
  const { columns, page } = viewStore.get()
  changeView({ columns: { ...columns, ...change }, page })
}

/** Puts the columns back as they usually are: order, widths, which are shown, and the user in sight. */
export function resetColumns(): void {
  changeColumns(columnLayoutSchema.parse({}))
}

/**
 * All columns from left to right, shown or not: those whose order was chosen, then the others where they usually stand. The user leads while
 * it is pinned. Names that no column has are left out.
 */
export function orderedColumns({ order, userPinned }: Pick<ColumnLayout, 'order' | 'userPinned'>): readonly SessionColumn[] {
  const chosen = order.map(columnOf).filter((column) => column !== undefined)
  const columns = [...new Set([...chosen, ...COLUMNS])]
  const pinned = columnOf(PINNED_FIELD)
  return userPinned && pinned !== undefined ? [pinned, ...columns.filter((column) => column !== pinned)] : columns
}

/** Whether a column is shown: as it was chosen, else as it usually is. */
export function isShown(column: SessionColumn, { shown }: Pick<ColumnLayout, 'shown'>): boolean {
  return shown[column.field] ?? column.shown
}

/**
 * The order after a column was put at a place among all columns, counted from 0. Nothing goes before the user while it is pinned. Names that
 * no column of this version has go to the end and are kept.
 */
export function movedTo(layout: ColumnLayout, field: string, place: number): string[] {
  const fields = orderedColumns(layout).map((column) => column.field)
  const rest = fields.filter((other) => other !== field)
  const first = layout.userPinned ? 1 : 0
  const at = Math.max(first, Math.min(place, rest.length))
  const unknown = layout.order.filter((other) => columnOf(other) === undefined)
  if (layout.userPinned && field === PINNED_FIELD) return [...fields, ...unknown]
  return [...rest.slice(0, at), field, ...rest.slice(at), ...unknown]
}

/** The order after a column stepped over the next shown one to its left (-1) or right (1). */
export function steppedOver(layout: ColumnLayout, field: string, step: -1 | 1): string[] {
  const columns = orderedColumns(layout)
  const from = columns.findIndex((column) => column.field === field)
  const beside = step === 1 ? columns.slice(from + 1) : columns.slice(0, from).reverse()
  const next = beside.findIndex((column) => isShown(column, layout))
  return next < 0 ? columns.map((column) => column.field) : movedTo(layout, field, from + step * (next + 1))
}
