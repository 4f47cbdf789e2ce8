import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page, PlaywrightWorkerArgs } from '@playwright/test'
import { findElectron } from '../../scripts/lib/electron-binary.mjs'

const ROOT = join(import.meta.dirname, '../..')

/** A running Rollcall and its window. */
export interface Rollcall {
  readonly page: Page
  /** Quits it in order, as a person would. Throws when it left with an error. */
  stop(): Promise<void>
  /** Ends it at once, as a crash or a power cut would. */
  kill(): Promise<void>
}

/** Starts Rollcall with these options and opens its window: real Electron when `ROLLCALL_HOST` says so, else the loopback host in Chromium. */
export function startRollcall(playwright: PlaywrightWorkerArgs['playwright'], options: readonly string[]): Promise<Rollcall> {
  return process.env.ROLLCALL_HOST === 'electron' ? startElectron(playwright, options) : startLoopback(playwright, options)
}

async function startElectron({ _electron }: PlaywrightWorkerArgs['playwright'], options: readonly string[]): Promise<Rollcall> {
  const electron = await findElectron({ force: false })
  if (electron.path === null) throw new Error(electron.reason)
  const program = await _electron.launch({ executablePath: electron.path, args: [ROOT, ...options] })
  return {
    page: await program.firstWindow(),
    stop: () => program.close(),
    kill: () => killed(program.process()),
  }
}

async function startLoopback({ chromium }: PlaywrightWorkerArgs['playwright'], options: readonly string[]): Promise<Rollcall> {
  const host = spawn(process.execPath, [join(ROOT, 'out/main/loopback.js'), '--no-open', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await readyAddress(host)
  const browser = await chromium.launch()
  const page = await (await browser.newContext()).newPage()
  await page.goto(address)
  return {
    page,
    async stop() {
      await browser.close()
      await leave(host)
    },
    async kill() {
      await browser.close()
      await killed(host)
    },
  }
}

async function readyAddress(host: ChildProcess): Promise<string> {
  if (host.stdout === null) throw new Error('no output')
  for await (const line of createInterface({ input: host.stdout })) {
    const address = /^Rollcall is ready: (\S+)$/.exec(line)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('Rollcall ended before it was ready.')
}

async function killed(program: ChildProcess): Promise<void> {
  const exit = once(program, 'exit')
  program.kill('SIGKILL')
  await exit
}

async function leave(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null) throw new Error(`Rollcall ended by itself with code ${host.exitCode}.`)
  const exit = once(host, 'exit')
  host.kill('SIGTERM')
  const [code] = await exit
  if (code !== 0) throw new Error(`Rollcall left with code ${code}.`)
}
