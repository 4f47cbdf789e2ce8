import { type Database, prepared } from './database.ts'

/** Beyond so many rows, putting all ids in order takes no longer than skipping most of them; the next page then costs nothing. */
const DEEP = 5000

/** So many answers are kept per connection; one of 100,000 ids takes a megabyte. */
const MOST_KEPT = 2

interface Kept {
  readonly state: string
  readonly answers: Map<string, readonly number[]>
}

const kept = new WeakMap<Database, Kept>()

/**
 * All that a statement finds, from where a page far down is cut: one column of ids in their order, without a limit. Kept until any row on
 * the connection changes. null for a page near the top while nothing is kept: there the statement is quicker with its limit.
 */
export function deepIds(database: Database, sql: string, parameters: readonly unknown[], offset: number): readonly number[] | null {
  if (offset < DEEP && !kept.has(database)) return null
  const answers = answersOf(database)
  const key = `${sql} ${JSON.stringify(parameters)}`
  const known = answers.get(key)
  if (known !== undefined || offset < DEEP) return known ?? null
  const ids = database
    .prepare<unknown[], number>(sql)
    .pluck()
    .all(...parameters)
  const [oldest] = answers.keys()
  if (answers.size >= MOST_KEPT && oldest !== undefined) answers.delete(oldest)
  answers.set(key, ids)
  return ids
}

/** What this connection wrote, temporary tables included, and whether another one wrote into the same file. */
export function stateOf(database: Database): string {
  const changes = prepared<number>(database, 'SELECT total_changes()').pluck().get()
  return `${changes}/${database.pragma('data_version', { simple: true })}`
}

function answersOf(database: Database): Map<string, readonly number[]> {
  const state = stateOf(database)
  const known = kept.get(database)
  if (known !== undefined && known.state === state) return known.answers
  const answers = new Map<string, readonly number[]>()
  kept.set(database, { state, answers })
  return answers
}
