import type { Clause, Filter, Flag, Network, Span, Condition as Wanted } from '../../shared/filter/filter.ts'
import { parseNetwork } from '../../shared/filter/network.ts'
import type { Identity } from '../../shared/session.ts'
import { fillCrowd } from './crowd.ts'
import { fold } from './fold.ts'
import { type Condition, type FilterContext, type FilterServer, type GridSource, joined } from './grid-source.ts'
import { folded, sought, textCondition } from './text-sql.ts'

/** Whose a session is, as a number that sorts: named users, those who have not signed in, anonymous ones. */
export const IDENTITY = `CASE WHEN account IS 'anonymous' THEN 2 WHEN user_sort IS NULL THEN 1 ELSE 0 END`
const IDENTITIES: Readonly<Record<Identity, number>> = { named: 0, 'not-signed-in': 1, anonymous: 2 }

/** When a session ends by itself, by expiry or idleness; epoch seconds in its server's clock, null when not known. */
export const ENDS = '(SELECT coalesce(min(expires, last_active + idle), expires, last_active + idle) FROM site WHERE site.id = server)'

/** What a filter asks of a row. null: nothing, so every row is found. */
export interface RowFilter extends Condition {
  /** Numbers of the only servers whose rows are found; null: any. */
  readonly only: readonly number[] | null
  /** Only rows of users with several addresses are found. */
  readonly crowded: boolean
}

/** A filter as SQL over the columns that both sources share. */
export function filterCondition(source: GridSource, { words, clauses }: Filter, context: FilterContext): RowFilter | null {
  if (words.length === 0 && clauses.length === 0) return null
  const alternatives = words.map((all) =>
    joined(
      all.map((word) => wordCondition(source, word, context)),
      'AND',
    ),
  )
  const conditions = clauses.map((clause) => clauseCondition(source, clause, context))
  const { sql, parameters } = joined([...conditions, ...(words.length === 0 ? [] : [joined(alternatives, 'OR')])], 'AND')
  const only = clauses.flatMap(({ negated, condition }) => (!negated && isOfServers(condition) ? [serversFor(condition, context)] : []))
  const crowded = clauses.some(
    ({ negated, condition }) => !negated && condition.kind === 'addresses' && isOfCrowd(source, condition.more, condition.count),
  )
  const numbers = only.length === 0 ? null : inAll(only).flatMap(({ serverId }) => source.numbers.get(serverId) ?? [])
  return { sql, parameters, only: numbers, crowded }
}

/** Whether a filter counts time, so that its servers' clocks must be set first. */
export function needsClocks({ clauses }: Filter): boolean {
  return clauses.some(({ condition }) => condition.kind === 'span')
}

function clauseCondition(source: GridSource, { condition, negated }: Clause, context: FilterContext): Condition {
  const { sql, parameters } = conditionOf(source, condition, context)
  return { sql: negated ? `(${sql}) IS NOT TRUE` : `(${sql})`, parameters }
}

function conditionOf(source: GridSource, wanted: Wanted, context: FilterContext): Condition {
  switch (wanted.kind) {
    case 'text':
      return joined(
        wanted.values.map((value) => textCondition(source, wanted.field, wanted.exact, value)),
        'OR',
      )
    case 'address':
      return joined(
        wanted.values.map((value) => addressCondition(value, wanted.exact)),
        'OR',
      )
    case 'server':
    case 'tag':
    case 'environment':
      return ofServers(source, serversFor(wanted, context))
    case 'device':
      return joined(
        wanted.values.map((value) => ({ sql: 'device IS ?', parameters: [value] })),
        'OR',
      )
    case 'identity':
      return { sql: `${IDENTITY} IN (${wanted.values.map((value) => IDENTITIES[value]).join(', ')})`, parameters: [] }
    case 'flag':
      return joined(
        wanted.values.map((flag) => flagCondition(source, flag, context)),
        'OR',
      )
    case 'span':
      return spanCondition(wanted.span, wanted.more, wanted.ms, context)
    case 'addresses':
      return addressesCondition(source, wanted.more, wanted.count)
  }
}

/** Server names are few, so they are searched beforehand. A network that stands as a word is looked for as one. */
function wordCondition(source: GridSource, word: string, { servers }: FilterContext): Condition {
  const term = sought(word)
  const anywhere = source.search.map((sql) => ({ sql, parameters: [term] }))
  const network = word.includes('/') ? parseNetwork(word) : null
  const named = servers.filter(({ name }) => name.includes(term))
  return joined(
    [
      ...anywhere,
      ...idBytes(term),
      ...(named.length > 0 ? [ofServers(source, named)] : []),
      ...(network === null || network === 'bad-network' ? [] : [inNetwork(network)]),
    ],
    'OR',
  )
}

/** A shorter word is a part of any hundredth random id: whoever looks for Ada or for 2026 does not mean those. */
const LEAST_OF_UUID = 6

/** A UUID is stored as bytes: hexadecimal terms are looked for in those too. */
function idBytes(term: string): Condition[] {
  const digits = term.replaceAll('-', '')
  if (digits.length < LEAST_OF_UUID || !/^[0-9A-F]+(-[0-9A-F]*)*$/.test(term)) return []
  return [{ sql: "(typeof(sid) = 'blob' AND instr(hex(sid), ?) > 0)", parameters: [digits] }]
}

/** Server numbers are our own, so they stand in the SQL itself. */
function ofServers({ numbers }: GridSource, servers: readonly FilterServer[]): Condition {
  return { sql: `server IN (${servers.flatMap(({ serverId }) => numbers.get(serverId) ?? []).join(', ')})`, parameters: [] }
}

type OfServers = Extract<Wanted, { kind: 'server' | 'tag' | 'environment' }>

function isOfServers(wanted: Wanted): wanted is OfServers {
  return wanted.kind === 'server' || wanted.kind === 'tag' || wanted.kind === 'environment'
}

function serversFor(wanted: OfServers, { servers }: FilterContext): readonly FilterServer[] {
  if (wanted.kind === 'environment') return servers.filter(({ environment }) => wanted.values.includes(environment))
  const values = wanted.values.map(fold)
  const fits = (text: string): boolean => values.some((value) => (wanted.exact ? text === value : text.includes(value)))
  return servers.filter(({ name, tags }) => (wanted.kind === 'server' ? fits(name) : tags.some(fits)))
}

function inAll(lists: readonly (readonly FilterServer[])[]): readonly FilterServer[] {
  return (lists[0] ?? []).filter((server) => lists.every((list) => list.includes(server)))
}

/** `10.0` is a part of an address; what is a whole one finds it however it is written, and as a part too unless it is `exact`. */
function addressCondition(value: Network | string | null, exact: boolean): Condition {
  if (value === null) return { sql: 'address_key IS NULL', parameters: [] }
  if (typeof value !== 'string') return inNetwork(value)
  const address = folded('address')
  return { sql: exact ? `${address} = ?` : `instr(${address}, ?) > 0`, parameters: [sought(value)] }
}

function inNetwork({ first, last }: Network): Condition {
  return { sql: '(address_key >= ? AND address_key <= ?)', parameters: [first, last] }
}

function flagCondition(source: GridSource, flag: Flag, context: FilterContext): Condition {
  const { servers } = context
  switch (flag) {
    case 'owner':
    case 'service':
      return { sql: 'account IS ?', parameters: [flag] }
    case 'own':
      return ownCondition(source, context)
    case 'stale':
      return ofServers(
        source,
        servers.filter(({ stale }) => stale),
      )
    case 'protected':
      return protectedCondition(source, context)
    case 'lookalike':
      return { sql: lookalikeSql(source), parameters: [] }
  }
}

/** As `guardOf` has it: told by the server, or by a user name where the server tells nothing. */
function ownCondition({ numbers }: GridSource, { servers }: FilterContext): Condition {
  const assumed = servers.flatMap(({ serverId, ownUsernames }) =>
    ownUsernames.map((name) => ({
      sql: `(server = ${numbers.get(serverId) ?? -1} AND own IS NULL AND trim(user_sort) = ? AND same_name(user, ?))`,
      parameters: [fold(name.trim()), name],
    })),
  )
  return joined([{ sql: 'own = 1', parameters: [] }, ...assumed], 'OR')
}

/** Only few ids need the look that SQL alone can't give. */
const UNSAFE = `(typeof(sid) = 'text' AND (sid GLOB '*[^ -~]*' OR length(sid) > 500 OR length(sid) < 3) AND NOT safe_id(sid))`

/** What `guardOf` gives a reason for. */
export function protectedCondition(source: GridSource, context: FilterContext): Condition {
  const closed = context.servers.filter((server) => server.closed)
  const repeated = `(server, sid) IN (SELECT server, sid FROM ${source.rows} WHERE duplicate > 0)`
  return joined(
    [ofServers(source, closed), ownCondition(source, context), { sql: UNSAFE, parameters: [] }, { sql: repeated, parameters: [] }],
    'OR',
  )
}

/** Spans in whole seconds, as the columns are. Our own clock saw sessions first; everything else is in their servers' clocks. */
function spanCondition(span: Span, more: boolean, ms: number, context: FilterContext): Condition {
  const seconds = Math.round(ms / 1000)
  const clock = clockSql(context, 'clock')
  switch (span) {
    case 'idle':
      return { sql: `last_active ${more ? '<' : '>'} ${clockSql(context, 'idleClock')} - ?`, parameters: [seconds] }
    case 'age':
      return { sql: `created ${more ? '<' : '>'} (${clock} - ?) * 1000`, parameters: [seconds] }
    case 'new':
      return { sql: `first_seen ${more ? '<' : '>'} ?`, parameters: [context.now - seconds] }
    case 'ends':
      return { sql: `${ENDS} ${more ? '>' : '<'} ${clock} + ?`, parameters: [seconds] }
    case 'expires':
      return { sql: `expires ${more ? '>' : '<'} ${clock} + ?`, parameters: [seconds] }
  }
}

/** Mostly all clocks agree, and none has to be looked up for each row. */
function clockSql({ servers }: FilterContext, which: 'clock' | 'idleClock'): string {
  const clocks = new Set(servers.map((server) => server[which]))
  const column = which === 'clock' ? 'clock' : 'idle_clock'
  return clocks.size === 1 ? String(servers[0]?.[which] ?? 0) : `(SELECT ${column} FROM site WHERE site.id = server)`
}

/** Keys and monitors that go by a user's name are none of theirs. */
function addressesCondition(source: GridSource, more: boolean, count: number): Condition {
  const ofCrowd = isOfCrowd(source, more, count)
  if (ofCrowd) fillCrowd(source.database)
  const users = ofCrowd ? 'SELECT user_sort FROM crowd WHERE addresses > ?' : usersByAddresses(source.rows, more)
  return { sql: `user_sort IN (${users}) AND account IS NOT 'anonymous'`, parameters: [count] }
}

function isOfCrowd({ indexed }: GridSource, more: boolean, count: number): boolean {
  return indexed && more && count >= 1
}

/** User names with more than so many addresses. Two are told from one by the first and the last of them, without counting. */
export function usersByAddresses(rows: string, more: boolean): string {
  const users = `SELECT user_sort FROM ${rows} WHERE user_sort NOT NULL AND account IS NOT 'anonymous' GROUP BY user_sort`
  const atLeastTwo = more ? 'min(address_key) <> max(address_key) AND ' : ''
  return `${users} HAVING ${atLeastTwo}count(DISTINCT address_key) ${more ? '>' : '<'} ?`
}

/** Names that deceive by themselves, those that look like another that is signed in, and those others. */
function lookalikeSql({ rows }: GridSource): string {
  return `(suspect NOT NULL
    OR r.skeleton NOT NULL AND EXISTS (
      SELECT 1 FROM ${rows} AS o WHERE o.user_sort = r.skeleton AND (o.user_sort <> r.user_sort OR o.skeleton IS NULL))
    OR skeleton IN (SELECT skeleton FROM ${rows} WHERE skeleton NOT NULL GROUP BY skeleton HAVING min(user_sort) <> max(user_sort))
    OR skeleton IS NULL AND user_sort IN (SELECT skeleton FROM ${rows} WHERE skeleton NOT NULL))`
}
