import { type Problem, problemSchema, RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { type CredentialState, type Hold, holdSchema, type Server, serverSchema } from '../../../shared/server.ts'
import type { Database } from '../database.ts'

interface ServerRow {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly connector: string
  readonly auth: string
  readonly trust: string
  readonly environment: string
  readonly interval_seconds: number
  readonly timeout_seconds: number
  readonly view_only: number
  readonly paused: number
  readonly credential: string
  readonly tags: string
  readonly idle_timeout_minutes: number | null
}

const COLUMNS =
  'id, name, url, connector, auth, trust, environment, interval_seconds, timeout_seconds, view_only, paused, credential, tags, idle_timeout_minutes' as const

/** All servers in the order in which they were added. */
export function listServers(journal: Database): Server[] {
  return (journal.prepare(`SELECT ${COLUMNS} FROM server ORDER BY position, id`).all() as ServerRow[]).map(toServer)
}

/** One server, or null when there is none with this id. */
export function getServer(journal: Database, serverId: string): Server | null {
  const row = journal.prepare(`SELECT ${COLUMNS} FROM server WHERE id = ?`).get(serverId) as ServerRow | undefined
  return row === undefined ? null : toServer(row)
}

/** Adds a server behind the others. Throws `bad-input` when its name is taken. Call it inside `journalWrite`. */
export function insertServer(journal: Database, server: Server): void {
  refuseTakenName(journal, server)
  journal
    .prepare(
      `INSERT INTO server (position, ${COLUMNS})
       VALUES ((SELECT coalesce(max(position), 0) + 1 FROM server), @id, @name, @url, @connector, @auth, @trust, @environment,
               @interval_seconds, @timeout_seconds, @view_only, @paused, @credential, @tags, @idle_timeout_minutes)`,
    )
    .run(toRow(server))
}

/** Writes everything of a server that is there. Throws `bad-input` when its new name is taken. Call it inside `journalWrite`. */
export function updateServer(journal: Database, server: Server): void {
  refuseTakenName(journal, server)
  journal
    .prepare(
      `UPDATE server SET name = @name, url = @url, connector = @connector, auth = @auth, trust = @trust, environment = @environment,
         interval_seconds = @interval_seconds, timeout_seconds = @timeout_seconds, view_only = @view_only, paused = @paused,
         credential = @credential, tags = @tags, idle_timeout_minutes = @idle_timeout_minutes
       WHERE id = @id`,
    )
    .run(toRow(server))
}

/** Takes a server off the list. Its entries and runs stay. Call it inside `journalWrite`. */
export function deleteServer(journal: Database, serverId: string): void {
  journal.prepare('DELETE FROM server WHERE id = ?').run(serverId)
}

/** Notes what is known of a server's secret. Call it inside `journalWrite`. */
export function setCredential(journal: Database, serverId: string, credential: CredentialState): void {
  journal.prepare('UPDATE server SET credential = ? WHERE id = ?').run(credential, serverId)
}

/** Why a server was not to be asked any more when the program last ran, so that a restart is no new attempt to sign in. */
export interface Held {
  readonly hold: Hold
  readonly problem: Problem
  /** Epoch ms. */
  readonly at: number
}

/** The hold that was kept for a server, or null. */
export function readHeld(journal: Database, serverId: string): Held | null {
  const row = journal.prepare('SELECT held FROM server WHERE id = ?').get(serverId) as { held: string | null } | undefined
  if (row === undefined || row.held === null) return null
  const stored = JSON.parse(row.held)
  return { hold: holdSchema.parse(stored.hold), problem: problemSchema.parse(stored.problem), at: Number(stored.at) }
}

/** Keeps or lifts a hold across restarts. Call it inside `journalWrite`. */
export function writeHeld(journal: Database, serverId: string, held: Held | null): void {
  journal.prepare('UPDATE server SET held = ? WHERE id = ?').run(held === null ? null : JSON.stringify(held), serverId)
}

function refuseTakenName(journal: Database, server: Server): void {
  const folded = server.name.toLocaleLowerCase('en')
  const taken = listServers(journal).find((other) => other.id !== server.id && other.name.toLocaleLowerCase('en') === folded)
  if (taken === undefined) return
  throw new RollcallError({
    code: 'bad-input',
    message: t('store.nameTaken', { name: taken.name }),
    next: t('store.nameTakenNext'),
  })
}

function toRow(server: Server): ServerRow {
  return {
    id: server.id,
    name: server.name,
    url: server.url,
    connector: JSON.stringify(server.connector),
    auth: JSON.stringify(server.auth),
    trust: JSON.stringify(server.trust),
    environment: server.environment,
    interval_seconds: server.intervalSeconds,
    timeout_seconds: server.timeoutSeconds,
    view_only: server.viewOnly ? 1 : 0,
    paused: server.paused ? 1 : 0,
    credential: server.credential,
    tags: JSON.stringify(server.tags),
    idle_timeout_minutes: server.idleTimeoutMinutes,
  }
}

function toServer(row: ServerRow): Server {
  return serverSchema.parse({
    id: row.id,
    name: row.name,
    url: row.url,
    connector: JSON.parse(row.connector),
    auth: JSON.parse(row.auth),
    trust: JSON.parse(row.trust),
    environment: row.environment,
    intervalSeconds: row.interval_seconds,
    timeoutSeconds: row.timeout_seconds,
    viewOnly: row.view_only === 1,
    paused: row.paused === 1,
    credential: row.credential,
    tags: JSON.parse(row.tags),
    idleTimeoutMinutes: row.idle_timeout_minutes,
  })
}
