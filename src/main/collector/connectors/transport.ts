import type { X509Certificate } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import * as net from 'node:net'
import * as tls from 'node:tls'
import { buildConnector, Client, type Dispatcher, Pool } from 'undici'
import type { z } from 'zod'
import type { certificateSchema } from '../../../shared/contract/act.ts'
import type { RollcallError } from '../../../shared/errors.ts'
import type { Auth } from '../../../shared/profile.ts'
import type { Trust } from '../../../shared/server.ts'
import { type Base, parseBase } from './address.ts'
import { type BodyLimits, collect, unpack } from './body.ts'
import { type Asked, cutShort, isNetworkError, networkFailure, statusFailure } from './failure.ts'
import { decodeJson } from './json.ts'
import { authHeader, scrubber } from './profile/auth.ts'
import { type Progress, startProgress } from './progress.ts'
import { retryAfterMs } from './retry-after.ts'

const CONNECT_MS = 10_000
/** Reads keep one connection. Sessions are ended over their own, so that a slow list delays no termination. */
const MOST_ENDING = 4
/** Longer than the usual interval between two polls, so that a connection lives from one to the next. */
const KEEP_ALIVE_MS = 75_000
const MEBIBYTE = 1024 * 1024
const USUAL_LIMITS: BodyLimits = { wire: 16 * MEBIBYTE, decoded: 32 * MEBIBYTE }
/** What is read of an answer whose body does not matter, so that its connection can be used again. */
const ASIDE = { limit: 64 * 1024, ms: 2000 }

/** What the transport must know of a server; the secret stays inside. */
export interface TransportOptions {
  readonly serverName: string
  readonly url: string
  readonly trust: Trust
  readonly auth: Auth
  readonly secret: string | null
  readonly timeoutSeconds: number
  readonly limits?: BodyLimits
}

/** A good answer to a GET. `clockOffset` is server clock minus ours in ms; `bytes` counts the unpacked body. */
export interface Page {
  readonly json: unknown
  readonly clockOffset: number | null
  readonly bytes: number
}

/** What came of a DELETE. `sent` tells a request that can't have arrived from one that may have. */
export type Ended =
  | { readonly kind: 'answered'; readonly status: number; readonly problem: RollcallError | null }
  | { readonly kind: 'broken'; readonly sent: boolean; readonly problem: RollcallError }

/**
 * The only HTTP client. It speaks to one origin, adds that origin's auth header, follows no redirect, retries nothing that acts, and
 * turns every failure into a `RollcallError` that names the server. When the caller's signal ends a call, its reason is thrown, but for
 * a DELETE that was already sent: what became of that one is not known, and the caller must not take it for not sent.
 */
export interface Transport {
  readonly base: Base
  /** `withinMs` shortens the server's time limit when a longer task has already used some of it. */
  get(target: string, doing: string, signal: AbortSignal, withinMs?: number): Promise<Page>
  end(target: string, doing: string, signal: AbortSignal): Promise<Ended>
  /** The parts of *Test connection* below HTTP; none of them sends a byte of it. They throw as the others do. */
  readonly steps: NetworkSteps
  close(): Promise<void>
}

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

type Sent<Taken> =
  | { readonly kind: 'taken'; readonly taken: Taken }
  | { readonly kind: 'broken'; readonly sent: boolean; readonly stale: boolean; readonly problem: RollcallError }

/** Prepares the transport of one server; connects at the first request. Throws `bad-url`, `https-needed`, `credential-needed`, `bad-input`. */
export function createTransport(options: TransportOptions): Transport {
  const base = parseBase(options.url)
  const auth = authHeader(options.serverName, options.auth, options.secret)
  const limits = options.limits ?? USUAL_LIMITS
  const scrub = scrubber(auth.secrets)
  const connections = countedConnections(base, options.trust)
  // Deadlines are kept by signals: undici's own timers are coarse, and a dripping body never meets them.
  const usual = { connect: connections.connect, allowH2: false, headersTimeout: 0, bodyTimeout: 0 }
  const dispatchers = {
    GET: new Client(base.origin, { ...usual, keepAliveTimeout: KEEP_ALIVE_MS }),
    // undici's usual 4 s of keep-alive: a request that ends something should not meet a connection the server is just closing.
    DELETE: new Pool(base.origin, { ...usual, connections: MOST_ENDING }),
  }
  const headers = {
    accept: 'application/json',
    // Compression saves the network most of a list's bytes, and costs more than it saves where there is no network.
    'accept-encoding': base.loopback ? 'identity' : 'gzip',
    'cache-control': 'no-cache, no-store',
    'user-agent': 'Rollcall',
    ...auth.headers,
  }

  function asked(doing: string): Asked {
    return { serverName: options.serverName, doing, seconds: options.timeoutSeconds, pinned: options.trust.kind === 'pin', scrub }
  }

  async function send<Taken>(
    method: 'GET' | 'DELETE',
    target: string,
    ask: Asked,
    signal: AbortSignal,
    withinMs: number,
    take: (answer: Dispatcher.ResponseData, progress: Progress) => Promise<Taken>,
  ): Promise<Sent<Taken>> {
    signal.throwIfAborted()
    const progress = startProgress(withinMs, signal)
    const opened = connections.opened()
    let answered = false
    try {
      const request = dispatchers[method]
        .compose(noting(progress))
        .request({ origin: base.origin, path: target, method, headers, signal: progress.signal })
      const answer = await Promise.race([request, progress.broken])
      answered = true
      progress.headersCame()
      return { kind: 'taken', taken: await take(answer, progress) }
    } catch (error) {
      const mayHaveActed = method === 'DELETE' && progress.sentAt() !== null
      if (signal.aborted && !mayHaveActed) throw signal.reason
      const cut = signal.aborted ? 'given-up' : progress.cut()
      if (cut === null && !isNetworkError(error)) throw error
      const problem = cut === null ? networkFailure(ask, error, answered) : cutShort(ask, cut)
      const stale = !answered && cut === null && connections.opened() === opened
      return { kind: 'broken', sent: progress.sentAt() !== null, stale, problem }
    } finally {
      progress.stop()
    }
  }

  async function takePage(ask: Asked, answer: Dispatcher.ResponseData, sentAt: number): Promise<Page> {
    const midpoint = (sentAt + Date.now()) / 2
    if (answer.statusCode !== 200) throw await refused(ask, answer)
    const wire = await collect(answer.body, limits.wire)
    if (wire === null) throw cutShort(ask, 'too-large')
    const body = unpack(ask, wire, headerOf(answer, 'content-encoding'), limits)
    const now = serverClock(answer)
    return {
      json: decodeJson(ask, body, headerOf(answer, 'content-type')),
      clockOffset: now === null ? null : Math.round(now - midpoint),
      bytes: body.length,
    }
  }

  return {
    base,
    async get(target, doing, signal, withinMs = options.timeoutSeconds * 1000) {
      const ask = asked(doing)
      const once = (): Promise<Sent<Page>> =>
        send('GET', target, ask, signal, withinMs, (answer, progress) => takePage(ask, answer, progress.sentAt() ?? Date.now()))
      const first = await once()
      // A kept connection may have been closed by the server in the very moment it was used again; reading twice does no harm.
      const sent = first.kind === 'broken' && first.stale ? await once() : first
      if (sent.kind === 'broken') throw sent.problem
      return sent.taken
    },
    async end(target, doing, signal) {
      const ask = asked(doing)
      const sent = await send('DELETE', target, ask, signal, options.timeoutSeconds * 1000, async (answer): Promise<Ended> => {
        const { statusCode: status } = answer
        if (status < 200 || status > 299) return { kind: 'answered', status, problem: await refused(ask, answer) }
        await setAside(answer)
        return { kind: 'answered', status, problem: null }
      })
      return sent.kind === 'taken' ? sent.taken : sent
    },
    steps: networkSteps(base, options.trust, asked('testing the connection')),
    async close() {
      await Promise.all([dispatchers.GET.destroy(), dispatchers.DELETE.destroy()])
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
        once(socket, 'connect', signal, () => `${socket.remoteAddress} port ${base.port}`),
        signal,
      )
    },
    tls: (signal) => explained(handshake(base, tlsOptionsOf(trust), signal), signal),
    // Nothing is checked here, because nothing is sent either: the certificate is only looked at.
    shownCertificate: (signal) => explained(handshake(base, { rejectUnauthorized: false, minVersion: 'TLSv1.2' }, signal), signal),
  }
}

/** Opens checked connections and counts them, which tells a request on a kept connection from one on a fresh one. */
function countedConnections(base: Base, trust: Trust): { readonly connect: buildConnector.connector; readonly opened: () => number } {
  const build = buildConnector({ ...(base.secure ? tlsOptionsOf(trust) : {}), timeout: CONNECT_MS, maxCachedSessions: 0, allowH2: false })
  let opened = 0
  return {
    connect(target, done) {
      opened += 1
      build(target, done)
    },
    opened: () => opened,
  }
}

function headerOf(answer: Dispatcher.ResponseData, name: string): string {
  return [answer.headers[name] ?? ''].flat().join(', ')
}

/** The server's clock in epoch ms, or null. A Date header is cut to whole seconds, so its middle is meant. */
function serverClock(answer: Dispatcher.ResponseData): number | null {
  const date = Date.parse(headerOf(answer, 'date'))
  return Number.isNaN(date) ? null : date + 500
}

async function refused(ask: Asked, answer: Dispatcher.ResponseData): Promise<RollcallError> {
  const location = headerOf(answer, 'location')
  return statusFailure(ask, {
    status: answer.statusCode,
    location: location === '' ? null : location,
    retryAfterMs: retryAfterMs(answer.headers['retry-after'], serverClock(answer) ?? Date.now()),
    start: await setAside(answer),
  })
}

/** Reads the body of an answer that was understood without it, within small limits, and gives its start. */
async function setAside(answer: Dispatcher.ResponseData): Promise<string> {
  const timer = setTimeout(() => answer.body.destroy(), ASIDE.ms)
  try {
    return (await collect(answer.body, ASIDE.limit))?.toString('utf8').trim() ?? ''
  } catch {
    return ''
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

/** A certificate as it is shown to an admin and, when they choose so, pinned. */
export type CertificateFacts = z.infer<typeof certificateSchema>

let systemContext: tls.SecureContext | null = null

function authorities(): string[] {
  const bundled = tls.getCACertificates('default')
  try {
    return [...bundled, ...tls.getCACertificates('system')]
  } catch {
    // A TLS library that can't read the system's store still knows the bundled authorities.
    return bundled
  }
}

/**
 * What a connection is checked against. A pinned certificate is the only thing believed, and its name is still checked.
 * The system's context is shared, because parsing some 600 certificates for each server would cost seconds.
 */
function secureContextOf(trust: Trust): tls.SecureContext {
  if (trust.kind === 'system') {
    systemContext ??= tls.createSecureContext({ ca: authorities(), minVersion: 'TLSv1.2' })
    return systemContext
  }
  if (trust.kind === 'authority') return tls.createSecureContext({ ca: [...authorities(), trust.pem], minVersion: 'TLSv1.2' })
  return tls.createSecureContext({ ca: [trust.pem], minVersion: 'TLSv1.2', allowPartialTrustChain: true })
}

/** TLS options of every connection to one server. They are all explicit, so that no environment variable can loosen them. */
function tlsOptionsOf(trust: Trust): tls.ConnectionOptions {
  return {
    secureContext: secureContextOf(trust),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    checkServerIdentity(host, certificate) {
      if (trust.kind === 'pin' && certificate.fingerprint256 !== trust.sha256)
        return Object.assign(new Error('another certificate'), { code: 'ROLLCALL_PIN' })
      return tls.checkServerIdentity(host, certificate)
    },
  }
}

/** Waits for a socket to be ready, within the connect deadline and the caller's signal, and closes it whatever comes of it. */
function once<Facts>(socket: net.Socket, ready: 'connect' | 'secureConnect', signal: AbortSignal, facts: () => Facts): Promise<Facts> {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)])
  return new Promise<Facts>((resolve, reject) => {
    const abort = (): void => {
      socket.destroy()
      reject(signal.aborted ? signal.reason : Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }))
    }
    ends.addEventListener('abort', abort)
    socket.on('close', () => ends.removeEventListener('abort', abort))
    socket.on('error', reject)
    socket.once(ready, () => {
      try {
        resolve(facts())
      } catch (error) {
        reject(error)
      }
      socket.destroy()
    })
    if (ends.aborted) abort()
  })
}

function handshake(base: Base, options: tls.ConnectionOptions, signal: AbortSignal): Promise<CertificateFacts> {
  // An address has no name to ask for; the name check then looks for the address in the certificate.
  const servername = net.isIP(base.hostname) === 0 ? base.hostname : ''
  const socket = tls.connect({ ...options, host: base.hostname, port: base.port, servername, ALPNProtocols: ['http/1.1'] })
  return once(socket, 'secureConnect', signal, () => {
    const certificate = socket.getPeerX509Certificate()
    if (certificate === undefined) throw new Error('The server showed no certificate.')
    return factsOf(certificate)
  })
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    pem: certificate.toString(),
    sha256: certificate.fingerprint256,
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: certificate.validFrom,
    validTo: certificate.validTo,
  }
}

function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ')
}
