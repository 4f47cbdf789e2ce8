import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { Answers } from '../../../shared/profile/answer.ts'
import type { Server } from '../../../shared/server.ts'
import { assertTarget, type Base, parseBase, withQuery } from './address.ts'
import type { BodyLimits } from './body.ts'
import { createCookies } from './cookies.ts'
import { type Asked, answerFailure, cutShort } from './failure.ts'
import { type AnswerRules, compileAnswers, type Verdict } from './profile/answers.ts'
import { compileHeaders, type Scope, serverScope } from './profile/request.ts'
import { scrubber } from './scrub.ts'
import { keepSignIn } from './sign-in-keeper.ts'
import { createTransport, type Manner, type NetworkSteps, type Sent } from './transport.ts'
import type { WireAnswer, WireRequest } from './wire.ts'

/** What signing in gave. It goes into every later request, until it expires or is no longer accepted. */
export interface SignedIn {
  readonly headers: Readonly<Record<string, string>>
  readonly query: readonly (readonly [string, string])[]
  /** Texts that must never be shown. */
  readonly secrets: readonly string[]
  /** The answer of the sign-in, for what a profile takes from it; null where there was none. */
  readonly answer: unknown
  /** The token itself, for its claims; null where there is none. */
  readonly token: string | null
  /** Monotonic ms (`performance.now()`), or null. */
  readonly expiresAt: number | null
}

/**
 * A way to sign in. `open` is called before the first request, and once more when an answer says that the sign-in no longer counts, or
 * when it expires: then with what it gave `before`, which some servers renew.
 */
export interface SignIn {
  open(send: Send, signal: AbortSignal, before?: SignedIn | null): Promise<SignedIn>
  /** Undoes it. Failures are ignored. */
  close(send: Send, signedIn: SignedIn, signal: AbortSignal): Promise<void>
  /** True when `open` always gives the same, so that doing it again changes nothing. */
  readonly fixed?: boolean
  /** False when what the answers set as cookies is neither kept nor sent. */
  readonly cookies?: boolean
  /** Whether an answer says that the sign-in no longer counts, beside 401 and the answer rules: a redirect to a sign-in page. */
  expired?(answer: WireAnswer): boolean
}

/** Sends one request without what signing in gives. Cookies of this client are kept and sent. Any status is an answer. */
export type Send = (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>

/** What came of a request that acts. `sent` tells one that can't have arrived from one that may have. */
export type Acted =
  | { readonly kind: 'answered'; readonly answer: WireAnswer }
  | { readonly kind: 'broken'; readonly sent: boolean; readonly problem: RollcallError }

/**
 * Speaks to one server as somebody: signs in when needed, once more when an answer says so (a request that was answered so did nothing,
 * and is sent again once; one that acts only after 401 or an answer rule, because a redirect may as well follow what was done), and turns every failure into a `RollcallError` that names the server.
 */
export interface Client {
  readonly base: Base
  /** Signs in if that is still to do, and gives what it gave. Throws `sign-in-failed` and what a request throws. */
  signedIn(signal: AbortSignal): Promise<SignedIn>
  /** Asks, and gives only a good answer (2xx, and nothing in it that the profile's answer rules call a failure). `withinMs` shortens the deadline. */
  read(request: WireRequest, signal: AbortSignal, withinMs?: number): Promise<WireAnswer>
  /** As `read`, but gives any answer, for pages, which may lead on to others. */
  ask(request: WireRequest, signal: AbortSignal, withinMs?: number): Promise<WireAnswer>
  /** Sends a request that acts, at most twice (see above). Throws nothing but the caller's own abort before it was sent. */
  act(request: WireRequest, signal: AbortSignal): Promise<Acted>
  /** Why an answer is no success, by the answer rules and its status; null for a success. */
  failureOf(request: WireRequest, answer: WireAnswer): RollcallError | null
  readonly steps: NetworkSteps
  close(): Promise<void>
}

/** What a client must know. */
export interface ClientOptions {
  readonly server: Server
  readonly secret: string | null
  readonly signIn: SignIn
  /** Headers of every request, as templates. */
  readonly headers?: Readonly<Record<string, string>>
  /** What the templates of the headers may name beside `signIn`; without it the server's own inputs, origin and user name. */
  readonly scope?: Scope
  readonly answers?: Answers | undefined
  readonly accept?: 'json' | 'html' | 'text'
  /** How many reads may be under way at once; one unless it is said. */
  readonly readConnections?: number
  readonly limits?: BodyLimits
}

const ACCEPT = { json: 'application/json', html: 'text/html, application/xhtml+xml', text: 'text/plain, */*;q=0.5' } as const
/** How long undoing a sign-in may hold up closing. */
const CLOSING_MS = 2000

/** Prepares a client; connects at the first request. Throws `bad-url` or `https-needed`, and `not-allowed` for a request that would leave the server. */
export function createClient(options: ClientOptions): Client {
  const { server, signIn } = options
  const base = parseBase(server.url)
  const usualMs = server.timeoutSeconds * 1000
  const accept = options.accept ?? 'json'
  const scope = options.scope ?? serverScope(server, { inputs: [] }, base)
  const headersFor = compileHeaders(options.headers ?? {})
  const usualRules = compileAnswers(options.answers)
  const cookies = signIn.cookies === false ? null : createCookies(base)
  const transport = createTransport({
    base,
    trust: server.trust,
    readConnections: options.readConnections ?? 1,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  })
  const keeper = keepSignIn({
    signIn,
    send: sendToSignIn,
    start: () => cookies?.clear(),
    brokenOff: (why) => cutShort(asked({ doing: t('connection.signingIn') }), why),
  })
  let closed: Promise<void> | null = null

  function asked({ doing, secrets = [] }: Pick<WireRequest, 'doing' | 'secrets'>): Asked {
    return {
      serverName: server.name,
      doing,
      seconds: server.timeoutSeconds,
      pinned: server.trust.kind === 'pin',
      scrub: (text) => scrubber([options.secret ?? '', ...keeper.secrets(), ...(cookies?.values() ?? []), ...secrets])(text),
    }
  }

  async function send(request: WireRequest, signedIn: SignedIn | null, signal: AbortSignal, manner: Manner): Promise<Sent> {
    const target = withQuery(request.target, signedIn?.query ?? [])
    assertTarget(base, target)
    const cookie = cookies?.headerFor(target) ?? ''
    const headers = {
      accept: ACCEPT[accept],
      ...headersFor({ ...scope, signIn: signedIn?.answer }),
      ...lowered(request.headers),
      ...lowered(signedIn?.headers),
      ...(cookie === '' ? {} : { cookie }),
    }
    const sent = await transport.send({ ...request, target, headers }, asked(request), signal, manner)
    if (sent.kind === 'answered') cookies?.keep(target, sent.answer.setCookies)
    return sent
  }

  async function sendToSignIn(request: WireRequest, signal: AbortSignal): Promise<WireAnswer> {
    const sent = await send(request, null, signal, { kind: 'sign-in', withinMs: usualMs, needsBody: isGood })
    if (sent.kind === 'broken') throw sent.problem
    return sent.answer
  }

  function rulesOf(request: WireRequest): AnswerRules {
    return request.rules ?? usualRules
  }

  function verdictOf(request: WireRequest, answer: WireAnswer): Verdict {
    const verdict = rulesOf(request).verdict(answer)
    if (verdict !== null) return verdict
    return answer.status === 401 || signIn.expired?.(answer) === true ? 'signIn' : null
  }

  function failureOf(request: WireRequest, answer: WireAnswer): RollcallError | null {
    const verdict = verdictOf(request, answer)
    if (verdict === null && isGood(answer.status)) return null
    return answerFailure(asked(request), answer, verdict, rulesOf(request).words(answer))
  }

  /** Sends as somebody, and once more as somebody newly signed in when the answer asks for that: what was answered so did nothing. */
  async function sendSignedIn(request: WireRequest, signal: AbortSignal, kind: 'read' | 'act', withinMs: number): Promise<Sent> {
    const endsAt = performance.now() + withinMs
    const left = (): number => Math.max(1, endsAt - performance.now())
    const looksAtBody = kind === 'read' || request.wantsBody === true || accept !== 'json' || rulesOf(request).looksAtBodies
    const needsBody = (status: number): boolean => looksAtBody && isGood(status)
    const used = await keeper.signedIn(signal, left())
    const first = await send(request, used, signal, { kind, withinMs: left(), needsBody })
    if (first.kind === 'broken' || verdictOf(request, first.answer) !== 'signIn') return first
    if (kind === 'act' && !isTurnedAway(request, first.answer)) return unclear(request, first.answer)
    if (signIn.fixed === true) {
      // A session that was ended there must not keep failing for its cookie.
      cookies?.clear()
      return first
    }
    const again = await keeper.renewed(used, signal, left())
    return await send(request, again, signal, { kind, withinMs: left(), needsBody })
  }

  /** The server itself says that a request was not taken; what only looks like its sign-in page may follow something that was done. */
  function isTurnedAway(request: WireRequest, answer: WireAnswer): boolean {
    return answer.status === 401 || rulesOf(request).verdict(answer) === 'signIn'
  }

  function unclear(request: WireRequest, answer: WireAnswer): Sent {
    const problem = new RollcallError({
      code: 'login-page',
      message: t('connection.signInPage', { server: server.name, doing: request.doing }),
      next: t('connection.signInPageNext'),
      technical: `HTTP ${answer.status}`,
    })
    return { kind: 'broken', sent: true, problem }
  }

  async function ask(request: WireRequest, signal: AbortSignal, withinMs = usualMs): Promise<WireAnswer> {
    const sent = await sendSignedIn(request, signal, 'read', withinMs)
    if (sent.kind === 'broken') throw sent.problem
    return sent.answer
  }

  return {
    base,
    signedIn: (signal) => keeper.signedIn(signal, usualMs),
    async read(request, signal, withinMs) {
      const answer = await ask(request, signal, withinMs)
      const problem = failureOf(request, answer)
      if (problem !== null) throw problem
      if (NO_CONTENT.has(answer.status)) throw answerFailure(asked(request), answer, null, null)
      return answer
    },
    ask,
    async act(request, signal) {
      try {
        return await sendSignedIn(request, signal, 'act', usualMs)
      } catch (error) {
        // What is thrown comes from before it was sent, or from signing in again after it was answered with "sign in first".
        if (!(error instanceof RollcallError)) throw error
        return { kind: 'broken', sent: false, problem: error }
      }
    },
    failureOf,
    steps: transport.steps(asked({ doing: t('connection.testing') })),
    close() {
      closed ??= keeper.close(CLOSING_MS).then(() => transport.close())
      return closed
    },
  }
}

/** Good answers without anything to read. */
const NO_CONTENT: ReadonlySet<number> = new Set([204, 205])

function isGood(status: number): boolean {
  return status >= 200 && status < 300
}

function lowered(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
