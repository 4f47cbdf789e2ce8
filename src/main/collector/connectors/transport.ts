import { lookup } from 'node:dns/promises'
import * as net from 'node:net'
import { buildConnector, type Dispatcher, Pool } from 'undici'
import type { z } from 'zod'
import type { certificateSchema } from '../../../shared/contract/act.ts'
import { RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { Trust } from '../../../shared/server.ts'
import type { Base } from './address.ts'
import { answerOf, type Head } from './answer.ts'
import { type BodyLimits, collect } from './body.ts'
import { type Asked, type Cut, cutShort, isNetworkError, networkFailure } from './failure.ts'
import { type Progress, startProgress } from './progress.ts'
import { CONNECT_MS, handshake, onceReady, tlsOptionsOf } from './trust.ts'
import type { WireAnswer, WireRequest } from './wire.ts'

/** Sessions are ended over connections of their own, so that a slow list delays no termination. */
const MOST_ACTING = 4
/** Longer than the usual interval between two polls, so that a connection lives from one to the next. */
const KEEP_ALIVE_MS = 75_000
const MEBIBYTE = 1024 * 1024
const USUAL_LIMITS: BodyLimits = { wire: 16 * MEBIBYTE, decoded: 32 * MEBIBYTE }
/** What is read of an answer whose body hardly matters, so that its connection can be used again. */
const ASIDE = { limit: 64 * 1024, ms: 2000 }

/** What the transport must know of a server; it knows no secret but those that stand in a request. */
export interface TransportOptions {
  readonly base: Base
  readonly trust: Trust
  /** How many reads may be under way at once. */
  readonly readConnections: number
  readonly limits?: BodyLimits
}

/** A certificate as it is shown to an admin and, when they choose so, pinned. */
export type CertificateFacts = z.infer<typeof certificateSchema>

/** The parts of *Test connection* below HTTP; none of them sends a byte of it. They throw `RollcallError`s that name the server. */
export interface NetworkSteps {
  /** The addresses of the server's name. */
  name(signal: AbortSignal): Promise<readonly string[]>
  /** Address and port that took a connection. */
  connection(signal: AbortSignal): Promise<string>
  /** The certificate, fully checked as every request checks it. */
  tls(signal: AbortSignal): Promise<CertificateFacts>
  /** The certificate the server shows, believed or not, so that an admin can compare it. */
  shownCertificate(signal: AbortSignal): Promise<CertificateFacts>
}

/**
 * How a request is sent. `read` asks, over few kept connections, and is asked again once when a kept connection turns out to be closed;
 * `act` may change something and is sent once; `sign-in` is sent once too, over the connections of those that act.
 */
export interface Manner {
  readonly kind: 'read' | 'act' | 'sign-in'
  /** The whole time it may take, in ms. */
  readonly withinMs: number
  /** Whether the body of an answer with this status is needed to its end. */
  needsBody(status: number): boolean
}

/** What came of a request. `sent` tells one that can't have arrived from one that may have. */
export type Sent =
  | { readonly kind: 'answered'; readonly answer: WireAnswer }
  | { readonly kind: 'broken'; readonly sent: boolean; readonly problem: RollcallError }

type Tried = Sent & { readonly stale: boolean }

/**
 * The only HTTP client. It speaks to one origin, follows no redirect, retries nothing that acts, and turns every failure into a
 * `RollcallError` that names the server. When the caller's signal ends a call, its reason is thrown, but for a request that acts and was
 * already sent: what became of that one is not known, and the caller must not take it for not sent.
 */
export interface Transport {
  send(request: WireRequest, ask: Asked, signal: AbortSignal, manner: Manner): Promise<Sent>
  steps(ask: Asked): NetworkSteps
  close(): Promise<void>
}

/** Prepares the transport of one server; connects at the first request. */
export function createTransport(options: TransportOptions): Transport {
  const { base, trust } = options
  const limits = options.limits ?? USUAL_LIMITS
  const connect = buildConnector({
    ...(base.secure ? tlsOptionsOf(trust) : {}),
    timeout: CONNECT_MS,
    maxCachedSessions: 0,
    allowH2: false,
  })
  // Deadlines are kept by signals: undici's own timers are coarse, and a dripping body never meets them.
  const usual = { connect, allowH2: false, headersTimeout: 0, bodyTimeout: 0 }
  const reading = new Pool(base.origin, { ...usual, connections: options.readConnections, keepAliveTimeout: KEEP_ALIVE_MS })
  // undici's usual 4 s of keep-alive: a request that acts should not meet a connection the server is just closing.
  const acting = new Pool(base.origin, { ...usual, connections: MOST_ACTING })

  async function once(request: WireRequest, ask: Asked, signal: AbortSignal, manner: Manner): Promise<Tried> {
    signal.throwIfAborted()
    const pool = manner.kind === 'read' ? reading : acting
    const hasKept = pool.stats.connected > 0
    const progress = startProgress(manner.withinMs, signal)
    let answered = false
    try {
      const asking = pool.compose(noting(progress)).request({
        origin: base.origin,
        path: request.target,
        method: request.method as Dispatcher.HttpMethod,
        headers: headersOf(request, base),
        body: request.body?.text ?? null,
        signal: progress.signal,
      })
      const response = await Promise.race([asking, progress.broken])
      answered = true
      progress.headersCame()
      const sentAt = progress.sentAt() ?? Date.now()
      return { kind: 'answered', answer: await taken(response, ask, sentAt, manner.needsBody(response.statusCode)), stale: false }
    } catch (error) {
      const wasSent = progress.sentAt() !== null
      if (signal.aborted && !(manner.kind === 'act' && wasSent)) throw signal.reason
      const cut = signal.aborted ? 'given-up' : progress.cut()
      return { kind: 'broken', sent: wasSent, problem: problemOf(error, ask, cut, answered), stale: hasKept && !answered && cut === null }
    } finally {
      progress.stop()
    }
  }

  async function taken(response: Dispatcher.ResponseData, ask: Asked, sentAt: number, isNeeded: boolean): Promise<WireAnswer> {
    const head: Head = { status: response.statusCode, headers: response.headers, sentAt, cameAt: Date.now() }
    if (!isNeeded) return answerOf(ask, head, { body: await setAside(response), limits: null })
    const body = await collect(response.body, limits.wire)
    if (body === null) throw cutShort(ask, 'too-large')
    return answerOf(ask, head, { body, limits })
  }

  return {
    async send(request, ask, signal, manner) {
      const first = await once(request, ask, signal, manner)
      // A kept connection may have been closed by the server in the very moment it was used again; reading twice does no harm.
      return first.stale && manner.kind === 'read' ? await once(request, ask, signal, manner) : first
    },
    steps: (ask) => networkSteps(base, trust, ask),
    async close() {
      await Promise.all([reading.destroy(), acting.destroy()])
    },
  }
}

function networkSteps(base: Base, trust: Trust, ask: Asked): NetworkSteps {
  async function explained<Facts>(step: Promise<Facts>, signal: AbortSignal): Promise<Facts> {
    try {
      return await step
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw isNetworkError(error) ? networkFailure(ask, error, false) : error
    }
  }
  return {
    name: (signal) =>
      explained(
        lookup(base.hostname, { all: true }).then((found) => found.map(({ address }) => address)),
        signal,
      ),
    connection(signal) {
      const socket = net.connect(base.port, base.hostname)
      return explained(
        onceReady(socket, 'connect', signal, () => t('connection.testPort', { address: socket.remoteAddress ?? '', port: base.port })),
        signal,
      )
    },
    tls: (signal) => explained(handshake(base, tlsOptionsOf(trust), signal), signal),
    // Nothing is checked here, because nothing is sent either: the certificate is only looked at.
    shownCertificate: (signal) => explained(handshake(base, { rejectUnauthorized: false, minVersion: 'TLSv1.2' }, signal), signal),
  }
}

function headersOf(request: WireRequest, base: Base): Record<string, string> {
  return {
    // Compression saves the network most of a list's bytes, and costs more than it saves where there is no network.
    'accept-encoding': base.loopback ? 'identity' : 'gzip',
    'cache-control': 'no-cache, no-store',
    'user-agent': 'Rollcall',
    ...(request.body === undefined ? {} : { 'content-type': request.body.contentType }),
    ...request.headers,
  }
}

/** What broke a request off. Throws what is no failure of the network or the server but a defect. */
function problemOf(error: unknown, ask: Asked, cut: Cut | null, answered: boolean): RollcallError {
  if (cut !== null) return cutShort(ask, cut)
  if (error instanceof RollcallError) return error
  if (!isNetworkError(error)) throw error
  return networkFailure(ask, error, answered)
}

/** Reads the body of an answer that was understood without it, within small limits, and gives what came. */
async function setAside(response: Dispatcher.ResponseData): Promise<Buffer> {
  const timer = setTimeout(() => response.body.destroy(), ASIDE.ms)
  try {
    return (await collect(response.body, ASIDE.limit)) ?? Buffer.alloc(0)
  } catch {
    return Buffer.alloc(0)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Tells a request's progress when it is about to be written. Before that moment a failed request certainly did nothing; after it, a
 * request that ends something may have been carried out.
 */
function noting(progress: Progress): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        // Given up while it waited for its connection: it is not written any more, so it was never sent.
        if (!progress.signal.aborted) progress.starts()
        handler.onRequestStart?.(controller, context)
      },
      onRequestUpgrade: (...details) => handler.onRequestUpgrade?.(...details),
      onResponseStart: (...details) => handler.onResponseStart?.(...details),
      onResponseData: (...details) => handler.onResponseData?.(...details),
      onResponseEnd: (...details) => handler.onResponseEnd?.(...details),
      onResponseError: (...details) => handler.onResponseError?.(...details),
    })
}
