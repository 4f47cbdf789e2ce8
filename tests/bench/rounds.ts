import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { MessageChannel, type Worker } from 'node:worker_threads'
import { closeDatabase } from '../../src/main/store/database.ts'
import { openJournal } from '../../src/main/store/journal/open-journal.ts'
import { insertServer } from '../../src/main/store/journal/servers.ts'
import { journalWrite } from '../../src/main/store/journal/write.ts'
import { type Server, serverSchema } from '../../src/shared/server.ts'
import { gridQuerySchema } from '../../src/shared/session.ts'
import { median, percentile, type Result } from './measure.ts'
import { FIRST_POLL, INTERVAL } from './population.ts'
import { askWorker, type ServersProcess, startServers, startWorker } from './processes.ts'
import { KINDS, QUESTIONS } from './questions.ts'
import type { ReaderAnswer } from './reader-worker.ts'

/** Between two pages somebody asks for; ms. */
const THINK = 50

/** One answer: how long the reader took, how much of a processor that was, and how long it was waited for; ms. */
interface Page {
  readonly ms: number
  readonly cpu: number
  readonly wall: number
}

/** How often each page is asked for alone. */
const ALONE = 5

interface Scale {
  readonly servers: number
  readonly sessions: number
  readonly rounds: number
}

/** Rounds over real loopback servers through the real connector, history and live rows, each against the floor of the same minute. */
export async function benchRounds(folder: string, scale: Scale): Promise<Result[]> {
  const servers = startServers()
  const run = new Run(folder, scale, servers)
  try {
    await run.open()
    const first = await run.first()
    const identity = await run.steady('identity')
    await servers.ask({ kind: 'gzip', gzip: true })
    const gzip = await run.steady('gzip')
    await servers.ask({ kind: 'gzip', gzip: false })
    const queries = await run.queries()
    const delay = await run.mainDelay()
    const start = await run.startAgain()
    return [first, identity, gzip, ...queries, delay, start]
  } finally {
    await run.close()
    servers.stop()
  }
}

class Run {
  readonly #folder: string
  readonly #scale: Scale
  readonly #servers: ServersProcess
  readonly #collector: Worker = startWorker('./collector-worker.ts')
  #reader: Worker = startWorker('./reader-worker.ts')
  #poll = 0
  #floors: number[] = []
  /** Processor time of taking in what one read changed, each; ms. */
  #applied: number[] = []

  constructor(folder: string, scale: Scale, servers: ServersProcess) {
    this.#folder = folder
    this.#scale = scale
    this.#servers = servers
  }

  async open(): Promise<void> {
    const { servers, sessions } = this.#scale
    const ports = await this.#servers.ask({ kind: 'start', servers, sessions, gzip: false })
    const list = ports.map(serverAt)
    writeServers(this.#folder, list)
    const { port1, port2 } = new MessageChannel()
    await askWorker(this.#collector, { kind: 'open', folder: this.#folder, servers: list, changes: port1 }, [port1])
    await this.#openReader(port2)
  }

  async first(): Promise<Result> {
    await askWorker(this.#collector, { kind: 'warm' })
    const floor = await this.#floor()
    const wall = await this.#round()
    return { what: 'first round / F', value: wall / floor, goal: 3.5, unit: '', detail: `${wall.toFixed(0)} ms, F ${floor.toFixed(0)} ms` }
  }

  async steady(encoding: 'identity' | 'gzip'): Promise<Result> {
    // The first rounds after a change warm connections, dictionaries and compiled code.
    for (let warm = 0; warm < 2; warm += 1) await this.#steppedRound()
    const pairs: { wall: number; floor: number }[] = []
    for (let count = 0; count < this.#scale.rounds; count += 1) {
      const wall = await this.#steppedRound()
      pairs.push({ wall, floor: encoding === 'identity' ? await this.#floor() : median(this.#floors) })
    }
    const value = median(pairs.map(({ wall, floor }) => wall / floor))
    const detail = `${median(pairs.map(({ wall }) => wall)).toFixed(0)} ms, F ${median(pairs.map(({ floor }) => floor)).toFixed(0)} ms`
    return { what: `steady round, ${encoding} / F`, value, goal: encoding === 'identity' ? 0.9 : 1.2, unit: '', detail }
  }

  /** Each page alone, and then while a round comes in against the same page alone: a search takes longer than a list, round or no round. */
  async queries(): Promise<Result[]> {
    const alone = QUESTIONS.map((): Page[] => [])
    for (let count = 0; count < ALONE * QUESTIONS.length; count += 1) {
      alone[count % QUESTIONS.length]?.push(await this.#page(count))
      await pause(5)
    }
    const usual = alone.map((pages) => median(pages.map(({ ms }) => ms)))
    const usualCpu = alone.map((pages) => median(pages.map(({ cpu }) => cpu)))
    const during: { wall: number; cpu: number }[] = []
    this.#applied = []
    for (let asked = 0, rounds = 0; rounds < this.#scale.rounds || asked < QUESTIONS.length; rounds += 1) {
      await this.#servers.ask({ kind: 'step' })
      let running = true
      const round = this.#round().finally(() => {
        running = false
      })
      for (; running; asked += 1) {
        const { wall, cpu } = await this.#page(asked)
        const place = asked % QUESTIONS.length
        if (running) during.push({ wall: wall / (usual[place] ?? Number.NaN), cpu: cpu / (usualCpu[place] ?? Number.NaN) })
        await pause(THINK)
      }
      await round
    }
    const walls = during.map(({ wall }) => wall)
    const inProcessor = percentile(
      during.map(({ cpu }) => cpu),
      0.95,
    )
    const wait = percentile(this.#applied, 0.95)
    const detail = `median ${median(walls).toFixed(2)} of ${walls.length} pages; processor time p95 ${inProcessor.toFixed(2)}, taking in one server p95 ${wait.toFixed(1)} ms of it`
    const loaded = { what: 'page p95 during a round / the same page alone', value: percentile(walls, 0.95), goal: 3, unit: '', detail }
    return [...KINDS.map((kind) => aloneResult(kind, usual, usualCpu)), loaded]
  }

  async mainDelay(): Promise<Result> {
    const idle = await delayWhile(() => pause(2000))
    await this.#servers.ask({ kind: 'step' })
    const busy = await delayWhile(async () => {
      for (let count = 0; count < 2; count += 1) await this.#round()
    })
    const detail = `p99 ${busy.p99.toFixed(1)} ms, idle ${idle.p99.toFixed(1)} ms, longest ${busy.longest.toFixed(0)} ms`
    return { what: 'main-thread delay p99 during a round / idle', value: busy.p99 / idle.p99, goal: 3, unit: '', detail }
  }

  async startAgain(): Promise<Result> {
    await askWorker(this.#collector, { kind: 'close' })
    await this.#reader.terminate()
    this.#reader = startWorker('./reader-worker.ts')
    await once(this.#reader, 'online')
    const began = performance.now()
    const { ms } = await this.#openReader(new MessageChannel().port1)
    const value = (performance.now() - began) / 1000
    const detail = `${(ms / median(this.#floors)).toFixed(2)} F, thread and modules included`
    return { what: 'start to first cached rows', value, goal: 2, unit: 's', detail }
  }

  async close(): Promise<void> {
    await Promise.all([this.#collector.terminate(), this.#reader.terminate()])
  }

  async #openReader(changes: MessageChannel['port1']): Promise<ReaderAnswer> {
    const config = {
      dataFolder: this.#folder,
      version: 'bench',
      practice: false,
      practiceSessions: null,
      practiceServers: [],
      readOnly: null,
      secretService: 'Rollcall bench',
    }
    return await askWorker<ReaderAnswer>(this.#reader, { kind: 'open', config, changes, first: gridQuerySchema.parse({}) }, [changes])
  }

  async #floor(): Promise<number> {
    const floor = await askWorker<number>(this.#collector, { kind: 'floor' })
    this.#floors.push(floor)
    return floor
  }

  async #steppedRound(): Promise<number> {
    await this.#servers.ask({ kind: 'step' })
    return await this.#round()
  }

  /** From the first request to the last change set in the live rows; ms. */
  async #round(): Promise<number> {
    let left = this.#scale.servers
    const applied = new Promise<void>((resolve) => {
      const count = ({ kind, cpu }: ReaderAnswer): void => {
        if (kind === 'applied') {
          left -= 1
          this.#applied.push(cpu)
        }
        if (left > 0) return
        this.#reader.off('message', count)
        resolve()
      }
      this.#reader.on('message', count)
    })
    const began = performance.now()
    const pollAt = FIRST_POLL + this.#poll++ * INTERVAL
    await Promise.all([askWorker(this.#collector, { kind: 'round', pollAt }), applied])
    return performance.now() - began
  }

  async #page(number: number): Promise<Page> {
    const began = performance.now()
    const answered = new Promise<ReaderAnswer>((resolve) => {
      const take = (answer: ReaderAnswer): void => {
        if (answer.kind !== 'answer') return
        this.#reader.off('message', take)
        resolve(answer)
      }
      this.#reader.on('message', take)
    })
    this.#reader.postMessage({ kind: 'page', query: QUESTIONS[number % QUESTIONS.length]?.query })
    const { ms, cpu } = await answered
    return { ms, cpu, wall: performance.now() - began }
  }
}

/** The middle of all pages of one kind, and the slowest of them by name. */
function aloneResult(kind: (typeof KINDS)[number], usual: readonly number[], usualCpu: readonly number[]): Result {
  const pages = QUESTIONS.map(({ what, kind: of }, index) => ({
    what,
    of,
    ms: usual[index] ?? Number.NaN,
    cpu: usualCpu[index] ?? Number.NaN,
  })).filter(({ of }) => of === kind)
  const slowest = pages.toSorted((one, other) => other.ms - one.ms).slice(0, 3)
  const inProcessor = median(pages.map(({ cpu }) => cpu)).toFixed(0)
  const detail = `${pages.length} of them, ${inProcessor} ms of a processor; slowest ${slowest.map(({ what, ms }) => `${what}: ${ms.toFixed(0)}`).join(', ')}`
  return { what: `${kind}: median of a page`, value: median(pages.map(({ ms }) => ms)), goal: 100, unit: 'ms', detail }
}

async function delayWhile(work: () => Promise<unknown>): Promise<{ p99: number; longest: number }> {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  await work()
  histogram.disable()
  return { p99: histogram.percentile(99) / 1e6, longest: histogram.max / 1e6 }
}

function serverAt(port: number, number: number): Server {
  return serverSchema.parse({
    id: `bench-${number}`,
    name: `Bench ${number}`,
    url: `http://127.0.0.1:${port}`,
    connector: { profileId: 'admin-sessions' },
    auth: { kind: 'none' },
    timeoutSeconds: 120,
    paused: false,
    credential: 'none',
  })
}

function writeServers(folder: string, servers: readonly Server[]): void {
  const journal = openJournal(folder, { readOnly: false })
  journalWrite(journal, 'adding the servers', () => {
    for (const server of servers) insertServer(journal, server)
  })
  closeDatabase(journal)
}
