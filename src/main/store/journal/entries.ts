import { createHash } from 'node:crypto'
import { type JournalEntry, type JournalKind, journalEntrySchema } from '../../../shared/journal.ts'
import type { Database } from '../database.ts'
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
  const row = journal.prepare('SELECT sequence, hash FROM head').get() as Head | undefined
  return row ?? { sequence: 0, hash: FIRST_HASH }
}

/** Adds one entry to the chain. Call it inside the transaction of what it tells, so that both are there or neither is. */
export function appendEntry(journal: Database, draft: EntryDraft): JournalEntry {
  const head = readHead(journal)
  const row = toRow(draft, head)
  journal
    .prepare(
      `INSERT INTO entry (sequence, at, kind, server_id, server_name, run_id, text, data, previous_hash, hash)
       VALUES (@sequence, @at, @kind, @server_id, @server_name, @run_id, @text, @data, @previous_hash, @hash)`,
    )
    .run(row)
  journal
    .prepare(
      'INSERT INTO head (one, sequence, hash) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash',
    )
    .run(row.sequence, row.hash)
  return toEntry(row)
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
  const filter = `(@serverId IS NULL OR server_id = @serverId)
    AND (@search = '' OR instr(lower(${SEARCHED}), lower(@search)) > 0)`
  const values = { serverId: query.serverId ?? null, search: query.search.trim(), before: query.before ?? null, limit: query.limit }
  const rows = journal
    .prepare(`SELECT * FROM entry WHERE (@before IS NULL OR sequence < @before) AND ${filter} ORDER BY sequence DESC LIMIT @limit`)
    .all(values) as EntryRow[]
  const { total } = journal
    .prepare(`SELECT count(*) AS total FROM entry WHERE ${filter}`)
    .get({ serverId: values.serverId, search: values.search }) as {
    total: number
  }
  return { entries: rows.map(toEntry), total }
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
  const row = journal.prepare('SELECT hash FROM entry WHERE sequence = ?').get(sequence) as { hash: string } | undefined
  return row?.hash ?? ''
}
