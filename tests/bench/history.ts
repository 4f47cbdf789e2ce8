import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { DecodedSession } from '../../src/main/collector/connectors/connector.ts'
import { ingest, loadMemory } from '../../src/main/collector/polling/ingest.ts'
import { openCache } from '../../src/main/store/cache.ts'
import { closeDatabase, type Database, openDatabase, prepared } from '../../src/main/store/database.ts'
import { findRows, rowsById } from '../../src/main/store/grid.ts'
import { createPast } from '../../src/main/store/past.ts'
import { parseFilter } from '../../src/shared/filter/parse.ts'
import { median, type Result, timed } from './measure.ts'
import { createPopulation, FIRST_POLL, INTERVAL, pageTexts } from './population.ts'

interface Scale {
  readonly sessions: number
  /** Closed versions put between the early and the late part, so that the file is as deep as after a month. */
  readonly filler: number
}

const WARM = 40
const MEASURED = 40
const LATE = 40

const COPY = `CREATE TABLE copy (server INTEGER, poll INTEGER, sid TEXT, user TEXT, user_id TEXT, display_name TEXT, email TEXT, type TEXT,
    address TEXT, agent TEXT, created INTEGER, last_active INTEGER, expires INTEGER, own INTEGER);
  CREATE INDEX copy_poll ON copy (server, poll);`

/** One server polled for a while, a month of others' versions, and a while again: how large it is and how fast its past answers. */
export function benchHistory(folder: string, { sessions, filler }: Scale): Result[] {
  const { cache } = openCache(folder, { readOnly: false })
  const copies = openCopies(folder)
  const memory = loadMemory(cache, 'history')
  const population = createPopulation(1, sessions)
  let poll = 0
  const once = (at: number): void => {
    population.step()
    const decoded = pageTexts(population.rows()).flatMap(decodePage)
    const read = { sessions: decoded, complete: true, incomplete: null, unreadable: { count: 0, reasons: [] }, clockOffset: null }
    ingest(cache, memory, read, at, () => [])
    if (poll >= WARM && poll < WARM + MEASURED) insertCopy(copies, poll, decoded)
    poll += 1
  }
  const early = () => FIRST_POLL + poll * INTERVAL
  while (poll < WARM) once(early())
  const before = usedBytes(cache)
  while (poll < WARM + MEASURED) once(early())
  const bytes = (usedBytes(cache) - before) / MEASURED
  const copyBytes = usedBytes(copies) / MEASURED
  closeDatabase(copies)

  addFiller(cache, filler)
  const lateStart = early() + 30 * 86_400_000
  const lateFrom = poll
  while (poll < lateFrom + LATE) once(lateStart + (poll - lateFrom) * INTERVAL)
  cache.pragma('wal_checkpoint(TRUNCATE)')

  const reader = openCache(folder, { readOnly: true }).cache
  const times = { early: FIRST_POLL + 30 * INTERVAL, late: lateStart + 30 * INTERVAL }
  const asked = measurePast(reader, times, pageTexts(population.rows()))
  closeDatabase(reader)
  closeDatabase(cache)
  const size = statSync(join(folder, 'cache.db')).size / 1e6
  return [
    {
      what: 'history bytes per poll / full copy',
      value: (bytes / copyBytes) * 100,
      goal: 1,
      unit: '%',
      detail: `${(bytes / 1024).toFixed(1)} KiB against ${(copyBytes / 1024).toFixed(0)} KiB`,
    },
    {
      what: 'past moment, first sorted filtered page / JSON.parse',
      value: asked.early / asked.parse,
      goal: 2.5,
      unit: '',
      detail: `${asked.early.toFixed(1)} ms against ${asked.parse.toFixed(1)} ms`,
    },
    {
      what: 'past moment late / early in a long history',
      value: Math.max(asked.late / asked.early, asked.early / asked.late),
      goal: 2,
      unit: '',
      detail: `${asked.late.toFixed(1)} ms and ${asked.early.toFixed(1)} ms; ${filler + sessions} versions, ${size.toFixed(0)} MB`,
    },
  ]
}

/** Interleaved; the two moments take turns, so each is filled anew as for a first page. */
function measurePast(reader: Database, times: { early: number; late: number }, pages: readonly string[]) {
  const past = createPast(reader)
  const understood = parseFilter('lastname10 type=browser')
  if ('problem' in understood) throw new Error(understood.problem.message)
  const find = { filter: understood.filter, sort: [{ column: 'lastActiveAt' as const, direction: 'desc' as const }] }
  const context = { servers: [], now: FIRST_POLL / 1000 }
  const ask = (at: number): void => {
    const { source } = past.at(at, [{ serverId: 'history', idleSeconds: null }])
    rowsById(source, findRows(source, find, { limit: 100, offset: 0 }, context).ids)
  }
  const took: { early: number[]; late: number[]; parse: number[] } = { early: [], late: [], parse: [] }
  for (let count = 0; count < 25; count += 1) {
    took.early.push(timed(() => ask(times.early)))
    took.parse.push(timed(() => pages.map((page) => JSON.parse(page))))
    took.late.push(timed(() => ask(times.late)))
  }
  return { early: median(took.early), late: median(took.late), parse: median(took.parse) }
}

function decodePage(text: string): DecodedSession[] {
  const { sessions } = JSON.parse(text) as { sessions: Record<string, string>[] }
  return sessions.map((row) => {
    const user = row.user as unknown as Record<'id' | 'name' | 'displayName' | 'email', string>
    return {
      sessionId: row.id ?? '',
      user: user.name,
      userId: user.id,
      displayName: user.displayName,
      email: user.email,
      project: null,
      organisation: null,
      type: row.type ?? null,
      node: null,
      address: row.ipAddress ?? null,
      userAgent: row.userAgent ?? null,
      createdAt: Date.parse(row.createdAt ?? ''),
      createdWithin: 0,
      lastActiveAt: Date.parse(row.lastActiveAt ?? ''),
      expiresAt: Date.parse(row.expiresAt ?? ''),
      account: null,
      own: null,
      raw: row,
    }
  })
}

function openCopies(folder: string): Database {
  const file = join(folder, 'copies.db')
  return openDatabase({ file, readOnly: false, applicationId: 2, migrations: [{ version: 1, sql: COPY }], synchronous: 'NORMAL' })
}

function insertCopy(copies: Database, poll: number, sessions: readonly DecodedSession[]): void {
  const insert = prepared(copies, `INSERT INTO copy VALUES (${'?, '.repeat(13)}?)`)
  copies.transaction(() => {
    for (const row of sessions) {
      const { sessionId, user, userId, displayName, email, type, address, userAgent, createdAt, lastActiveAt, expiresAt } = row
      insert.run(1, poll, sessionId, user, userId, displayName, email, type, address, userAgent, createdAt, lastActiveAt, expiresAt, null)
    }
  })()
}

/** Bytes of all pages that hold something. */
function usedBytes(database: Database): number {
  const number = (pragma: string) => database.pragma(pragma, { simple: true }) as number
  return (number('page_count') - number('freelist_count')) * number('page_size')
}

function addFiller(cache: Database, versions: number): void {
  cache.exec(`
    INSERT INTO ver (server, sid, duplicate, usr, typ, address, agent, created, expires, seen_from, seen_to, last_active)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${versions})
    SELECT 1, randomblob(16), 0, 1 + i % (SELECT max(id) FROM usr), 1, '10.0.0.1', 1 + i % 200, ${FIRST_POLL} + i,
      ${FIRST_POLL / 1000} + i, ${FIRST_POLL / 1000} + 5000 + i / 10, ${FIRST_POLL / 1000} + 6000 + i / 10, ${FIRST_POLL / 1000} + 5900 + i / 10 FROM n`)
}
