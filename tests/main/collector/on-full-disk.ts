import { closeSync, cpSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Collector } from '../../../src/main/collector/collector.ts'
import { createSecretStore } from '../../../src/main/keychain/client.ts'
import type { Port } from '../../../src/main/port.ts'
import { Reader } from '../../../src/main/reader/reader.ts'
import { gridPage } from '../../../src/main/reader/sessions.ts'
import { verifyChain } from '../../../src/main/store/journal/entries.ts'
import { RollcallError } from '../../../src/shared/errors.ts'
import { serverDraftSchema } from '../../../src/shared/server.ts'
import { gridQuerySchema } from '../../../src/shared/session.ts'

/**
 * Run in a small file system: reads a server, ends in order (`stopped`) or leaves the files as a kill does (`killed`), fills the disk, and
 * prints as JSON what Rollcall then shows and refuses, and what it does once there is room again. `never`: it was never started before.
 */
const [folder = '', how = ''] = process.argv.slice(2)
let requests = 0
const http = createServer((_, response) => {
  requests += 1
  const sessions = ['a', 'b', 'c'].map((id) => ({ id, user: id }))
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ sessions, total: 3 }))
})
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
const { port } = http.address() as { port: number }

const filler = join(folder, 'filler')
if (how === 'never') {
  fill(filler)
  console.log(JSON.stringify(codeOf(start)))
  process.exit()
}
await readOnce()
fill(filler)
const before = requests
const full = start()
const refusals = [codeOf(() => full.servers), codeOf(() => full.terminations)]
const shown = look()
await full.stop()
const onFullDisk = { refusals, shown, requests: requests - before }
rmSync(filler)
const again = start()
const afterwards = { refusal: codeOf(() => again.servers), shown: look() }
await again.stop()
console.log(JSON.stringify({ onFullDisk, afterwards }))
process.exit()

function start(): Collector {
  return new Collector({
    dataFolder: folder,
    version: '0.0.0',
    practiceServers: [],
    readOnly: null,
    onDiskError: () => undefined,
    secrets: createSecretStore({ service: 'Rollcall test', restartKeychain: () => undefined }),
  })
}

async function readOnce(): Promise<void> {
  const collector = start()
  const { promise: read, resolve } = Promise.withResolvers<void>()
  const nothing = (): void => undefined
  const post: Port['post'] = (message) => {
    if ((message as { kind: string }).kind === 'changes') resolve()
  }
  collector.connectReader({ post, onMessage: nothing, onClose: nothing, close: nothing, raw: null })
  const draft = { name: 'Keep', url: `http://127.0.0.1:${port}`, connector: { profileId: 'admin-sessions' }, auth: { kind: 'none' } }
  await collector.servers.add(serverDraftSchema.parse(draft), undefined)
  await read
  if (how === 'stopped') return collector.stop()
  const aside = mkdtempSync(join(tmpdir(), 'rollcall-aside-'))
  cpSync(folder, aside, { recursive: true })
  await collector.stop()
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
  cpSync(aside, folder, { recursive: true, filter: (source) => !source.endsWith('-shm') })
  rmSync(aside, { recursive: true })
}

function look(): unknown {
  const reader = new Reader({
    dataFolder: folder,
    version: '0.0.0',
    practice: false,
    practiceSessions: null,
    practiceServers: [],
    readOnly: null,
    secretService: 'Rollcall test',
  })
  const { rows } = gridPage(reader, gridQuerySchema.parse({}))
  const { firstBad } = verifyChain(reader.journal)
  reader.stop()
  return { rows: rows.map(({ user, serverName }) => `${user} on ${serverName}`), firstBad }
}

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'none'
  } catch (error) {
    if (error instanceof RollcallError) return error.code
    throw error
  }
}

function fill(file: string): void {
  const handle = openSync(file, 'w')
  for (const size of [65_536, 4096, 1]) {
    try {
      for (;;) writeSync(handle, Buffer.alloc(size, 1))
    } catch {
      // Full for pieces of this size.
    }
  }
  closeSync(handle)
}
