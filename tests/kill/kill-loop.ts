import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { countsIn, listingViolations, violationsIn } from './oracle.ts'
import type { Mode, Order, Report, ServerState } from './protocol.ts'

const USAGE = `Kills a collector with -9 again and again, at random moments, and checks its files after each restart.

  npx node tests/kill/kill-loop.ts [--kills=200] [--without-intent]

  --kills=N         kills during runs, as many again during runs of several at once, and as many during reads
  --without-intent  takes the intents out of the program under test; this must be noticed`

/** Longest time after the work began at which a kill comes, in ms. */
const LATEST_KILL = { run: 900, together: 500, ingest: 700 } as const

/** A collector process, with the reports that nobody has waited for yet. */
interface Child {
  readonly process: ChildProcess
  readonly reports: Report[]
}

interface World {
  readonly mode: Mode
  readonly folder: string
  readonly requestLog: string
  readonly url: string
  readonly began: number
  readonly written: Map<number, string>
  polledAt: number
  recovery: number[]
}

function startChild(withoutIntent: boolean): Child {
  const execArgv = withoutIntent ? ['--import', new URL('./without-intent.ts', import.meta.url).href] : []
  const child: Child = { process: fork(new URL('./collector-child.ts', import.meta.url), { execArgv }), reports: [] }
  child.process.on('message', (report: Report) => child.reports.push(report))
  return child
}

/** The first report of this kind, from now on or not yet waited for. */
async function reportOf<Kind extends Report['kind']>(child: Child, kind: Kind): Promise<Extract<Report, { kind: Kind }>> {
  const end = performance.now() + 60_000
  for (;;) {
    const index = child.reports.findIndex((report) => report.kind === kind)
    if (index >= 0) return child.reports.splice(index, 1)[0] as Extract<Report, { kind: Kind }>
    if (child.process.exitCode !== null) throw new Error(`The collector ended by itself with ${child.process.exitCode} before "${kind}".`)
    if (performance.now() > end) throw new Error(`The collector did not report "${kind}" within a minute.`)
    await sleep(2)
  }
}

function order(child: Child, message: Order): void {
  child.process.send(message)
}

/** Opens the folder with this child, as after a crash, and gives everything that is wrong then. */
async function restart(world: World, child: Child): Promise<string[]> {
  await reportOf(child, 'warm')
  order(child, { kind: 'go', folder: world.folder, url: world.url, mode: world.mode, began: world.began })
  const { ms } = await reportOf(child, 'recovered')
  world.recovery.push(ms)
  if (world.mode !== 'ingest') return violationsIn(await evidence(world, child))
  await fetch(`${world.url}/control/frozen?on=1`)
  order(child, { kind: 'settle' })
  await reportOf(child, 'settled')
  const found = await evidence(world, child)
  const violations = [...violationsIn(found), ...listingViolations(found)]
  await fetch(`${world.url}/control/frozen?on=0`)
  return violations
}

async function evidence(world: World, child: Child) {
  takeReports(world, child)
  const { alive } = (await (await fetch(`${world.url}/control/state`)).json()) as ServerState
  return { ...world, alive: new Set(alive) }
}

/** What a child said is on the disk has to be there from then on. */
function takeReports(world: World, child: Child): void {
  for (const report of child.reports.splice(0)) {
    if (report.kind === 'written') for (const { sequence, hash } of report.entries) world.written.set(sequence, hash)
    if (report.kind === 'polled') world.polledAt = Math.max(world.polledAt, report.at)
  }
}

async function kill(world: World, child: Child): Promise<void> {
  order(child, { kind: 'work' })
  await reportOf(child, 'working')
  await sleep(Math.random() * LATEST_KILL[world.mode])
  const gone = new Promise((resolve) => child.process.once('exit', resolve))
  child.process.kill('SIGKILL')
  await gone
  takeReports(world, child)
  // What had left the child is with the server by now.
  await sleep(20)
}

/** Gives the number of kills and everything that was wrong after any of them. */
async function killAgainAndAgain(mode: Mode, kills: number, withoutIntent: boolean): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), `rollcall-kill-${mode}-`))
  const requestLog = join(folder, 'requests.log')
  const server = fork(new URL('./kill-server.ts', import.meta.url), [
    requestLog,
    mode === 'ingest' ? '4000' : '300',
    mode === 'ingest' ? '--moving' : '',
  ])
  const port = await new Promise((resolve) => server.once('message', resolve))
  const data = join(folder, 'data')
  const world: World = {
    mode,
    folder: data,
    requestLog,
    url: `http://127.0.0.1:${port}`,
    began: Date.now(),
    written: new Map(),
    polledAt: 0,
    recovery: [],
  }
  mkdirSync(data, { mode: 0o700 })
  const violations = new Set<string>()
  let child = startChild(withoutIntent)
  for (let count = 0; count <= kills; count += 1) {
    const next = count < kills ? startChild(withoutIntent) : null
    for (const violation of await restart(world, child)) violations.add(violation)
    if (next !== null) await kill(world, child)
    else child.process.kill('SIGKILL')
    if (count > 0 && count % 20 === 0) console.log(`  ${mode}: ${count} kills, ${violations.size} violations`)
    child = next ?? child
  }
  server.kill()
  summarise(world, kills, violations)
  if (violations.size === 0 || withoutIntent) rmSync(folder, { recursive: true })
  else console.log(`  The folder is kept: ${folder}`)
  return [...violations]
}

function summarise(world: World, kills: number, violations: ReadonlySet<string>): void {
  const counts = countsIn(world)
  const slowest = Math.max(...world.recovery)
  const median = world.recovery.toSorted((left, right) => left - right)[Math.floor(world.recovery.length / 2)] ?? 0
  console.log(`${world.mode}: ${kills} kills, ${violations.size} violations`)
  console.log(`  ${counts}`)
  console.log(`  ready again after a kill: median ${Math.round(median)} ms, slowest ${Math.round(slowest)} ms`)
  for (const violation of [...violations].slice(0, 10)) console.log(`  ${violation}`)
  if (violations.size > 10) console.log(`  … and ${violations.size - 10} more`)
}

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, 'without-intent': { type: 'boolean', default: false }, help: { type: 'boolean' } },
})
if (values.help === true) {
  console.log(USAGE)
  process.exit(0)
}
const kills = Number(values.kills)
const began = performance.now()
const violations = await killAgainAndAgain('run', kills, values['without-intent'])
violations.push(...(await killAgainAndAgain('together', kills, values['without-intent'])))
if (!values['without-intent']) violations.push(...(await killAgainAndAgain('ingest', kills, false)))
console.log(
  `${violations.length === 0 ? 'Nothing was lost' : `${violations.length} violations`}, in ${Math.round((performance.now() - began) / 1000)} s.`,
)
process.exit(violations.length === 0 ? 0 : 1)
