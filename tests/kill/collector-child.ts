import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Collector } from '../../src/main/collector/collector.ts'
import { createSecretStore } from '../../src/main/keychain/client.ts'
import type { Port } from '../../src/main/port.ts'
import type { Database } from '../../src/main/store/database.ts'
import { openJournal } from '../../src/main/store/journal/open-journal.ts'
import { targetsInDoubt } from '../../src/main/store/journal/run-queries.ts'
import { listServers } from '../../src/main/store/journal/servers.ts'
import type { CollectorNews } from '../../src/shared/change.ts'
import { serverDraftSchema } from '../../src/shared/server.ts'
import type { Mode, Order, Report, ServerState } from './protocol.ts'

/** How many times faster than the wall the collector's clock goes, so that a kill meets every step of a run within a second. */
const PACE = { run: 20, together: 20, ingest: 100 } as const
const TARGETS = 40

/** The same server with requests that end several sessions, or all of a user. */
const TOGETHER = {
  version: 1,
  kind: 'api',
  id: 'together',
  name: 'Together',
  about: 'Ends several sessions by one request.',
  auth: { kind: 'none' },
  lists: [
    {
      request: { path: '/api/admin/sessions', query: { limit: '{limit}', offset: '{offset}' } },
      paging: { kind: 'offset', pageSize: 200, total: 'total' },
      rows: { at: 'sessions' },
    },
  ],
  fields: { sessionId: 'id', user: 'user', address: 'ipAddress', createdAt: 'createdAt' },
  times: { createdAt: 'iso' },
  terminate: {
    one: { request: { method: 'DELETE', path: '/api/admin/sessions/{id}' } },
    many: { atMost: 7, request: { method: 'POST', path: '/end', json: { ids: '{ids}' } } },
    user: { by: 'user', request: { method: 'POST', path: '/users/{user}/logout' } },
  },
  facts: { address: 'unknown', activity: 'a', coverage: 'b', terminateMeans: 'c', known: 'd', supply: 'e' },
}

let collector: Collector
let journal: Database
let url = ''
let lastEntry = 0

function tell(report: Report): void {
  process.send?.(report)
}

/** The reader's end of the line: passes on what the collector says is written. */
const reader: Port = {
  post: (message) => {
    const news = message as CollectorNews
    if (news.kind === 'changes') tell({ kind: 'polled', at: news.pollAt })
    if (news.kind === 'written') tellEntries()
  },
  onMessage: () => undefined,
  onClose: () => undefined,
  close: () => undefined,
  raw: null,
}

function tellEntries(): void {
  const entries = journal.prepare('SELECT sequence, hash FROM entry WHERE sequence > ? ORDER BY sequence').all(lastEntry)
  const written = entries as { sequence: number; hash: string }[]
  lastEntry = written.at(-1)?.sequence ?? lastEntry
  if (written.length > 0) tell({ kind: 'written', entries: written })
}

async function open({ folder, mode, began: epoch }: Extract<Order, { kind: 'go' }>): Promise<void> {
  const began = performance.now()
  const pace = PACE[mode]
  const elapsed = () => performance.now() * pace
  if (mode === 'together') {
    mkdirSync(join(folder, 'profiles'), { recursive: true })
    writeFileSync(join(folder, 'profiles', 'together.json'), JSON.stringify(TOGETHER))
  }
  collector = new Collector({
    dataFolder: folder,
    version: 'kill loop',
    practiceServers: [],
    readOnly: null,
    onDiskError: () => undefined,
    secrets: createSecretStore({ service: 'Rollcall kill loop', restartKeychain: () => undefined }),
    clock: {
      now: () => epoch + (Date.now() - epoch) * pace,
      monotonic: elapsed,
      after: (delay, work) => {
        const timer = setTimeout(work, delay / pace)
        return () => clearTimeout(timer)
      },
    },
  })
  journal = openJournal(folder, { readOnly: true })
  collector.connectReader(reader)
  if (listServers(journal).length === 0) await collector.servers.add(draft(mode), undefined)
  while (targetsInDoubt(journal).length > 0) await sleep(5)
  tell({ kind: 'recovered', ms: performance.now() - began })
}

function draft(mode: Mode) {
  return serverDraftSchema.parse({
    name: 'Kill',
    url,
    connector: { profileId: mode === 'together' ? 'together' : 'admin-sessions' },
    auth: { kind: 'none' },
    intervalSeconds: mode === 'ingest' ? 5 : 3600,
  })
}

/** One run after another until the end; in turn of sessions and, where they are ended together, of users. */
async function terminateForEver(mode: Mode): Promise<void> {
  const serverId = listServers(journal)[0]?.id ?? ''
  for (let runs = Math.round(Math.random()); ; runs += 1) {
    await fetch(`${url}/control/refill`)
    const { alive } = (await (await fetch(`${url}/control/state`)).json()) as ServerState
    const keys = alive.slice(0, TARGETS).map((sessionId) => ({ serverId, sessionId, duplicate: 0 }))
    const plan = await collector.terminations.review(keys, mode === 'together' && runs % 2 === 0 ? 'user' : 'sessions')
    const count = plan.targets.filter(({ verdict }) => verdict.kind === 'will-end').length
    if (count === 0) continue
    const runId = collector.terminations.confirm(plan.planId, count, null)
    tell({ kind: 'working' })
    const open = () => journal.prepare("SELECT 1 FROM run WHERE id = ? AND state = 'running'").get(runId) !== undefined
    while (open()) await sleep(5)
  }
}

/** Reads until a read that began after this call is taken in. */
async function settle(): Promise<void> {
  const serverId = listServers(journal)[0]?.id ?? ''
  collector.servers.pause(serverId)
  const before = Date.now()
  while (Date.now() - before < 60_000) {
    const plan = await collector.terminations.review([{ serverId, sessionId: 'none', duplicate: 0 }], 'sessions')
    if (plan.targets[0]?.verdict.kind === 'already-gone') break
  }
  tell({ kind: 'settled' })
}

async function obey(order: Order, mode: { now: Mode }): Promise<void> {
  if (order.kind === 'go') {
    url = order.url
    mode.now = order.mode
    await open(order)
  } else if (order.kind === 'settle') await settle()
  else if (mode.now !== 'ingest') await terminateForEver(mode.now)
  else {
    collector.servers.resume(listServers(journal)[0]?.id ?? '')
    tell({ kind: 'working' })
  }
}

const mode: { now: Mode } = { now: 'run' }
process.on('message', (order: Order) => void obey(order, mode))
process.on('disconnect', () => process.exit())
tell({ kind: 'warm' })
