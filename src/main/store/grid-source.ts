import type { Environment } from '../../shared/server.ts'
import type { Database } from './database.ts'

/** Where sessions of one moment are looked up: the live table, or a past moment with the same columns. Both have a `site` table beside. */
export interface GridSource {
  readonly database: Database
  /** A table or a table expression. */
  readonly rows: string
  /** A table whose indexes a text search must not walk; an expression can't be told. */
  readonly indexed: boolean
  /** Conditions that together look for a folded term, each with one parameter. */
  readonly search: readonly string[]
  /** Every row's folded texts in one column: a text that is not in there is in none of its fields. */
  readonly allTexts: string | null
  /** Each server's number there. */
  readonly numbers: ReadonlyMap<string, number>
}

/** The live table as a source. */
export function liveSource(live: Database, numbers: ReadonlyMap<string, number>): GridSource {
  return { database: live, rows: 'live', indexed: true, search: ['instr(search, ?) > 0'], allTexts: 'search', numbers }
}

/** What of a server decides whether a filter finds its sessions. */
export interface FilterServer {
  readonly serverId: string
  /** Its name and its tags, folded. */
  readonly name: string
  readonly tags: readonly string[]
  readonly environment: Environment
  /** Its rows may no longer be true. */
  readonly stale: boolean
  /** None of its sessions can be terminated. */
  readonly closed: boolean
  /** User names whose sessions there may be Rollcall's own. */
  readonly ownUsernames: readonly string[]
  /** Now in its own clock, epoch seconds: what the ages and the ends of its sessions are counted to. */
  readonly clock: number
  /** The same for what may have changed since it was read: idleness is known up to its last read, when it is stale. */
  readonly idleClock: number
}

/** What a filter is held against besides the rows. `now`: epoch seconds of this machine. */
export interface FilterContext {
  readonly servers: readonly FilterServer[]
  readonly now: number
}

/** A part of a WHERE clause with its parameters. */
export interface Condition {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** Conditions of which one must hold (`OR`) or all (`AND`); of none at all: none holds, or all do. */
export function joined(conditions: readonly Condition[], by: 'AND' | 'OR'): Condition {
  if (conditions.length === 0) return { sql: by === 'AND' ? '1' : '0', parameters: [] }
  const sql = conditions.length === 1 ? (conditions[0]?.sql ?? '1') : `(${conditions.map((one) => one.sql).join(` ${by} `)})`
  return { sql, parameters: conditions.flatMap(({ parameters }) => parameters) }
}
