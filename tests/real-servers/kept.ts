import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

/** A program of a real server, without a shell. `env` is all it gets. */
export interface KeptCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/** What the keeper is to run; it removes `folder` at the end. */
export interface KeptPlan {
  readonly folder: string
  readonly commands: readonly KeptCommand[]
}

/** Running programs. `stop` resolves when all have ended and their folder is removed. */
export interface Kept {
  stop(): Promise<void>
}

const START_MS = 60_000

/** A new folder for one server's files; whoever starts programs with it has it removed by the keeper. */
export function newFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `rollcall-${name}-`))
}

/** Ports of 127.0.0.1 that are free now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

/**
 * Starts programs under a keeper and waits until `isReady` says so; a refused connection counts as not yet. Throws with the last words of
 * a program that ended before, and after a minute; nothing is left running then.
 */
export async function keep(plan: KeptPlan, isReady: () => Promise<boolean>): Promise<Kept> {
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts')], {
    stdio: ['pipe', 'ignore', 'pipe'],
    // Ctrl C in a terminal reaches the whole group of the test; the keeper is to hear of it by the pipe only.
    detached: true,
  })
  keeper.stdin.write(`${JSON.stringify(plan)}\n`)
  const ended = Promise.all([once(keeper, 'exit'), text(keeper.stderr)]).then(([, words]) => words)
  let last: string | null = null
  ended.then((words) => {
    last = words
  })
  async function stop(): Promise<void> {
    keeper.stdin.end()
    await ended
  }
  const deadline = Date.now() + START_MS
  while (!(await isReady().catch(() => false))) {
    if (last !== null) throw new Error(`a real server did not start: ${last}`)
    if (Date.now() > deadline) {
      await stop()
      throw new Error(`a real server was not ready within ${START_MS / 1000} s: ${plan.commands.map(({ command }) => command).join(', ')}`)
    }
    await wait(100)
  }
  return { stop }
}
