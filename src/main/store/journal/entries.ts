import { createHash } from 'node:crypto'
import { type JournalEntry, type JournalKind, journalEntrySchema } from '../../../shared/journal.ts'
import { type Database, prepared } from '../database.ts'
import { searchTerms } from '../fold.ts'
import { canonicalJson } from './canonical.ts'

/** What is said when something is written down; the journal gives the rest. */
export interface EntryDraft {
  readonly at: number
  readonly kind: JournalKind
  /** The server it is about, with the name it has now. */
  readonly server?: { readonly id: string; readonly name: string }
  readonly runId?: string
  readonly text: string
  /** JSON values only: ids, names, counts; never a secret. */
  readonly data?: Readonly<Record<string, unknown>>
}

interface EntryRow {
  readonly sequence: number
  readonly at: number
  readonly kind: string
  readonly server_id: string | null
  readonly server_name: string | null
  readonly run_id: string | null
  readonly text: string
  readonly data: string
  readonly previous_hash: string
  readonly hash: string
}

/** The hash that stands before the first entry. */
export const FIRST_HASH = '0'.repeat(64)

interface Head {
  readonly sequence: number
  readonly hash: string
}

/** The number and hash of the newest entry as the file itself notes them beside the entries; an entry cut off the end is noticed by it. */
export function readHead(journal: Database): Head {
  return prepared<Head>(journal, 'SELECT sequence, hash FROM head').get() ?? { sequence: 0, hash: FIRST_HASH }
}

const INSERT = `INSERT INTO entry (sequence, at, kind, server_id, server_name, run_id, text, data, previous_hash, hash)
  VALUES (@sequence, @at, @kind, @server_id, @server_name, @run_id, @text, @data, @previous_hash, @hash)`
const MOVE_HEAD = `INSERT INTO head (one, sequence, hash) VALUES (1, ?, ?)
  ON CONFLICT (one) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash`

/** Adds one entry to the chain. Call it inside the transaction of what it tells, so that both are there or neither is. */
export function appendEntry(journal: Database, draft: EntryDraft): void {
  const row = toRow(draft, readHead(journal))
  prepared(journal, INSERT).run(row)
  prepared(journal, MOVE_HEAD).run(row.sequence, row.hash)
}

function toRow(draft: EntryDraft, head: Head): EntryRow {
  const row = {
    sequence: head.sequence + 1,
    at: Math.round(draft.at),
    kind: draft.kind,
    server_id: draft.server?.id ?? null,
    server_name: draft.server?.name.toWellFormed() ?? null,
    run_id: draft.runId ?? null,
    text: draft.text.toWellFormed(),
    data: canonicalJson(draft.data ?? {}),
    previous_hash: head.hash,
  }
  return { ...row, hash: hashOf(row) }
}

/** SHA-256 over the previous hash and the canonical JSON of the entry; `data` goes in as it is stored, so a change of its spelling shows too. */
function hashOf(row: Omit<EntryRow, 'hash'>): string {
  const { previous_hash, ...rest } = row
  return createHash('sha256').update(previous_hash).update('\n').update(canonicalJson(rest)).digest('hex')
}

function toEntry(row: EntryRow): JournalEntry {
  return journalEntrySchema.parse({
    sequence: row.sequence,
    at: row.at,
    kind: row.kind,
    serverId: row.server_id,
    serverName: row.server_name,
    runId: row.run_id,
    text: row.text,
    data: JSON.parse(row.data),
    previousHash: row.previous_hash,
    hash: row.hash,
  })
}

/** Which entries to give: newest first, from before a sequence number, of one server, with a text in what a person may know of it. */
export interface EntryQuery {
  readonly before?: number
  readonly limit: number
  readonly serverId?: string
  readonly search: string
}

/** What a person may know of an entry; the names of its other facts would match far too much. */
const SEARCHED = ['text', 'server_name', ...['sessionId', 'address', 'reason', 'url'].map((name) => `data ->> '${name}'`)]
  .map((value) => `coalesce(${value}, '')`)
  .join(" || ' ' || ")

/** One page of the journal, and how many entries match in all (`before` does not count). */
export function pageEntries(journal: Database, query: EntryQuery): { readonly entries: JournalEntry[]; readonly total: number } {
  const matching = [serverCondition(query), searchCondition(query)].filter((condition) => condition !== null)
  const shown = query.before === undefined ? matching : [...matching, { sql: 'sequence < ?', parameters: [query.before] }]
  const page = `SELECT * FROM entry ${whereOf(shown)} ORDER BY sequence DESC LIMIT ?`
  const rows = journal.prepare<unknown[], EntryRow>(page).all(...parametersOf(shown), query.limit)
  const counting = journal.prepare<unknown[], { total: number }>(`SELECT count(*) AS total FROM entry ${whereOf(matching)}`)
  return { entries: rows.map(toEntry), total: counting.get(...parametersOf(matching))?.total ?? 0 }
}

interface Condition {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

function serverCondition({ serverId }: EntryQuery): Condition | null {
  return serverId === undefined ? null : { sql: 'server_id = ?', parameters: [serverId] }
}

/** As in the grid: without case and accents, and `;` stands between alternatives. */
function searchCondition({ search }: EntryQuery): Condition | null {
  const terms = searchTerms(search)
  if (terms.length === 0) return null
  return { sql: `(${terms.map(() => `instr(fold(${SEARCHED}), ?) > 0`).join(' OR ')})`, parameters: terms }
}

/** Only the filters that were given: one that is always true in SQL would keep the index of the servers from being used. */
function whereOf(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`
}

function parametersOf(conditions: readonly Condition[]): readonly unknown[] {
  return conditions.flatMap(({ parameters }) => parameters)
}

/** Walks the hash chain from the entry after `from` to the head. `firstBad` is the number of the first entry that is wrong or not there. */
export function verifyChain(journal: Database, from = 0): { readonly entries: number; readonly firstBad: number | null } {
  const rows = journal.prepare('SELECT * FROM entry WHERE sequence > ? ORDER BY sequence').iterate(from) as IterableIterator<EntryRow>
  let previous = { sequence: from, hash: from === 0 ? FIRST_HASH : hashBefore(journal, from) }
  let firstBad: number | null = null
  let entries = 0
  for (const row of rows) {
    entries += 1
    if (firstBad === null && !follows(row, previous)) firstBad = Math.min(row.sequence, previous.sequence + 1)
    previous = row
  }
  if (firstBad !== null) return { entries, firstBad }
  const head = readHead(journal)
  if (head.sequence === previous.sequence && head.hash === previous.hash) return { entries, firstBad: null }
  return { entries, firstBad: Math.min(head.sequence, previous.sequence) + 1 }
}

function follows(row: EntryRow, previous: Head): boolean {
  const { hash, ...rest } = row
  return row.sequence === previous.sequence + 1 && row.previous_hash === previous.hash && hash === hashOf(rest)
}

function hashBefore(journal: Database, sequence: number): string {
  return prepared<{ hash: string }>(journal, 'SELECT hash FROM entry WHERE sequence = ?').get(sequence)?.hash ?? ''
}
