import { get } from 'node:http'
import { type MessagePort, parentPort } from 'node:worker_threads'
import type { Connector } from '../../src/main/collector/connectors/connector.ts'
import { createConnector } from '../../src/main/collector/connectors/registry.ts'
import { ingest, loadMemory, type ServerMemory, writeLastKeyframe } from '../../src/main/collector/polling/ingest.ts'
import { openCache } from '../../src/main/store/cache.ts'
import { closeDatabase, type Database } from '../../src/main/store/database.ts'
import type { ChangeSet } from '../../src/shared/change.ts'
import type { Server } from '../../src/shared/server.ts'
import { measureFloor } from './floor.ts'

/** What the benchmark asks of the thread that plays the collector; each message is answered once. */
export type CollectorMessage =
  | { readonly kind: 'open'; readonly folder: string; readonly servers: readonly Server[]; readonly changes: MessagePort }
  | { readonly kind: 'round'; readonly pollAt: number }
  /** Reads every server and keeps nothing: opens connections and lets the servers make their pages. */
  | { readonly kind: 'warm' }
  | { readonly kind: 'floor' }
  | { readonly kind: 'close' }

/** Servers asked at once. */
const AT_ONCE = 16

interface Polled {
  readonly server: Server
  readonly connector: Connector
  readonly memory: ServerMemory
}

let folder = ''
let cache: Database | null = null
let changes: MessagePort | null = null
let polled: Polled[] = []

/** Reads every server and takes each read in, as the collector's pollers do, all at one moment. Without a time nothing is taken in. */
async function round(pollAt: number | null): Promise<void> {
  const queue = [...polled]
  const next = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      const read = await one.connector.read(AbortSignal.timeout(120_000))
      if (!read.complete) throw new Error(`${one.server.name}: ${read.incomplete}`)
      if (cache !== null && pollAt !== null) send(ingest(cache, one.memory, read, pollAt, one.connector.other))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

function send(change: ChangeSet): void {
  const buffers = [change.ended, change.touched, change.lastActive, ...(change.expires === null ? [] : [change.expires])]
  changes?.postMessage(
    change,
    buffers.map(({ buffer }) => buffer as ArrayBuffer),
  )
}

/** The very answers of a round as text, fetched outside every clock. */
async function payload(): Promise<string[]> {
  const pages: string[] = []
  for (const { server } of polled) {
    for (let offset = 0, total = 1; offset < total; offset += 200) {
      const text = await fetchText(`${server.url}/api/admin/sessions?limit=200&offset=${offset}`)
      total = Number(/"total":(\d+)/.exec(text.slice(-40))?.[1] ?? 0)
      pages.push(text)
    }
  }
  return pages
}

function fetchText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString()))
    }).on('error', reject)
  })
}

parentPort?.on('message', async (message: CollectorMessage) => {
  let answer = 0
  if (message.kind === 'open') {
    folder = message.folder
    const opened = openCache(folder, { readOnly: false }).cache
    cache = opened
    changes = message.changes
    polled = message.servers.map((server) => ({ server, connector: createConnector(server, null), memory: loadMemory(opened, server.id) }))
  } else if (message.kind === 'round') {
    const began = performance.now()
    await round(message.pollAt)
    answer = performance.now() - began
  } else if (message.kind === 'warm') {
    await round(null)
  } else if (message.kind === 'floor') {
    answer = measureFloor(folder, await payload())
  } else {
    for (const { connector, memory } of polled) {
      if (cache !== null) writeLastKeyframe(cache, memory)
      await connector.close()
    }
    if (cache !== null) closeDatabase(cache)
  }
  parentPort?.postMessage(answer)
})
