import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { onTestFinished } from 'vitest'
import type { DecodedSession } from '../../../src/main/collector/connectors/connector.ts'
import { ingest, loadMemory, type ServerMemory } from '../../../src/main/collector/polling/ingest.ts'
import { portOfThread } from '../../../src/main/port.ts'
import { Reader } from '../../../src/main/reader/reader.ts'
import { readRouter } from '../../../src/main/reader/router.ts'
import { servePort } from '../../../src/main/rpc.ts'
import type { ServiceConfig } from '../../../src/main/service-entry.ts'
import { openCache } from '../../../src/main/store/cache.ts'
import { closeDatabase, type Database } from '../../../src/main/store/database.ts'
import { openJournal } from '../../../src/main/store/journal/open-journal.ts'
import { insertServer } from '../../../src/main/store/journal/servers.ts'
import { journalWrite } from '../../../src/main/store/journal/write.ts'
import type { CollectorNews } from '../../../src/shared/change.ts'
import type { readContract } from '../../../src/shared/contract/read.ts'
import { type Capabilities, NOTHING_KNOWN, type PollStatus, type Server, serverSchema } from '../../../src/shared/server.ts'
import { read, session, temporaryFolder, uuid } from '../store/history-samples.ts'

export type Client = ContractRouterClient<typeof readContract>

export const NOW = 1_800_000_000_000

export function serverOf(id: string, name: string, changes: Partial<Server> = {}): Server {
  return serverSchema.parse({
    id,
    name,
    url: `https://${id}.example.com`,
    connector: { profileId: 'admin-sessions' },
    auth: { kind: 'none' },
    paused: false,
    credential: 'none',
    ...changes,
  })
}

export const CAPABILITIES: Capabilities = { ...NOTHING_KNOWN, terminateOne: true, terminateUser: true, ownSession: 'username' }

export const CATALOGUE: CollectorNews = {
  kind: 'catalogue',
  entries: [
    {
      id: 'admin-sessions',
      name: 'Admin Sessions API',
      about: '',
      kind: 'api',
      origin: 'built-in',
      auth: { kind: 'none' },
      logins: [],
      inputs: [],
      defaults: {},
      fillIn: [],
      capabilities: CAPABILITIES,
    },
  ],
  profiles: [
    { id: 'admin-sessions', name: 'Admin Sessions API', kind: 'api', file: null, origin: 'built-in', text: '{}', problems: [] },
    { id: 'own', name: 'own', kind: null, file: 'own.json', origin: 'saved', text: '', problems: [{ path: '', reason: 'it is no JSON' }] },
  ],
}

/** What the collector says of each server's system. */
export function systems(...serverIds: readonly string[]): CollectorNews {
  const of = (serverId: string) => ({ serverId, profileName: 'Admin Sessions API', capabilities: CAPABILITIES })
  return { kind: 'systems', systems: serverIds.map(of) }
}

export function statusOf(serverId: string, changes: Partial<PollStatus> = {}): PollStatus {
  return {
    serverId,
    polling: false,
    hold: null,
    lastCompleteAt: NOW,
    lastReadAt: NOW,
    lastAttempt: { at: NOW, result: 'complete', problem: null, reachable: true },
    failingSince: null,
    nextPollAt: NOW + 30_000,
    sessions: 3,
    unreadableRows: 0,
    unreadableReasons: [],
    clockOffset: 0,
    terminateRefused: false,
    ...changes,
  }
}

/** The collector's side: both files open for writing, and a memory per server. */
export class Writer {
  readonly folder: string
  readonly journal: Database
  cache: Database
  readonly #memories = new Map<string, ServerMemory>()

  constructor(folder = temporaryFolder()) {
    this.folder = folder
    this.journal = openJournal(folder, { readOnly: false })
    this.cache = openCache(folder, { readOnly: false }).cache
    onTestFinished(() => {
      closeDatabase(this.journal)
      closeDatabase(this.cache)
    })
  }

  add(server: Server): void {
    journalWrite(this.journal, 'adding a server', () => insertServer(this.journal, server))
  }

  poll(serverId: string, sessions: readonly DecodedSession[], at: number, complete = true) {
    const memory = this.#memories.get(serverId) ?? loadMemory(this.cache, serverId)
    this.#memories.set(serverId, memory)
    return structuredClone(ingest(this.cache, memory, read(sessions, complete), at, (raw) => [{ name: 'device', value: String(raw) }]))
  }
}

/** A reader on a folder, and a window's client on a real port. */
export function startReader(folder: string, changes: Partial<ServiceConfig> = {}): { reader: Reader; client: Client } {
  const reader = new Reader({
    dataFolder: folder,
    version: '0.1.0',
    practice: false,
    practiceSessions: null,
    practiceServers: [],
    readOnly: null,
    secretService: 'Rollcall test',
    ...changes,
  })
  const { port1, port2 } = new MessageChannel()
  servePort(readRouter(reader), portOfThread(port1))
  onTestFinished(() => {
    port1.close()
    reader.stop()
  })
  return { reader, client: createORPCClient(new RPCLink({ port: port2 })) }
}

export async function nextTopics(stream: AsyncIterator<{ topics: string[] }>): Promise<string[]> {
  const item = await stream.next()
  return item.done === true ? [] : item.value.topics
}

export const anna = session({
  sessionId: uuid(1),
  user: 'anna',
  address: '10.0.0.1',
  lastActiveAt: NOW - 5000,
  createdAt: NOW - 60_000,
  raw: 'laptop',
})
export const bob = session({ sessionId: uuid(2), user: 'bob', type: 'web', raw: 'phone' })
export const monitor = session({ sessionId: 'm', user: 'monitor', account: 'anonymous' })

/** A reader with these servers read just now, which may end sessions. */
export function world(servers: Readonly<Record<string, readonly DecodedSession[]>>, changes: Parameters<typeof serverOf>[2] = {}) {
  const writer = new Writer()
  for (const id of Object.keys(servers)) writer.add(serverOf(id, id, changes))
  const started = startReader(writer.folder)
  started.reader.hear(CATALOGUE)
  started.reader.hear(systems(...Object.keys(servers)))
  for (const [id, sessions] of Object.entries(servers)) {
    started.reader.hear(writer.poll(id, sessions, NOW))
    started.reader.hear({ kind: 'status', status: statusOf(id) })
  }
  return { writer, ...started }
}
