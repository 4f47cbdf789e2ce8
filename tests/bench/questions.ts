import type { z } from 'zod'
import { GROUPINGS, type GridQuery, gridQuerySchema, SORT_COLUMNS } from '../../src/shared/session.ts'

export const KINDS = ['sort', 'filter', 'group', 'page'] as const

/** One thing that somebody asks of the grid. A search is a filter. */
export interface Question {
  readonly kind: (typeof KINDS)[number]
  readonly what: string
  readonly query: GridQuery
}

/** Filters of every kind, as they are typed. */
const FILTERS = [
  'lastname4',
  'lastname4; chrome; 10.7',
  'user:lastname77',
  'name:77th',
  'email:department',
  'agent:rv:7',
  'browser:firefox',
  'system:windows',
  'device:phone',
  'type:rest',
  'type:other',
  'id:c0ffee',
  'ip:10.0.0.0/9',
  'server:"Bench 4"',
  '-server:"Bench 4"',
  'env:production',
  'identity:named',
  'is:own',
  'is:protected',
  'is:stale',
  'is:lookalike',
  'idle>10m',
  'age<5m',
  'new<1h',
  'ends<1h',
  'expires<12h',
  'addresses>1',
  'idle>5m type:browser -system:windows ip:10.0.0.0/8 lastname',
] as const

/** What people sort filtered rows by: nothing is found by an index then. */
const SORTED: Pick<GridQuery, 'sort'> = { sort: [{ column: 'lastActiveAt', direction: 'desc' }] }

/** Searches, sorts, filters and groups of each kind, and pages further on. */
export const QUESTIONS: readonly Question[] = [
  ...SORT_COLUMNS.flatMap((column) =>
    (['asc', 'desc'] as const).map((direction) => ask('sort', `${column} ${direction}`, { sort: [{ column, direction }] })),
  ),
  ask('sort', 'by three keys', {
    sort: [
      { column: 'type', direction: 'asc' },
      { column: 'serverName', direction: 'desc' },
      { column: 'lastActiveAt', direction: 'desc' },
    ],
  }),
  ...FILTERS.map((filter) => ask('filter', filter, { filter, ...SORTED })),
  ...GROUPINGS.flatMap((by) => [
    ask('group', `by ${by}, closed`, { group: { by } }),
    ask('group', `by ${by}, open`, { group: { by, open: true } }),
    ask('group', `by ${by}, filtered, page 3`, { filter: 'browser:chrome idle>1m', group: { by, open: true }, page: 3, ...SORTED }),
  ]),
  ask('group', 'more than one address', { filter: 'addresses>1', group: { by: 'user', open: true } }),
  ask('page', '10', { page: 9 }),
  ask('page', '500 by last activity', { page: 499, ...SORTED }),
  ask('page', '500 of a search', { page: 499, filter: 'lastname', ...SORTED }),
]

function ask(kind: Question['kind'], what: string, query: z.input<typeof gridQuerySchema>): Question {
  return { kind, what, query: gridQuerySchema.parse(query) }
}
