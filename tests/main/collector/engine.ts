import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import { actRouter } from '../../../src/main/collector/api/router.ts'
import { Collector, type CollectorOptions } from '../../../src/main/collector/collector.ts'
import { createSecretStore } from '../../../src/main/keychain/client.ts'
import type { Keytar } from '../../../src/main/keychain/keytar.ts'
import { serveKeychain } from '../../../src/main/keychain/serve.ts'
import { portOfThread } from '../../../src/main/port.ts'
import type { Database } from '../../../src/main/store/database.ts'
import { pageEntries } from '../../../src/main/store/journal/entries.ts'
import { openJournal } from '../../../src/main/store/journal/open-journal.ts'
import { readRun } from '../../../src/main/store/journal/run-queries.ts'
import type { CollectorNews } from '../../../src/shared/change.ts'
import type { Clock } from '../../../src/shared/clock.ts'
import type { JournalEntry } from '../../../src/shared/journal.ts'
import { type PollStatus, type ServerDraft, serverDraftSchema } from '../../../src/shared/server.ts'
import type { Run } from '../../../src/shared/termination.ts'

/** A collector on its own folder, with everything real but the pace of its clock and the OS under the keychain's process. */
export interface Engine {
  readonly folder: string
  readonly collector: Collector
  readonly act: RouterClient<ReturnType<typeof actRouter>>
  /** What the reader was told. */
  readonly news: CollectorNews[]
  readonly journal: Database
  status(serverId: string): PollStatus | undefined
  entries(): JournalEntry[]
  run(runId: string): Run
  /** The keychain's process dies. */
  endKeychain(): void
  /** A fresh one takes its place. */
  restartKeychain(): void
  stop(): Promise<void>
}

export interface EngineOptions extends Partial<Omit<CollectorOptions, 'secrets'>> {
  /** What the keychain's process calls; without one the machine has no keychain. */
  readonly keytar?: Keytar
  /** How many times faster than the wall its clock goes. */
  readonly pace?: number
}

/** Starts one and stops it after the test. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const { keytar, pace = 1, ...given } = options
  const folder = given.dataFolder ?? temporaryFolder()
  const ports: MessagePort[] = []
  const startKeychain = (): void => {
    const { port1, port2 } = new MessageChannel()
    ports.push(port1, port2)
    serveKeychain(portOfThread(port2), () => keytar ?? noKeychain())
    collector.connectKeychain(portOfThread(port1))
  }
  const secrets = createSecretStore({ service: 'Rollcall test', restartKeychain: startKeychain })
  const collector = new Collector({
    dataFolder: folder,
    version: '0.0.0',
    practiceServers: [],
    readOnly: null,
    onDiskError: () => undefined,
    clock: fastClock(pace),
    random: () => 0.5,
    ...given,
    secrets,
  })
  startKeychain()
  const changes = new MessageChannel()
  ports.push(changes.port2)
  const news: CollectorNews[] = []
  changes.port2.on('message', (message: CollectorNews) => news.push(message))
  collector.connectReader(portOfThread(changes.port1))
  const journal = openJournal(folder, { readOnly: true })
  let stopped = false
  const engine: Engine = {
    folder,
    collector,
    act: createRouterClient(actRouter(collector)),
    news,
    journal,
    status: (serverId) => {
      const newest = news.findLast((item) => item.kind === 'status' && item.status.serverId === serverId)
      return newest?.kind === 'status' ? newest.status : undefined
    },
    entries: () => pageEntries(journal, { limit: 200, search: '' }).entries.toReversed(),
    run: (runId) => readRun(journal, runId) as Run,
    endKeychain: () => ports.findLast((port) => port !== changes.port2)?.close(),
    restartKeychain: startKeychain,
    stop: async () => {
      if (stopped) return
      stopped = true
      await collector.stop()
      for (const port of ports) port.close()
      journal.close()
    },
  }
  onTestFinished(() => engine.stop())
  return engine
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-collector-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A wall clock and timers that run `pace` times as fast, so that a minute of checking takes a second. */
export function fastClock(pace: number): Clock {
  const wall = Date.now()
  const begin = performance.now()
  const elapsed = (): number => (performance.now() - begin) * pace
  return {
    now: () => wall + elapsed(),
    monotonic: () => 1_000_000 + elapsed(),
    after: (delay, work) => {
      const timer = setTimeout(work, Math.min(delay / pace, 2 ** 31 - 1))
      return () => clearTimeout(timer)
    },
  }
}

/** A keychain that keeps its entries in this process; locked, it shows, takes and deletes nothing. */
export class MemoryKeytar implements Keytar {
  readonly entries = new Map<string, string>()
  locked = false

  async getPassword(_: string, account: string): Promise<string | null> {
    return this.locked ? null : (this.entries.get(account) ?? null)
  }

  async setPassword(_: string, account: string, password: string): Promise<void> {
    if (this.locked) throw new Error('Cannot create an item in a locked collection')
    this.entries.set(account, password)
  }

  async deletePassword(_: string, account: string): Promise<boolean> {
    return !this.locked && this.entries.delete(account)
  }
}

function noKeychain(): never {
  throw new Error('Cannot autolaunch D-Bus without X11 $DISPLAY')
}

export function draftOf(url: string, change: Partial<ServerDraft> = {}): ServerDraft {
  const draft = {
    name: 'Keep',
    url,
    connector: { profileId: 'admin-sessions' },
    auth: { kind: 'none' },
    intervalSeconds: 3600,
    timeoutSeconds: 5,
  }
  return serverDraftSchema.parse({ ...draft, ...change })
}

/** Waits until `found` gives something. */
export async function until<Result>(found: () => Result | null | undefined | false, seconds = 15): Promise<Result> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const result = found()
    if (result !== null && result !== undefined && result !== false) return result
    if (performance.now() > end) throw new Error(`Waited ${seconds} s for: ${found}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Adds a server and waits for its first read. */
export async function addServer(engine: Engine, draft: ServerDraft, secret?: string): Promise<string> {
  const { serverId } = await engine.act.servers.add({ draft, secret })
  await until(() => engine.status(serverId)?.lastAttempt)
  return serverId
}

/** Reviews and confirms these sessions, and waits for the end of their run. */
export async function terminate(engine: Engine, serverId: string, sessionIds: readonly string[]): Promise<Run> {
  const plan = await engine.act.terminations.review({ keys: sessionIds.map((sessionId) => ({ serverId, sessionId, duplicate: 0 })) })
  const count = plan.targets.filter(({ verdict }) => verdict.kind === 'will-end').length
  const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count })
  return until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null), 30)
}

export function outcomesOf(run: Run): Record<string, string | undefined> {
  return Object.fromEntries(run.targets.map(({ target, outcome }) => [target.key.sessionId, outcome?.kind]))
}
