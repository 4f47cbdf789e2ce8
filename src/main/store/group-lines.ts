import { createHash } from 'node:crypto'
import type { GridSort, Grouping } from '../../shared/session.ts'
import { prepared } from './database.ts'
import { type Find, type Part, type Selected, select, whereSql } from './grid.ts'
import { directionSql, orderBy } from './grid-sort.ts'
import { type Condition, type FilterContext, type GridSource, joined } from './grid-source.ts'
import { deepIds } from './kept-ids.ts'

/** How the sessions are grouped, and which groups stand open: all or none, but for those named. */
export interface Group {
  readonly by: Grouping
  readonly open: boolean
  readonly except: readonly string[]
}

/** The line of one group, as the store knows it. `key` is null for the sessions where it is not known. */
export interface FoundGroup {
  /** Its place among the lines of the page. */
  readonly position: number
  readonly key: string | number | null
  /** One of the texts that stand behind the key. */
  readonly text: string | null
  readonly open: boolean
  readonly sessions: number
  readonly users: number
  readonly addresses: number
  readonly servers: number
  /** Epoch seconds. */
  readonly lastActive: number | null
}

export interface FoundLines {
  readonly groups: readonly FoundGroup[]
  /** The rows of the page in order; groups stand between them. */
  readonly ids: readonly number[]
  readonly lines: number
  readonly matching: number
}

/** What rows of a group have in common, the text that stands for it, and the sort column that orders groups the other way round. */
const KEYS: Readonly<Record<Grouping, { readonly sql: string; readonly text: string; readonly column: GridSort[number]['column'] }>> = {
  user: { sql: 'user_sort', text: 'user', column: 'user' },
  server: { sql: 'server', text: 'NULL', column: 'serverName' },
  address: { sql: 'address_key', text: 'address', column: 'address' },
  subnet: { sql: 'subnet', text: 'address', column: 'address' },
  type: { sql: 'type_key', text: 'type', column: 'type' },
}

/** Longer keys are named by their beginning and a digest: what a server calls its users must fit into a question. */
const LONGEST_KEY = 300

/** A key as the window names it; the sessions without one have the empty text. */
export function groupKeyText(key: string | number | null): string {
  const text = key === null ? '' : String(key)
  if (text.length <= LONGEST_KEY) return text
  return `${text.slice(0, LONGEST_KEY)} ${createHash('sha256').update(text).digest('hex')}`
}

type Counted = readonly [key: string | number | null, sessions: number]

/** One page of groups and of the sessions of those that stand open. `keyOf` gives the window's name of a server for its number. */
export function findLines(source: GridSource, find: Find, group: Group, part: Part, context: FilterContext, keyOf: KeyOf): FoundLines {
  const selected = select(source, find.filter, context)
  const counted = countGroups(source, selected, group.by, find.sort)
  const except = new Set(group.except)
  const isOpen = ([key]: Counted): boolean => group.open !== except.has(keyOf(key))
  const { visible, lines, matching, firstRow, rows } = linesOf(counted, isOpen, part)
  const groups = groupFacts(source, selected, group.by, visible)
  const ids = rows === 0 ? [] : findIds(source, selected, find.sort, group.by, visible, { limit: rows, offset: firstRow })
  return { groups, ids, lines, matching }
}

/** The window's name of a group. */
export type KeyOf = (key: string | number | null) => string

/** Of the selected rows those that are in the group of this name; null when there is none. */
export function selectGroup(source: GridSource, selected: Selected, by: Grouping, name: string, keyOf: KeyOf): Selected | null {
  const group = countGroups(source, selected, by, [{ column: 'user', direction: 'asc' }]).find(([key]) => keyOf(key) === name)
  return group === undefined ? null : within(source, selected, by, [{ key: group[0] }])
}

/** Every group in order, with the number of its sessions: by what they have in common, or by their newest activity where that is sorted by. */
function countGroups({ database }: GridSource, { from, where }: Selected, by: Grouping, sort: GridSort): readonly Counted[] {
  const sql = `SELECT ${KEYS[by].sql} AS k, count(*) FROM ${from} ${whereSql(where)} GROUP BY k ORDER BY ${groupOrder(by, sort)}`
  return database
    .prepare<unknown[], Counted>(sql)
    .raw()
    .all(...(where?.parameters ?? []))
}

function groupOrder(by: Grouping, [first]: GridSort): string {
  const key = by === 'server' ? '(SELECT rank FROM site WHERE site.id = server)' : 'k'
  if (first?.column === 'lastActiveAt') {
    const newest = first.direction === 'asc' ? 'min(last_active)' : 'max(last_active)'
    return `${newest} ${directionSql(first.direction)}, ${key} ${directionSql('asc')}`
  }
  return `${key} ${directionSql(first?.column === KEYS[by].column ? first.direction : 'asc')}`
}

interface Visible {
  readonly position: number
  readonly key: string | number | null
  readonly sessions: number
  readonly open: boolean
  /** Its line is on the page; else only some of its sessions are. */
  readonly shown: boolean
}

/** Which groups are on the page, and which of their sessions. */
function linesOf(counted: readonly Counted[], isOpen: (group: Counted) => boolean, { limit, offset }: Part) {
  const visible: Visible[] = []
  let lines = 0
  let matching = 0
  let firstRow = 0
  let rows = 0
  for (const group of counted) {
    const [key, sessions] = group
    const open = isOpen(group)
    const from = lines
    lines += 1 + (open ? sessions : 0)
    matching += sessions
    if (lines <= offset || from >= offset + limit) continue
    const shown = from >= offset
    visible.push({ position: from - offset, key, sessions, open, shown })
    if (!open) continue
    if (!shown) firstRow = offset - from - 1
    rows += Math.min(lines, offset + limit) - Math.max(from + 1, offset)
  }
  return { visible, lines, matching, firstRow, rows }
}

type Facts = readonly [
  key: string | number | null,
  text: string | null,
  sessions: number,
  users: number,
  addresses: number,
  servers: number,
  lastActive: number | null,
]

function groupFacts(source: GridSource, selected: Selected, by: Grouping, visible: readonly Visible[]): FoundGroup[] {
  const shown = visible.filter((group) => group.shown)
  if (shown.length === 0) return []
  const { sql: key, text } = KEYS[by]
  const many = shown.reduce((sum, { sessions }) => sum + sessions, 0) >= MANY
  const walks = many && source.indexed && selected.where === null ? WALKS[by] : undefined
  const { from, where } = within(source, selected, by, shown, walks !== undefined)
  const counts = walks === undefined ? DISTINCT[by] : ['0', '0', by === 'server' ? '1' : SERVERS]
  const sql = `SELECT ${key} AS k, min(${text}), count(*), ${counts.join(', ')}, max(last_active) FROM ${from} ${whereSql(where)} GROUP BY k`
  const rows = source.database
    .prepare<unknown[], Facts>(sql)
    .raw()
    .all(...where.parameters)
  const facts = new Map(rows.map((row) => [row[0], row]))
  const [users, addresses] = (walks ?? []).map((walk) => new Map(prepared<Counted>(source.database, walk).raw().all()))
  return shown.flatMap(({ position, key: own, open }) => {
    const row = facts.get(own)
    if (row === undefined) return []
    const [, found, sessions, ofUsers, ofAddresses, servers, lastActive] = row
    const counted = { users: users?.get(own) ?? ofUsers, addresses: addresses?.get(own) ?? ofAddresses }
    return [{ position, key: own, text: found, open, sessions, ...counted, servers, lastActive }]
  })
}

/** So many rows are read faster in the order in which they lie than along an index. */
const MANY = 20_000

/**
 * The users and the addresses of groups that are few and large, each counted along an index of its own: together, or with a filter, every
 * single one must be remembered, which takes ten times as long.
 */
const WALKS: Partial<Record<Grouping, readonly [users: string, addresses: string]>> = {
  server: [
    "SELECT server, count(DISTINCT user_sort) FROM live INDEXED BY live_server_user WHERE account IS NOT 'anonymous' GROUP BY server",
    'SELECT server, count(DISTINCT address_key) FROM live INDEXED BY live_server_address GROUP BY server',
  ],
  type: [
    "SELECT type_key, count(DISTINCT user_sort) FROM live INDEXED BY live_type WHERE account IS NOT 'anonymous' GROUP BY type_key",
    'SELECT type_key, count(DISTINCT address_key) FROM live INDEXED BY live_type_address GROUP BY type_key',
  ],
}

const USERS = "count(DISTINCT CASE WHEN account IS NOT 'anonymous' THEN user_sort END)"
const ADDRESSES = 'count(DISTINCT address_key)'
const SERVERS = 'count(DISTINCT server)'

/** Users, addresses and servers of a group. Counting what differs is most of the work, so it is not done where there is but one. */
const DISTINCT: Readonly<Record<Grouping, readonly string[]>> = {
  user: ["max(account IS NOT 'anonymous' AND user_sort NOT NULL)", ADDRESSES, SERVERS],
  server: [USERS, ADDRESSES, '1'],
  address: [USERS, 'max(address_key NOT NULL)', SERVERS],
  subnet: [USERS, ADDRESSES, SERVERS],
  type: [USERS, ADDRESSES, SERVERS],
}

/** The sessions of open groups from the first on the page to the last, in the order of the groups. */
function findIds(
  source: GridSource,
  selected: Selected,
  sort: GridSort,
  by: Grouping,
  visible: readonly Visible[],
  part: Part,
): readonly number[] {
  const open = visible.filter((group) => group.open)
  const { from, where } = within(source, selected, by, open)
  const places = open.map(() => 'WHEN ? THEN ?').join(' ')
  const place = open.length === 1 ? '' : `CASE coalesce(${KEYS[by].sql}, '') ${places} END, `
  const order = open.length === 1 ? [] : open.flatMap(({ key }, index) => [key ?? '', index])
  const sql = `SELECT id FROM ${from} ${whereSql(where)} ORDER BY ${place}${orderBy(sort)}`
  const parameters = [...where.parameters, ...order]
  const all = deepIds(source.database, sql, parameters, part.offset)
  if (all !== null) return all.slice(part.offset, part.offset + part.limit)
  return source.database
    .prepare<unknown[], number>(`${sql} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...parameters, part.limit, part.offset)
}

/** The index that finds the rows of a few groups. */
const INDEXES: Partial<Record<Grouping, string>> = {
  user: 'live_user',
  server: 'live_server',
  address: 'live_address',
  subnet: 'live_subnet',
}

/** The selected rows that are in these groups. */
function within(
  source: GridSource,
  selected: Selected,
  by: Grouping,
  groups: readonly Pick<Visible, 'key'>[],
  asTheyLie = false,
): Selected & { where: Condition } {
  const { sql } = KEYS[by]
  const keys = groups.flatMap(({ key }) => (key === null ? [] : [key]))
  const named: Condition = { sql: `${sql} IN (${keys.map(() => '?').join(', ')})`, parameters: keys }
  const withUnknown = keys.length < groups.length
  const inGroups = withUnknown ? joined([named, { sql: `${sql} IS NULL`, parameters: [] }], 'OR') : named
  const where = joined(selected.where === null ? [inGroups] : [inGroups, selected.where], 'AND')
  if (asTheyLie) return { from: `${source.rows} AS r NOT INDEXED`, where }
  const index = INDEXES[by]
  if (!source.indexed || index === undefined || withUnknown) return { from: selected.from, where }
  return { from: `${source.rows} AS r INDEXED BY ${index}`, where }
}
