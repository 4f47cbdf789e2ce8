import { existsSync, readFileSync } from 'node:fs'
import { loadMemory } from '../../src/main/collector/polling/ingest.ts'
import { eachSession } from '../../src/main/collector/polling/memory.ts'
import { openCache } from '../../src/main/store/cache.ts'
import type { Database } from '../../src/main/store/database.ts'
import { verifyChain } from '../../src/main/store/journal/entries.ts'
import { openJournal } from '../../src/main/store/journal/open-journal.ts'
import { listServers } from '../../src/main/store/journal/servers.ts'

/** What is known from outside the folder: the server's own log and set, and what children said is on the disk. */
export interface Evidence {
  readonly folder: string
  readonly requestLog: string
  readonly alive: ReadonlySet<string>
  /** Hash by number of every entry that a child reported as written. */
  readonly written: ReadonlyMap<number, string>
  /** The newest read that a child reported as taken in. */
  readonly polledAt: number
}

/** Everything that is wrong with the folder after a kill and a restart, in words. */
export function violationsIn(evidence: Evidence): string[] {
  const journal = openJournal(evidence.folder, { readOnly: true })
  const { cache } = openCache(evidence.folder, { readOnly: true })
  try {
    return [
      ...damage('journal.db', journal),
      ...damage('cache.db', cache),
      ...chainViolations(journal, evidence),
      ...outcomeViolations(journal, evidence),
      ...requestViolations(journal, evidence),
      ...historyViolations(journal, cache, evidence),
    ]
  } finally {
    journal.close()
    cache.close()
  }
}

/** Whether the cache lists exactly the sessions that are alive on the server, which stands still meanwhile. */
export function listingViolations({ folder, alive }: Evidence): string[] {
  const journal = openJournal(folder, { readOnly: true })
  const { cache } = openCache(folder, { readOnly: true })
  const serverId = listServers(journal)[0]?.id ?? ''
  const listed = new Set([...eachSession(loadMemory(cache, serverId).sessions)].map(({ sessionId }) => sessionId))
  journal.close()
  cache.close()
  const lost = [...alive].filter((id) => !listed.has(id))
  const stayed = [...listed].filter((id) => !alive.has(id))
  return [...lost.map((id) => `${id} is alive and not listed`), ...stayed.map((id) => `${id} is gone and still listed`)]
}

function damage(name: string, database: Database): string[] {
  const answer = database.pragma('integrity_check', { simple: true })
  return answer === 'ok' ? [] : [`${name}: ${answer}`]
}

function chainViolations(journal: Database, { written }: Evidence): string[] {
  const { firstBad } = verifyChain(journal)
  const hashes = new Map(journal.prepare('SELECT sequence, hash FROM entry').raw().all() as [number, string][])
  const lost = [...written].filter(([sequence, hash]) => hashes.get(sequence) !== hash)
  return [
    ...(firstBad === null ? [] : [`the chain breaks at ${firstBad}`]),
    ...lost.map(([sequence]) => `entry ${sequence} was lost or changed`),
  ]
}

/** After a restart and a read: one outcome for each target, one entry for each outcome, and none that says gone of what is alive. */
function outcomeViolations(journal: Database, { alive }: Evidence): string[] {
  const open = journal
    .prepare(`SELECT target.session_id FROM target LEFT JOIN outcome USING (run_id, position) WHERE outcome.kind IS NULL`)
    .pluck()
    .all() as string[]
  const doubled = journal
    .prepare(
      `SELECT run_id || '/' || json_extract(data, '$.position') AS place FROM entry WHERE kind = 'target-outcome'
       GROUP BY place HAVING count(*) > 1`,
    )
    .pluck()
    .all() as string[]
  const gone = journal
    .prepare(`SELECT session_id FROM target JOIN outcome USING (run_id, position) WHERE outcome.kind IN ('terminated', 'already-gone')`)
    .pluck()
    .all() as string[]
  const unmatched = journal
    .prepare(`SELECT (SELECT count(*) FROM outcome) - (SELECT count(*) FROM entry WHERE kind = 'target-outcome')`)
    .pluck()
    .get() as number
  return [
    ...open.map((id) => `${id} has no outcome`),
    ...doubled.map((place) => `${place} has two outcomes in the journal`),
    ...gone.filter((id) => alive.has(id)).map((id) => `${id} is said to be gone and is alive`),
    ...(unmatched === 0 ? [] : [`${unmatched} outcomes have no entry`]),
  ]
}

function requestViolations(journal: Database, { requestLog }: Evidence): string[] {
  const asked = existsSync(requestLog)
    ? readFileSync(requestLog, 'utf8')
        .trim()
        .split('\n')
        .filter((id) => id !== '')
    : []
  const intended = new Set(journal.prepare('SELECT session_id FROM target JOIN intent USING (run_id, position)').pluck().all() as string[])
  const untold = asked.filter((id) => !intended.has(id))
  const repeated = [...Map.groupBy(asked, (id) => id)].filter(([, all]) => all.length > 1)
  return [
    ...untold.map((id) => `${id} was asked to end without an intent`),
    ...repeated.map(([id, all]) => `${id} was asked to end ${all.length} times`),
  ]
}

/** The last complete read and the listing that is rebuilt from the file have to agree, and no read that was reported may be missing. */
function historyViolations(journal: Database, cache: Database, { polledAt }: Evidence): string[] {
  const serverId = listServers(journal)[0]?.id ?? ''
  const last = cache.prepare('SELECT t, sessions FROM poll WHERE ok = 1 ORDER BY t DESC LIMIT 1').get() as
    | { t: number; sessions: number }
    | undefined
  if (last === undefined) return polledAt === 0 ? [] : ['the reads are gone']
  const listed = [...eachSession(loadMemory(cache, serverId).sessions)].length
  return [
    ...(last.t * 1000 >= polledAt ? [] : [`a read of ${polledAt} is gone, the newest is ${last.t * 1000}`]),
    ...(listed === last.sessions ? [] : [`${listed} sessions are rebuilt where ${last.sessions} were listed`]),
  ]
}

/** What happened in all, in one line. */
export function countsIn({ folder, requestLog }: Pick<Evidence, 'folder' | 'requestLog'>): string {
  const journal = openJournal(folder, { readOnly: true })
  const { cache } = openCache(folder, { readOnly: true })
  const count = (database: Database, sql: string) => database.prepare(sql).pluck().get() as number
  const requests = existsSync(requestLog) ? readFileSync(requestLog, 'utf8').split('\n').length - 1 : 0
  const runs = count(journal, 'SELECT count(*) FROM run')
  const interrupted = count(journal, "SELECT count(*) FROM run WHERE state = 'interrupted'")
  const inDoubt = count(journal, "SELECT count(*) FROM outcome WHERE detail LIKE '%after an interruption%'")
  const outcomes = count(journal, 'SELECT count(*) FROM outcome')
  const entries = count(journal, 'SELECT count(*) FROM entry')
  const polls = count(cache, 'SELECT count(*) FROM poll')
  journal.close()
  cache.close()
  return `${runs} runs (${interrupted} interrupted), ${requests} requests, ${outcomes} outcomes (${inDoubt} resolved after an interruption), ${entries} entries, ${polls} reads`
}
