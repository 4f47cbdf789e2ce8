import type { ChangeSet, LiveRow } from '../../shared/change.ts'
import { type Database, openMemory, prepared } from './database.ts'
import { addressKey, nameLooks, subnetKey, userSortText } from './row-keys.ts'
import { columnsFromRecord, RECORD_COLUMNS, recordSearchText, type SessionRecord } from './session-record.ts'

/**
 * The live sessions of all servers, in memory: on disk their updates would cost hundreds of gigabytes a day.
 * Only columns that never change from poll to poll have an index.
 */
const SCHEMA = `
  CREATE TABLE live (
    id INTEGER PRIMARY KEY, server INTEGER NOT NULL, sid ANY NOT NULL, duplicate INTEGER NOT NULL,
    user TEXT, user_id TEXT, display_name TEXT, email TEXT, project TEXT, organisation TEXT, type TEXT, node TEXT, address TEXT,
    agent TEXT, agent_words TEXT, created INTEGER, last_active INTEGER, expires INTEGER, account TEXT, own INTEGER, read_at INTEGER,
    browser TEXT, system TEXT, device TEXT, first_seen INTEGER,
    user_sort TEXT, address_key TEXT, subnet TEXT, type_key TEXT, agent_id INTEGER, suspect TEXT, skeleton TEXT, search TEXT NOT NULL
  ) STRICT;
  -- User agents are few: what is looked for in them is looked for once in each.
  CREATE TABLE agent (
    id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, words TEXT, browser TEXT, system TEXT, device TEXT
  ) STRICT;
  CREATE TABLE site (
    id INTEGER PRIMARY KEY, server_id TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL DEFAULT 0, complete_at INTEGER, read_at INTEGER,
    -- After how many seconds of idleness the server ends a session; and what ages and idleness are counted to in a query, in its clock.
    idle INTEGER, clock INTEGER, idle_clock INTEGER
  ) STRICT;
  -- User names with more than one address, as crowd.ts fills it when it is asked for.
  CREATE TABLE crowd (user_sort TEXT NOT NULL, addresses INTEGER NOT NULL) STRICT;
`

/**
 * Those with several columns hold all that is needed to count a user's addresses, an address's users, and the users and addresses of a
 * server or type, in an order that makes counting what differs a walk: it reads the index alone and remembers nothing.
 */
const INDEXES = `
  CREATE INDEX live_user ON live (user_sort, address_key, account);
  CREATE INDEX live_address ON live (address_key, user_sort, account);
  CREATE INDEX live_subnet ON live (subnet);
  CREATE INDEX live_type ON live (type_key, user_sort, account);
  CREATE INDEX live_type_address ON live (type_key, address_key);
  CREATE INDEX live_server ON live (server, sid);
  CREATE INDEX live_server_user ON live (server, user_sort, account);
  CREATE INDEX live_server_address ON live (server, address_key);
  CREATE INDEX live_repeated ON live (server, sid) WHERE duplicate > 0;
  CREATE INDEX live_skeleton ON live (skeleton) WHERE skeleton NOT NULL;
`

/** Plain: looking for a row to replace makes each insert a quarter slower, so the caller deletes it first. */
const INSERT = `INSERT INTO live (${RECORD_COLUMNS}, user_sort, address_key, subnet, type_key, agent_id, suspect, skeleton, search) VALUES (${'?, '.repeat(32)}?)`

/** A server in the live table: its number there and the reads its rows come from (epoch seconds). */
export interface Site {
  readonly id: number
  readonly completeAt: number | null
  readonly readAt: number | null
}

export function createLive(): Database {
  const live = createUnindexedLive()
  indexLive(live)
  return live
}

/** A live table that is about to be filled: it takes half as long before `indexLive`, which must come before any question. */
export function createUnindexedLive(): Database {
  const live = openMemory()
  live.exec(SCHEMA)
  return live
}

export function indexLive(live: Database): void {
  live.exec(INDEXES)
}

/** null when nothing of this server was ever put in. */
export function findSite(live: Database, serverId: string): Site | null {
  const sql = 'SELECT id, complete_at AS completeAt, read_at AS readAt FROM site WHERE server_id = ?'
  return prepared<Site>(live, sql).get(serverId) ?? null
}

/** Number by id of every server in the live table. */
export function siteNumbers(live: Database): Map<string, number> {
  const rows = prepared<{ id: number; server_id: string }>(live, 'SELECT id, server_id FROM site').all()
  return new Map(rows.map((row) => [row.server_id, row.id]))
}

/** Rows of one server, or of all. */
export function countLive(live: Database, site?: number): number {
  if (site === undefined) return prepared<{ n: number }>(live, 'SELECT count(*) AS n FROM live').get()?.n ?? 0
  return prepared<{ n: number }>(live, 'SELECT count(*) AS n FROM live WHERE server = +?').get(site)?.n ?? 0
}

/** Applies what one poll changed. A change set that is no newer than what is known changes nothing; the answer tells. */
export function applyChanges(live: Database, change: ChangeSet): boolean {
  const t = Math.floor(change.pollAt / 1000)
  const site = findSite(live, change.serverId)
  if (site !== null && site.readAt !== null && t <= site.readAt) return false
  live.transaction(() => {
    const id = site?.id ?? addSite(live, change.serverId)
    const remove = prepared(live, 'DELETE FROM live WHERE id = ?')
    for (const version of change.ended) remove.run(version)
    for (const row of change.started) {
      remove.run(row[0])
      insertRecord(live, recordFromLiveRow(row, id, change.complete ? null : t))
    }
    touchRows(live, change, t)
    setReadTimes(live, id, { readAt: t, completeAt: change.complete ? t : (site?.completeAt ?? null) })
  })()
  return true
}

/** Puts these rows in the place of all rows of a server. */
export function replaceRows(
  live: Database,
  serverId: string,
  rows: Iterable<{ readonly record: Omit<SessionRecord, 'server'>; readonly userText: string }>,
  times: Pick<Site, 'readAt' | 'completeAt'>,
): void {
  live.transaction(() => {
    const known = findSite(live, serverId)
    // Without an index, finding nothing to delete takes as long as filling the table.
    if (known !== null) prepared(live, 'DELETE FROM live WHERE server = ?').run(known.id)
    const id = known?.id ?? addSite(live, serverId)
    for (const { record, userText } of rows) insertRecord(live, { ...record, server: id }, userText)
    setReadTimes(live, id, times)
  })()
}

/** Takes a server out of the live table. */
export function dropSite(live: Database, serverId: string): void {
  const site = findSite(live, serverId)
  if (site === null) return
  live.transaction(() => {
    prepared(live, 'DELETE FROM live WHERE server = ?').run(site.id)
    prepared(live, 'DELETE FROM site WHERE id = ?').run(site.id)
  })()
}

/** What the list of servers says of one: it is kept in journal.db. */
export interface SiteFacts {
  readonly serverId: string
  /** After how many seconds without activity it ends a session; null when it does not, or when that is not known. */
  readonly idleSeconds: number | null
}

/** Tells the table what the list of servers says of each, in the order of their names. */
export function describeSites(live: Database, byName: readonly SiteFacts[]): void {
  const update = prepared(live, 'UPDATE site SET rank = ?, idle = ? WHERE server_id = ?')
  live.transaction(() => {
    for (const [rank, { serverId, idleSeconds }] of byName.entries()) update.run(rank, idleSeconds, serverId)
  })()
}

function addSite(live: Database, serverId: string): number {
  return Number(prepared(live, 'INSERT INTO site (server_id) VALUES (?)').run(serverId).lastInsertRowid)
}

function setReadTimes(live: Database, id: number, { readAt, completeAt }: Pick<Site, 'readAt' | 'completeAt'>): void {
  prepared(live, 'UPDATE site SET read_at = ?, complete_at = ? WHERE id = ?').run(readAt, completeAt, id)
}

function insertRecord(live: Database, record: SessionRecord, userText?: string): void {
  const { suspect, skeleton } = nameLooks(record.user)
  const address = addressKey(record.address)
  const keys = [
    userSortText(record.user),
    address,
    subnetKey(address),
    record.type === '' ? null : record.type,
    agentNumber(live, record),
    suspect,
    skeleton,
  ]
  prepared(live, INSERT).run(...columnsFromRecord(record), ...keys, recordSearchText(record, userText))
}

/** User agents by their texts, and how many of them there may be before a look for those that no session has any more. */
interface KnownAgents {
  readonly numbers: Map<string, number>
  most: number
}

const FEW_AGENTS = 20_000
const agents = new WeakMap<Database, KnownAgents>()

/** The number of a record's user agent, which gets one when it is met for the first time. */
function agentNumber(live: Database, { agent, agentWords, browser, system, device }: SessionRecord): number | null {
  if (agent === null) return null
  const known = agents.get(live) ?? { numbers: new Map<string, number>(), most: FEW_AGENTS }
  agents.set(live, known)
  const number = known.numbers.get(agent)
  if (number !== undefined) return number
  if (known.numbers.size >= known.most) forgetAgents(live, known)
  const insert = prepared(live, 'INSERT INTO agent (text, words, browser, system, device) VALUES (?, ?, ?, ?, ?)')
  const made = Number(insert.run(agent, agentWords, browser, system, device).lastInsertRowid)
  known.numbers.set(agent, made)
  return made
}

/** A program that calls itself otherwise with every request must not fill the memory over the weeks. */
function forgetAgents(live: Database, known: KnownAgents): void {
  live.exec('DELETE FROM agent WHERE id NOT IN (SELECT agent_id FROM live WHERE agent_id NOT NULL)')
  known.numbers.clear()
  for (const { id, text } of prepared<{ id: number; text: string }>(live, 'SELECT id, text FROM agent').all()) known.numbers.set(text, id)
  known.most = Math.max(FEW_AGENTS, known.numbers.size * 2)
}

function touchRows(live: Database, { touched, lastActive, expires, complete }: ChangeSet, t: number): void {
  const active = prepared(live, 'UPDATE live SET last_active = ? WHERE id = ?')
  const expiry = prepared(live, 'UPDATE live SET expires = ? WHERE id = ?')
  const read = prepared(live, 'UPDATE live SET read_at = ? WHERE id = ?')
  for (let index = 0; index < touched.length; index += 1) {
    const id = touched[index]
    active.run(seconds(lastActive[index]), id)
    if (expires !== null) expiry.run(seconds(expires[index]), id)
    if (!complete) read.run(t, id)
  }
}

function seconds(milliseconds: number | null | undefined): number | null {
  return milliseconds === null || milliseconds === undefined || Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000)
}

function recordFromLiveRow(row: LiveRow, server: number, readAt: number | null): SessionRecord {
  const [id, sessionId, duplicate, user, userId, displayName, email, project, organisation, type, node, ...rest] = row
  const [address, agent, agentWords, created, lastActive, expires, account, own, browser, system, device, firstSeenAt] = rest
  return {
    id,
    server,
    sessionId,
    duplicate,
    user,
    userId,
    displayName,
    email,
    project,
    organisation,
    type,
    node,
    address,
    agent,
    agentWords,
    created,
    lastActive: seconds(lastActive),
    expires: seconds(expires),
    account: account as SessionRecord['account'],
    own: own === null ? null : own === 1,
    readAt,
    browser,
    system,
    device,
    firstSeen: seconds(firstSeenAt),
  }
}
