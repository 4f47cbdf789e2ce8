import { GROUPINGS, type Grouping } from '../../../../shared/session.ts'
import type { ViewContent, ViewSort } from '../../../../shared/view.ts'
import { routeHref } from '../../../components/hash-route.ts'
import { FIRST_VIEW } from '../view-state.ts'

/** What an address of the page Sessions asks for. `content` is null where it names nothing but a view. */
export interface Address {
  readonly viewId: string | null
  readonly content: Pick<ViewContent, 'filter' | 'group' | 'sort'> | null
}

const MOST_SORT_KEYS = 3

/** Reads what an address asks for; null when it leaves everything as it is. What can't be read in it counts as not there. */
export function readAddress(parameters: URLSearchParams): Address | null {
  const viewId = parameters.get('view')
  const isWhole = ['q', 'group', 'sort'].some((name) => parameters.has(name))
  if (viewId === null && !isWhole) return null
  if (!isWhole) return { viewId, content: null }
  const group = GROUPINGS.find((name): name is Grouping => name === parameters.get('group')) ?? null
  const sort = sortOf(parameters.get('sort') ?? '')
  return { viewId, content: { filter: parameters.get('q') ?? '', group, sort: sort.length === 0 ? FIRST_VIEW.sort : sort } }
}

/** The address of what is shown: everything in it that is not as it usually is. */
export function addressOf({ filter, group, sort }: Pick<ViewContent, 'filter' | 'group' | 'sort'>, viewId: string | null): string {
  const order = sortText(sort)
  return routeHref('sessions', {
    ...(filter === '' ? {} : { q: filter }),
    ...(viewId === null ? {} : { view: viewId }),
    ...(group === null ? {} : { group }),
    ...(order === sortText(FIRST_VIEW.sort) ? {} : { sort: order }),
  })
}

function sortText(sort: readonly ViewSort[]): string {
  return sort.map(({ field, direction }) => (direction === 'desc' ? `-${field}` : field)).join(',')
}

function sortOf(text: string): ViewSort[] {
  const keys = text.split(',').filter((key) => /^-?[a-zA-Z]{1,40}$/.test(key))
  return keys.slice(0, MOST_SORT_KEYS).map((key) => ({ field: key.replace('-', ''), direction: key.startsWith('-') ? 'desc' : 'asc' }))
}
