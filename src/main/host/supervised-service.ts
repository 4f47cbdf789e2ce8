import { RollcallError } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'
import type { HostMessage, ServiceConfig, ServiceMessage, ServiceName } from '../service-entry.ts'

/** One started service as its host sees it. */
export interface RunningService<RawPort> {
  /** Sends one message; `port` is one end of a channel of the same platform and is handed over. */
  send(message: HostMessage, port?: RawPort): void
  onMessage(listener: (message: ServiceMessage) => void): void
  /** Called once, when it has ended; `how` says how, for example `code 139`. */
  onExit(listener: (how: string) => void): void
  /** Ends it at once, whatever it is doing. */
  kill(): void
}

/** `reason` is one sentence for the window. */
export type ServiceState = { readonly kind: 'up' } | { readonly kind: 'down'; readonly reason: string }

/** Waits before a service is started again, in ms: soon at first, never longer than the last. */
const BACK_OFF_MS = [100, 250, 500, 1000, 2000, 5000, 10_000, 30_000] as const
/** A service that lived this long starts again at the first wait. */
const STEADY_MS = 60_000
/** A migration of a large file takes its time; a service that is silent for longer than this hangs. */
const START_DEADLINE_MS = 120_000
const STOP_DEADLINE_MS = 10_000

export interface SupervisedOptions<RawPort> {
  readonly name: ServiceName
  launch(): RunningService<RawPort>
  config(): ServiceConfig
  /** Each time it is ready, before its state says so. */
  onReady(announce: unknown): void
  onState(state: ServiceState): void
  /** It asks for another service to be killed and started anew. */
  onRestart(other: ServiceName): void
}

/** Keeps one service running from `start` to `stop`. */
export class SupervisedService<RawPort> {
  readonly #options: SupervisedOptions<RawPort>
  #process: RunningService<RawPort> | null = null
  #ready = false
  #stopping = false
  #asked = false
  #failures = 0
  #timer: NodeJS.Timeout | null = null
  #ended: Promise<void> = Promise.resolve()
  #stopped: Promise<void> | null = null

  constructor(options: SupervisedOptions<RawPort>) {
    this.#options = options
  }

  /** The service while it is ready, else null. */
  get running(): RunningService<RawPort> | null {
    return this.#ready ? this.#process : null
  }

  /** Resolves when it is ready for the first time; rejects with a `RollcallError` when it ends before, and then it stays ended. */
  start(): Promise<void> {
    return this.#launch()
  }

  /** Ends it and starts it anew, without the wait that a failure has. */
  restart(): void {
    if (this.#stopping || this.#process === null) return
    this.#asked = true
    this.#process.kill()
  }

  /** Asks it to leave in order and kills it when it does not in time. */
  stop(): Promise<void> {
    this.#stopped ??= this.#leave()
    return this.#stopped
  }

  async #leave(): Promise<void> {
    this.#stopping = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    const leaving = this.#process
    if (leaving === null) return
    leaving.send({ type: 'stop' })
    const deadline = setTimeout(() => leaving.kill(), STOP_DEADLINE_MS)
    await this.#ended
    clearTimeout(deadline)
  }

  #launch(): Promise<void> {
    const launched = this.#options.launch()
    this.#process = launched
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    this.#ended = end.promise
    const deadline = setTimeout(() => launched.kill(), START_DEADLINE_MS)
    let failure: RollcallError | null = null
    let readyAt: number | null = null
    launched.onMessage((message) => {
      if (message.type === 'failed') failure = new RollcallError(message.problem)
      if (message.type === 'ready') {
        clearTimeout(deadline)
        readyAt = performance.now()
        this.#becomeReady(message)
        resolve()
      }
      if (message.type === 'restart') this.#options.onRestart(message.service)
      if (message.type === 'stopped') setTimeout(() => launched.kill(), 1000).unref()
    })
    launched.onExit((how) => {
      clearTimeout(deadline)
      const lived = readyAt === null ? null : performance.now() - readyAt
      this.#process = null
      this.#ready = false
      end.resolve()
      this.#ownEnd(lived, failure?.message ?? how)
      reject(failure ?? startFailure(this.#options.name, how))
    })
    launched.send({ type: 'start', config: this.#options.config() })
    return promise
  }

  #becomeReady(message: Extract<ServiceMessage, { type: 'ready' }>): void {
    this.#ready = true
    this.#options.onReady(message.announce)
    this.#options.onState({ kind: 'up' })
  }

  /** `lived`: ms since it was ready, null when it never was. A first start that failed is the caller's to judge. */
  #ownEnd(lived: number | null, how: string): void {
    if (this.#stopping) return
    const everReady = lived !== null || this.#failures > 0
    if (!everReady) return
    if (lived !== null && lived > STEADY_MS) this.#failures = 0
    const wait = this.#asked ? 0 : (BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)] ?? STEADY_MS)
    this.#failures += 1
    this.#asked = false
    this.#options.onState({ kind: 'down', reason: `Rollcall's ${this.#options.name} ended (${how}) and is being started again.` })
    this.#timer = setTimeout(() => this.#launch().catch(ignored), wait)
  }
}

/** The next end tells its own story; nobody waits for the promise of a start that follows a failure. */
function ignored(): void {
  // nothing to add
}

/** The error of a service that ended before it was ready. */
function startFailure(name: ServiceName, how: string): RollcallError {
  return new RollcallError({
    code: 'service-down',
    message: t('collector.endedEarly', { part: name }),
    next: t('collector.endedEarlyNext'),
    technical: how,
  })
}
