import type { GridSort } from '../../shared/session.ts'
import { ENDS, IDENTITY } from './filter-sql.ts'

type Column = GridSort[number]['column']

/** Each sort column as SQL. Idle time is last activity the other way round, so that nothing is computed from the clock. */
const SORT_KEYS: Readonly<Record<Column, string>> = {
  user: 'user_sort',
  serverName: '(SELECT rank FROM site WHERE site.id = server)',
  type: 'type COLLATE NOCASE',
  node: 'node COLLATE NOCASE',
  address: 'address_key',
  agentWords: 'agent_words COLLATE NOCASE',
  browser: 'browser COLLATE NOCASE',
  system: 'system COLLATE NOCASE',
  device: 'device',
  createdAt: 'created',
  lastActiveAt: 'last_active',
  expiresAt: 'expires',
  endsAt: ENDS,
  firstSeenAt: 'first_seen',
  displayName: 'display_name COLLATE NOCASE',
  email: 'email COLLATE NOCASE',
  project: 'project COLLATE NOCASE',
  organisation: 'organisation COLLATE NOCASE',
  identity: IDENTITY,
  account: 'account',
  userAgent: 'agent COLLATE NOCASE',
  userId: 'user_id COLLATE NOCASE',
  sessionId: 'sid',
  readAt: 'max(coalesce(read_at, 0), coalesce((SELECT complete_at FROM site WHERE site.id = server), 0))',
}

/** Rows without a value come last in both directions; equal ones keep one order, so that pages neither repeat nor miss a row. */
export function orderBy(sort: GridSort): string {
  const keys = sort.map(({ column, direction }) => `${SORT_KEYS[column]} ${directionSql(direction)}`)
  return [...keys, 'server', 'sid', 'duplicate'].join(', ')
}

export function directionSql(direction: 'asc' | 'desc'): string {
  return direction === 'asc' ? 'ASC NULLS LAST' : 'DESC NULLS LAST'
}
