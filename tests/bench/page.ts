import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, chromium, type LaunchOptions, type Page } from '@playwright/test'
import config from '../../playwright.config.ts'
import { median, percentile, type Result } from './measure.ts'
import { type Second, secondsOf, TRACE_CATEGORIES } from './page-trace.ts'

const ROOT = join(import.meta.dirname, '../..')
const HOST = join(ROOT, 'out/main/loopback.js')
const SESSIONS = 5000
const PRACTICE_SERVERS = 4
const PAGE_SIZE = 100
const MARK = 'rollcall-bench'
const FRAME_MS = 16.7
/** How often all servers are read while the trace runs. */
const READS = 2
/** Until what the start does once (fonts, indexes, the first reads) is over. */
const SETTLE_MS = 5000

/** What came of it: results, or why nothing could be measured. */
export type PageOutcome =
  | { readonly kind: 'measured'; readonly results: readonly Result[] }
  | { readonly kind: 'skipped'; readonly reason: string }

/**
 * Traces the built window in Chromium for so many seconds, with a page of sessions before it, and gives the longest task of the main thread per
 * second: apart for seconds in which only clocks tick and for those in which a read came in. Never throws: what is in the way is the reason.
 */
export async function benchPage(folder: string, { seconds }: { readonly seconds: number }): Promise<PageOutcome> {
  if (!existsSync(HOST)) return { kind: 'skipped', reason: 'out/ is not built; npm run build builds it' }
  const launch = launchOptions()
  if (launch === null) return { kind: 'skipped', reason: 'no Chromium is installed; ROLLCALL_CHROMIUM may name one' }
  try {
    return { kind: 'measured', results: resultsOf(await traceHost(folder, launch, seconds)) }
  } catch (error) {
    return { kind: 'skipped', reason: error instanceof Error ? error.message : String(error) }
  }
}

/** The browser that the end-to-end tests take; null when there is none. */
function launchOptions(): LaunchOptions | null {
  const options = config.use?.launchOptions ?? {}
  const isNamed = options.executablePath !== undefined || options.channel !== undefined
  return isNamed || existsSync(chromium.executablePath()) ? options : null
}

async function traceHost(folder: string, launch: LaunchOptions, seconds: number): Promise<readonly Second[]> {
  const host = spawn(process.execPath, [HOST, '--no-open', `--data=${folder}`, '--practice', `--practice-sessions=${SESSIONS}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const address = await readyAddress(host)
    const browser = await chromium.launch(launch)
    try {
      return await traceBrowser(browser, address, seconds)
    } finally {
      await browser.close()
    }
  } finally {
    await leave(host)
  }
}

async function traceBrowser(browser: Browser, address: string, seconds: number): Promise<readonly Second[]> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  await page.goto(address)
  await showSessions(page)
  await browser.startTracing(page, { categories: [...TRACE_CATEGORIES] })
  await page.evaluate((prefix) => performance.mark(`${prefix}:${Date.now()}`), MARK)
  for (let read = 0; read < READS; read += 1) {
    await wait((seconds * 1000) / (READS + 1))
    // So many practice sessions are read every 30 s only; this key reads all servers now and changes nothing else on the page.
    await page.keyboard.press('F5')
  }
  await wait((seconds * 1000) / (READS + 1))
  return secondsOf(await browser.stopTracing(), MARK)
}

/** Waits for a full page of sessions that every practice server has answered for. */
async function showSessions(page: Page): Promise<void> {
  const navigation = page.getByRole('navigation')
  const live = page.getByRole('region', { name: 'Servers' }).getByRole('button').filter({ hasText: 'live' })
  await live.nth(PRACTICE_SERVERS - 1).waitFor()
  await navigation.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('combobox', { name: 'Rows per page' }).click()
  await page.getByRole('option', { name: String(PAGE_SIZE), exact: true }).click()
  await navigation.getByRole('link', { name: 'Sessions', exact: true }).click()
  await page.getByRole('grid', { name: 'Sessions' }).getByRole('row').nth(5).waitFor()
  await wait(SETTLE_MS)
}

async function readyAddress(host: ChildProcess): Promise<string> {
  if (host.stdout === null) throw new Error('The host has no output.')
  for await (const line of createInterface({ input: host.stdout })) {
    const address = /^Rollcall is ready: (\S+)$/.exec(line)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('Rollcall ended before it was ready.')
}

async function leave(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return
  const exit = once(host, 'exit')
  host.kill('SIGTERM')
  await exit
}

function resultsOf(seconds: readonly Second[]): readonly Result[] {
  return [
    ...resultsIn(
      'a second in which only clocks tick',
      seconds.filter(({ isRead }) => !isRead),
    ),
    ...resultsIn(
      'a second in which a read came in',
      seconds.filter(({ isRead }) => isRead),
    ),
  ]
}

function resultsIn(what: string, seconds: readonly Second[]): readonly Result[] {
  const cpu = seconds.map(({ cpuMs }) => cpuMs)
  const clock = seconds.map(({ clockMs }) => clockMs)
  const result = (kind: string, value: number, byClock: number): Result => ({
    what: `longest task in ${what}: ${kind}`,
    value,
    goal: FRAME_MS,
    unit: 'ms',
    detail: `of ${seconds.length} seconds, in processor time; ${byClock.toFixed(1)} ms by the clock`,
  })
  return [result('median', median(cpu), median(clock)), result('worst', percentile(cpu, 1), percentile(clock, 1))]
}
