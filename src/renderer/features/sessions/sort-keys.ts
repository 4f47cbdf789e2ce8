import type { ViewSort } from '../../../shared/view.ts'

/** By how many columns the sessions can be sorted at once. */
export const MOST_KEYS = 3

type Direction = ViewSort['direction']

/**
 * The order after a click on a header. A click alone sorts by this column only, `first` at first and then the other way round. `adds` (with
 * Shift) leaves the other columns before it: the column joins them, turns round, and leaves again.
 */
export function sortAfterClick(sort: readonly ViewSort[], field: string, first: Direction, adds: boolean): ViewSort[] {
  const known = sort.find((key) => key.field === field)
  if (!adds)
    return [{ field, direction: known !== undefined && sort.length === 1 ? opposite(known.direction) : (known?.direction ?? first) }]
  if (known === undefined) return [...sort.slice(0, MOST_KEYS - 1), { field, direction: first }]
  if (known.direction !== first && sort.length > 1) return sort.filter((key) => key !== known)
  return sort.map((key) => (key === known ? { field, direction: opposite(key.direction) } : key))
}

/** The order with this column as one more key, or with its direction changed where it is one. */
export function withSortKey(sort: readonly ViewSort[], key: ViewSort): ViewSort[] {
  if (sort.some(({ field }) => field === key.field)) return sort.map((other) => (other.field === key.field ? key : other))
  return [...sort.slice(0, MOST_KEYS - 1), key]
}

function opposite(direction: Direction): Direction {
  return direction === 'asc' ? 'desc' : 'asc'
}
