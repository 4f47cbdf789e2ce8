import type { GridQuery } from '../../shared/session.ts'
import { type Database, prepared } from './database.ts'
import { searchTerms } from './fold.ts'
import { RECORD_COLUMNS, type RecordColumns, recordFromColumns, type SessionRecord } from './session-record.ts'

/** Where sessions of one moment are looked up: the live table, or a past moment with the same columns. Both have a `site` table beside. */
export interface GridSource {
  readonly database: Database
  /** A table or a table expression. */
  readonly rows: string
  /** A table whose indexes a text search must not walk; an expression can't be told. */
  readonly indexed: boolean
  /** Conditions that together look for a folded term, each with one parameter. */
  readonly search: readonly string[]
  /** A condition for rows of these types, of which an empty text stands for none. */
  readonly types: (types: readonly string[]) => Condition
  /** Each server's number there. */
  readonly numbers: ReadonlyMap<string, number>
}

/** The live table as a source. */
export function liveSource(live: Database, numbers: ReadonlyMap<string, number>): GridSource {
  return { database: live, rows: 'live', indexed: true, search: ['instr(search, ?) > 0'], types: liveTypes, numbers }
}

function liveTypes(types: readonly string[]): Condition {
  const named = `type IN (${types.map(() => '?').join(', ')})`
  return { sql: types.includes('') ? `(${named} OR type IS NULL)` : named, parameters: types }
}

/** A part of a WHERE clause with its parameters. */
export interface Condition {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** Number and folded name of every server whose name holds a search term count as a hit for its rows. */
export interface NamedServer {
  readonly serverId: string
  readonly folded: string
}

export interface FoundRows {
  readonly ids: readonly number[]
  /** All rows that match, on whichever page. */
  readonly matching: number
}

type Sort = GridQuery['sort']
type Filters = Pick<GridQuery, 'search' | 'serverIds' | 'types'>

/** Each sort column as SQL. Idle time is last activity the other way round, so that nothing is computed from the clock. */
const SORT_KEYS: Readonly<Record<Sort['column'], string>> = {
  user: 'user_sort',
  serverName: '(SELECT rank FROM site WHERE site.id = server)',
  type: 'type COLLATE NOCASE',
  node: 'node COLLATE NOCASE',
  address: 'address',
  agentWords: 'agent_words COLLATE NOCASE',
  createdAt: 'created',
  lastActiveAt: 'last_active',
  expiresAt: 'expires',
  displayName: 'display_name COLLATE NOCASE',
  email: 'email COLLATE NOCASE',
  project: 'project COLLATE NOCASE',
  organisation: 'organisation COLLATE NOCASE',
  account: 'account',
  userAgent: 'agent COLLATE NOCASE',
  sessionId: 'sid',
  readAt: 'max(coalesce(read_at, 0), coalesce((SELECT complete_at FROM site WHERE site.id = server), 0))',
}

/** The ids of one page in order, and how many rows match: both from one scan, and the rows themselves only for the page. */
export function findRows(source: GridSource, query: GridQuery, servers: readonly NamedServer[]): FoundRows {
  const { sql, parameters, counts } = pageQuery(source, query, servers)
  const rows = source.database
    .prepare<unknown[], [id: number, matching: number]>(sql)
    .raw()
    .all(...parameters, query.pageSize, query.page * query.pageSize)
  const ids = rows.map(([id]) => id)
  const matching = counts ? rows[0]?.[1] : undefined
  return { ids, matching: matching ?? countRows(source, query, servers) }
}

/** The page's SQL without running it, for tests of its plan. Its last two parameters are limit and offset. */
export function pageQuery(
  source: GridSource,
  query: GridQuery,
  servers: readonly NamedServer[],
): { readonly sql: string; readonly parameters: readonly unknown[]; readonly counts: boolean } {
  const { where, parameters } = filter(source, query, servers)
  const counts = where !== ''
  const columns = counts ? 'id, count(*) OVER ()' : 'id'
  const sql = `SELECT ${columns} FROM ${from(source, query)} ${where} ORDER BY ${orderBy(query.sort)} LIMIT ? OFFSET ?`
  return { sql, parameters, counts }
}

/** The rows with these ids, in this order; ids that are not there are left out. */
export function rowsById(source: GridSource, ids: readonly number[]): SessionRecord[] {
  const statement = prepared<RecordColumns>(source.database, `SELECT ${RECORD_COLUMNS} FROM ${source.rows} WHERE id = +?`).raw()
  return ids.flatMap((id) => {
    const row = statement.get(id)
    return row === undefined ? [] : [recordFromColumns(row)]
  })
}

function countRows(source: GridSource, query: GridQuery, servers: readonly NamedServer[]): number {
  const { where, parameters } = filter(source, query, servers)
  const sql = `SELECT count(*) AS n FROM ${from(source, query)} ${where}`
  return source.database.prepare<unknown[], { n: number }>(sql).get(...parameters)?.n ?? 0
}

/** With a text to look for, or a type, every row is looked at anyway; walking an index to do so takes four times as long. */
function from(source: GridSource, { search, types }: Filters): string {
  return source.indexed && (search !== '' || types.length > 0) ? `${source.rows} NOT INDEXED` : source.rows
}

/** Rows without a value come last in both directions; equal ones keep one order, so that pages neither repeat nor miss a row. */
function orderBy({ column, direction }: Sort): string {
  return `${SORT_KEYS[column]} ${direction === 'asc' ? 'ASC' : 'DESC'} NULLS LAST, server, sid, duplicate`
}

function filter(source: GridSource, query: Filters, servers: readonly NamedServer[]): { where: string; parameters: unknown[] } {
  const conditions = [
    serverCondition(source, query.serverIds),
    query.types.length === 0 ? null : source.types(query.types),
    searchCondition(source, query.search, servers),
  ]
  const used = conditions.filter((condition) => condition !== null)
  if (used.length === 0) return { where: '', parameters: [] }
  return { where: `WHERE ${used.map(({ sql }) => sql).join(' AND ')}`, parameters: used.flatMap(({ parameters }) => parameters) }
}

/** Server numbers are our own, so they stand in the SQL itself. */
function serverCondition({ numbers }: GridSource, serverIds: readonly string[]): Condition | null {
  if (serverIds.length === 0) return null
  return { sql: `server IN (${numbersOf(numbers, serverIds)})`, parameters: [] }
}

function numbersOf(numbers: GridSource['numbers'], serverIds: readonly string[]): string {
  return serverIds.flatMap((serverId) => numbers.get(serverId) ?? []).join(', ')
}

function searchCondition(source: GridSource, search: string, servers: readonly NamedServer[]): Condition | null {
  const terms = searchTerms(search)
  if (terms.length === 0) return null
  const conditions = terms.map((term) => termCondition(source, term, servers))
  return { sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`, parameters: conditions.flatMap(({ parameters }) => parameters) }
}

/** A UUID is stored as bytes: hexadecimal terms are looked for in those too. Server names are few, so they are searched beforehand. */
function termCondition({ numbers, search }: GridSource, term: string, servers: readonly NamedServer[]): Condition {
  const alternatives = [...search]
  const parameters = search.map(() => term)
  if (/^[0-9A-F]+(-[0-9A-F]*)*$/.test(term)) {
    alternatives.push("(typeof(sid) = 'blob' AND instr(hex(sid), ?) > 0)")
    parameters.push(term.replaceAll('-', ''))
  }
  const named = servers.filter(({ folded }) => folded.includes(term)).map(({ serverId }) => serverId)
  if (named.length > 0) alternatives.push(`server IN (${numbersOf(numbers, named)})`)
  return { sql: alternatives.join(' OR '), parameters }
}
