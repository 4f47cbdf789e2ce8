import { type ClientContext, type ClientLink, type ClientOptions, ORPCError } from '@orpc/client'
import type { Problem } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'

/** The two parts of the engine the window talks to. */
export type ServiceName = 'reader' | 'collector'

/**
 * `connecting`: never reached yet, calls wait. `up`: calls go through. `down`: calls reject at once with `problem`; `final` says that
 * nothing will bring it back without the person (the page lost its right, or the program quit).
 */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'up' }
  | { readonly kind: 'down'; readonly problem: Problem; readonly final: boolean }

/** What one attempt to reach a service reports. After `down` the attempt is over and its `close` has nothing left to do. */
export interface ConnectionEvents {
  up(link: ClientLink<ClientContext>): void
  down(problem: Problem, options?: { readonly final?: boolean }): void
}

/** Starts one attempt to reach a service; the result ends it. A dead attempt calls nothing any more. */
export type Connect = (events: ConnectionEvents) => () => void

/** Waits between attempts, in ms: soon at first, never longer than the last one. */
export const BACK_OFF_MS = [150, 300, 600, 1200, 2500, 5000] as const

/**
 * One service as the window sees it, over whatever carries it. Neither a dead MessagePort nor a lost WebSocket rejects reliably, so every
 * call races the connection it was made on: when that goes down, pending calls reject with the reason and new ones reject at once.
 */
export class ServiceLink implements ClientLink<ClientContext> {
  readonly name: ServiceName
  #connect: Connect
  #state: LinkState = { kind: 'connecting' }
  #connection: { link: ClientLink<ClientContext>; ended: AbortController } | null = null
  #closeAttempt: (() => void) | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #attempts = 0
  #listeners = new Set<() => void>()

  constructor(name: ServiceName, connect: Connect) {
    this.name = name
    this.#connect = connect
  }

  /** The present state; the object is the same until the state changes, as `useSyncExternalStore` wants it. */
  get state(): LinkState {
    return this.#state
  }

  /** Calls `listener` after every change of `state`; the result ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins to connect and keeps on reconnecting until `stop`. */
  start(): void {
    if (this.#closeAttempt === null && this.#timer === null) this.#attempt()
  }

  /** Ends the connection for good. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#closeAttempt?.()
    this.#closeAttempt = null
    this.#lose(stopped(this.name), true)
  }

  /** Makes one call. Rejects with the contract's `PROBLEM` error, code `service-down`, when the service is or goes down. */
  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    await this.#settled(options.signal)
    const connection = this.#connection
    if (connection === null) throw this.#downError()
    const ended = connection.ended.signal
    const result = await this.#unlessEnded(ended, connection.link.call(path, input, options))
    return isAsyncIterator(result) ? this.#untilEnded(ended, result) : result
  }

  /** The answer, or the reason why the connection ended before it came. */
  #unlessEnded<T>(ended: AbortSignal, answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const onEnd = () => reject(this.#downError())
      ended.addEventListener('abort', onEnd, { once: true })
      answer.then(resolve, reject).finally(() => ended.removeEventListener('abort', onEnd))
    })
  }

  /** The events of a subscription; it throws the reason when the connection ends. No generator, whose `return` waits for the next event. */
  #untilEnded(ended: AbortSignal, events: AsyncIterator<unknown>): AsyncIterableIterator<unknown> {
    return {
      next: () => (ended.aborted ? Promise.reject(this.#downError()) : this.#unlessEnded(ended, events.next())),
      // Nobody is there to be told that it is over.
      return: async (value) => (ended.aborted ? undefined : await events.return?.(value)) ?? { done: true, value },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  /** Resolves when the first attempt has come to something. */
  #settled(signal: AbortSignal | undefined): Promise<void> {
    if (this.#state.kind !== 'connecting') return Promise.resolve()
    return new Promise((resolve, reject) => {
      const unsubscribe = this.subscribe(() => {
        if (this.#state.kind === 'connecting') return
        unsubscribe()
        resolve()
      })
      signal?.addEventListener('abort', () => {
        unsubscribe()
        reject(signal.reason)
      })
    })
  }

  #attempt(): void {
    this.#timer = null
    let live = true
    const close = this.#connect({
      up: (link) => {
        if (!live) return
        this.#attempts = 0
        this.#connection = { link, ended: new AbortController() }
        this.#change({ kind: 'up' })
      },
      down: (problem, options) => {
        if (!live) return
        live = false
        this.#closeAttempt = null
        this.#lose(problem, options?.final ?? false)
      },
    })
    if (!live) return
    this.#closeAttempt = () => {
      live = false
      close()
    }
  }

  #lose(problem: Problem, final: boolean): void {
    const connection = this.#connection
    this.#connection = null
    this.#change({ kind: 'down', problem, final })
    connection?.ended.abort()
    if (final) return
    const wait = BACK_OFF_MS[Math.min(this.#attempts, BACK_OFF_MS.length - 1)] ?? 5000
    this.#attempts += 1
    this.#timer = setTimeout(() => this.#attempt(), wait)
  }

  #change(state: LinkState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener()
  }

  #downError(): ORPCError<'PROBLEM', Problem> {
    const problem = this.#state.kind === 'down' ? this.#state.problem : stopped(this.name)
    return new ORPCError('PROBLEM', { defined: true, message: problem.message, data: problem })
  }
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}

/** The problem of a service that ended and is being started again. */
export function restarting(name: ServiceName, technical?: string): Problem {
  return {
    code: 'service-down',
    message: t(`link.restarting-${name}`),
    next: t('link.restartingNext'),
    ...(technical ? { technical } : {}),
  }
}

/** The problem of a program that can't be reached at all. */
export function unreachable(technical?: string): Problem {
  return {
    code: 'service-down',
    message: t('link.lost'),
    next: t('link.lostNext'),
    ...(technical ? { technical } : {}),
  }
}

function stopped(name: ServiceName): Problem {
  return { code: 'service-down', message: t(`link.stopped-${name}`), next: t('link.stoppedNext') }
}
