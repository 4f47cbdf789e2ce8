import type { Filter } from '../../shared/filter/filter.ts'
import type { GridSort } from '../../shared/session.ts'
import { prepared } from './database.ts'
import { filterCondition, needsClocks, protectedCondition, type RowFilter } from './filter-sql.ts'
import { orderBy } from './grid-sort.ts'
import { type Condition, type FilterContext, type GridSource, joined } from './grid-source.ts'
import { deepIds } from './kept-ids.ts'
import { RECORD_COLUMNS, type RecordColumns, recordFromColumns, type SessionRecord } from './session-record.ts'

/** Which sessions, in which order. */
export interface Find {
  readonly filter: Filter
  readonly sort: GridSort
}

/** A part of the lines: how many, and after how many. */
export interface Part {
  readonly limit: number
  readonly offset: number
}

export interface FoundRows {
  readonly ids: readonly number[]
  /** All rows that match, on whichever page. */
  readonly matching: number
}

/** The rows that a filter finds, as the FROM and WHERE of a statement. */
export interface Selected {
  readonly from: string
  readonly where: Condition | null
}

/** The ids of one page in order, and how many rows match: both from one scan, and the rows themselves only for the page. */
export function findRows(source: GridSource, find: Find, part: Part, context: FilterContext): FoundRows {
  const selected = select(source, find.filter, context)
  const all = deepIds(source.database, allQuery(selected, find.sort), selected.where?.parameters ?? [], part.offset)
  if (all !== null) return { ids: all.slice(part.offset, part.offset + part.limit), matching: all.length }
  const { sql, parameters, counts } = pageQuery(selected, find.sort)
  const rows = source.database
    .prepare<unknown[], [id: number, matching: number]>(sql)
    .raw()
    .all(...parameters, part.limit, part.offset)
  const ids = rows.map(([id]) => id)
  const matching = counts ? rows[0]?.[1] : undefined
  return { ids, matching: matching ?? countRows(source, selected) }
}

/** Sets what the filter counts time from, and says how its rows are found. */
export function select(source: GridSource, filter: Filter, context: FilterContext): Selected {
  if (needsClocks(filter)) setClocks(source, context)
  const where = filterCondition(source, filter, context)
  return { from: `${source.rows} AS r${hint(source, where)}`, where }
}

/** The page's SQL without running it, for tests of its plan. Its last two parameters are limit and offset. */
export function pageQuery(
  { from, where }: Selected,
  sort: GridSort,
): { readonly sql: string; readonly parameters: readonly unknown[]; readonly counts: boolean } {
  const counts = where !== null
  const columns = counts ? 'id, count(*) OVER ()' : 'id'
  const sql = `SELECT ${columns} FROM ${from} ${whereSql(where)} ORDER BY ${orderBy(sort)} LIMIT ? OFFSET ?`
  return { sql, parameters: where?.parameters ?? [], counts }
}

function allQuery({ from, where }: Selected, sort: GridSort): string {
  return `SELECT id FROM ${from} ${whereSql(where)} ORDER BY ${orderBy(sort)}`
}

/** How many of the rows there are, and how many of them can't be terminated. */
export function countGuarded(source: GridSource, { from, where }: Selected, context: FilterContext): { matching: number; guarded: number } {
  const guarded = protectedCondition(source, context)
  const sql = `SELECT count(*) AS matching, coalesce(sum((${guarded.sql}) IS TRUE), 0) AS guarded FROM ${from} ${whereSql(where)}`
  const parameters = [...guarded.parameters, ...(where?.parameters ?? [])]
  return source.database.prepare<unknown[], { matching: number; guarded: number }>(sql).get(...parameters) ?? { matching: 0, guarded: 0 }
}

/** The ids of those of the rows that can be terminated, in order. */
export function findFree(source: GridSource, { from, where }: Selected, sort: GridSort, limit: number, context: FilterContext): number[] {
  const guarded = protectedCondition(source, context)
  const free: Condition = { sql: `(${guarded.sql}) IS NOT TRUE`, parameters: guarded.parameters }
  const all = where === null ? free : joined([where, free], 'AND')
  const sql = `SELECT id FROM ${from} ${whereSql(all)} ORDER BY ${orderBy(sort)} LIMIT ?`
  return source.database
    .prepare<unknown[], [number]>(sql)
    .raw()
    .all(...all.parameters, limit)
    .map(([id]) => id)
}

/** The rows with these ids, in this order; ids that are not there are left out. */
export function rowsById(source: GridSource, ids: readonly number[]): SessionRecord[] {
  const statement = prepared<RecordColumns>(source.database, `SELECT ${RECORD_COLUMNS} FROM ${source.rows} WHERE id = +?`).raw()
  return ids.flatMap((id) => {
    const row = statement.get(id)
    return row === undefined ? [] : [recordFromColumns(row)]
  })
}

export function whereSql(where: Condition | null): string {
  return where === null ? '' : `WHERE ${where.sql}`
}

function countRows(source: GridSource, { from, where }: Selected): number {
  const sql = `SELECT count(*) AS n FROM ${from} ${whereSql(where)}`
  return source.database.prepare<unknown[], { n: number }>(sql).get(...(where?.parameters ?? []))?.n ?? 0
}

/** Of so many servers the rows are found by their index; of more, all rows are looked through in the order in which they lie. */
const FEW_SERVERS = 20

/** With anything to look for, every row is looked at; walking an index to do so takes four times as long, unless only few users' are found. */
function hint(source: GridSource, where: RowFilter | null): string {
  if (!source.indexed || where === null) return ''
  const { only, crowded } = where
  if (only !== null && only.length > 0 && only.length <= FEW_SERVERS) return ' INDEXED BY live_server'
  return crowded ? ' INDEXED BY live_user' : ' NOT INDEXED'
}

function setClocks({ database, numbers }: GridSource, { servers }: FilterContext): void {
  // A clock that stands where it stood is not written: writing lets go of every answer that is kept.
  const sql = 'UPDATE site SET clock = +?, idle_clock = +? WHERE id = ? AND (clock IS NOT +? OR idle_clock IS NOT +?)'
  const update = prepared(database, sql)
  for (const { serverId, clock, idleClock } of servers) update.run(clock, idleClock, numbers.get(serverId) ?? -1, clock, idleClock)
}
