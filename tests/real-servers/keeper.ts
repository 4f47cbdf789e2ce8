import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { KeptCommand, KeptPlan } from './kept.ts'

/**
 * Runs the programs of one real server until its own stdin closes, which also happens when the test that started it dies of anything, or
 * until one of them ends; then ends the others and removes the folder. What the one that ended said last goes to stderr. What to run comes
 * as the first line of stdin: everybody on the machine can read the arguments of a program.
 */
const input = createInterface({ input: process.stdin })
const closed = once(input, 'close').then(() => null)
const line = await Promise.race([once(input, 'line'), closed])
if (line === null) process.exit(0)
const plan: KeptPlan = JSON.parse(line[0])
/** RabbitMQ would take six seconds. Nothing that a server would save is wanted, so it is killed earlier. */
const GRACE_MS = 2000

function start({ command, args, env }: KeptCommand, index: number) {
  const log = openSync(logOf(index), 'a')
  // A group of its own, so that a program that can't be stopped is killed with all it has started.
  const child = spawn(command, args, { cwd: plan.folder, env, stdio: ['ignore', log, log], detached: true })
  const ended = once(child, 'exit').then(
    ([code, signal]: (number | string | null)[]) => `${command} ended (${code ?? signal})`,
    (error: Error) => error.message,
  )
  return { pid: child.pid, ended, index }
}

function logOf(index: number): string {
  return join(plan.folder, `program-${index}.log`)
}

function signal(pid: number | undefined, name: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => input.close())

const programs = plan.commands.map(start)
const first = await Promise.race([closed, ...programs.map(async ({ ended, index }) => ({ reason: await ended, index }))])
if (first !== null) process.stderr.write(`${first.reason}\n${readFileSync(logOf(first.index), 'utf8').slice(-4000)}`)

// Last started, first ended: the later ones lean on the earlier ones.
for (const { pid, ended } of programs.toReversed()) {
  signal(pid, 'SIGTERM')
  await Promise.race([ended, wait(GRACE_MS)])
  signal(pid, 'SIGKILL')
  await ended
}
rmSync(plan.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
process.exit(first === null ? 0 : 1)
