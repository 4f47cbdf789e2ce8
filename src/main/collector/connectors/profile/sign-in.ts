import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { pathList } from '../../../../shared/profile/path.ts'
import type { Login } from '../../../../shared/profile/sign-in.ts'
import type { ApiProfile } from '../../../../shared/profile.ts'
import type { Server } from '../../../../shared/server.ts'
import { type Base, withQuery } from '../address.ts'
import type { Send, SignedIn, SignIn } from '../client.ts'
import { type Asked, answerFailure, failure } from '../failure.ts'
import { scrubber } from '../scrub.ts'
import type { WireAnswer } from '../wire.ts'
import { compileAnswers } from './answers.ts'
import { assertSecret, isHeaderValue, proofOf } from './auth.ts'
import { compileConditions } from './conditions.ts'
import { getter, isRow } from './path.ts'
import { compileRequest, renderText, type Scope, serverScope } from './request.ts'

/** A token that lives shorter is renewed at nine tenths of its life, one that lives longer this many ms before its end. */
const EARLY_MS = 10_000
const USUAL_PUT = { header: 'Authorization', template: 'Bearer {token}' } as const

/**
 * The way to sign in that a server's settings name. Throws `credential-needed` without a secret, and `bad-input` for a credential that can't
 * be sent or a sign-in request that the profile does not have.
 */
export function signInOf(server: Server, profile: ApiProfile, secret: string | null, base: Base): SignIn {
  const { auth } = server
  if (auth.kind !== 'login') return staticSignIn(server, secret)
  const login = profile.logins.find(({ id }) => id === auth.login)
  if (login === undefined) throw noSuchLogin(server.name, auth.login)
  return loginSignIn({ server, login, secret: assertSecret(server.name, secret), base, profile })
}

/** The ways to sign in that take no request: nothing, a header or a parameter with each request. Throws as `signInOf`. */
export function staticSignIn(server: Server, secret: string | null): SignIn {
  const { auth } = server
  if (auth.kind === 'login') throw noSuchLogin(server.name, auth.login)
  const signedIn: SignedIn = { ...proofOf(server.name, auth, secret), answer: null, token: null, expiresAt: null }
  return {
    fixed: true,
    // A key proves each request by itself; a cookie beside it would make some servers ask for more. Without one, cookies keep a server
    // from beginning a session with each request.
    cookies: auth.kind === 'basic' || auth.kind === 'none',
    open: () => Promise.resolve(signedIn),
    close: () => Promise.resolve(),
  }
}

interface LoginOptions {
  readonly server: Server
  readonly login: Login
  readonly secret: string
  readonly base: Base
  readonly profile: ApiProfile
}

function loginSignIn({ server, login, secret, base, profile }: LoginOptions): SignIn {
  const scope = serverScope(server, profile, base)
  const request = compileRequest(login.request, base, () => t('connection.signingIn'))
  const renew = login.renew === undefined ? null : compileRequest(login.renew, base, () => t('connection.renewing'))
  const logout = login.logout === undefined ? null : compileRequest(login.logout, base, () => t('connection.signingOut'))
  const rules = compileAnswers(profile.answers)
  const isRefused = compileConditions(login.refused, () => Date.now())
  const byCookies = 'cookies' in login.token
  const asked = (): Asked => ({
    serverName: server.name,
    doing: t('connection.signingIn'),
    seconds: server.timeoutSeconds,
    pinned: server.trust.kind === 'pin',
    scrub: scrubber([secret]),
  })

  function accepted(answer: WireAnswer): boolean {
    const { status } = answer
    // A form login sends its page on to another one; only the cookies that came along matter.
    if (byCookies && status >= 300 && status < 400) return answer.setCookies.length > 0
    if (status < 200 || status > 299) return false
    return rules.verdict(answer) === null && !isRefused(bodyOf(answer), { status })
  }

  /** What an answer gave, with what an answer before it gave and it does not; null without a token. */
  function givenBy(answer: WireAnswer, before: SignedIn | null): SignedIn | null {
    const body = bodyOf(answer)
    const token = byCookies ? null : tokenIn(login, answer, body)
    if (token === undefined) return null
    const all = isRow(before?.answer) && isRow(body) ? { ...before.answer, ...body } : (body ?? before?.answer ?? null)
    return {
      ...putOf(login, token, scope),
      secrets: [secret, ...(token === null ? [] : [token]), ...secretsIn(all)],
      answer: all,
      token,
      expiresAt: expiryOf(login, body),
    }
  }

  /** A new token without a new sign-in; null where the server does not give one, so that a whole sign-in follows. */
  async function renewal(rendered: typeof request, before: SignedIn, send: Send, signal: AbortSignal): Promise<SignedIn | null> {
    const values: Scope = { ...scope, token: before.token, signIn: before.answer }
    const answer = await send({ ...rendered(values), secrets: before.secrets, rules }, signal)
    return accepted(answer) ? givenBy(answer, before) : null
  }

  return {
    cookies: byCookies,
    ...(byCookies ? { expired: (answer) => isSignInPage(answer) || isSentToSignIn(answer, base.prefix + login.request.path) } : {}),
    async open(send: Send, signal, before = null): Promise<SignedIn> {
      const renewed = renew === null || before === null ? null : await renewal(renew, before, send, signal)
      if (renewed !== null) return renewed
      const wire = { ...request({ ...scope, secret }), secrets: [secret], rules }
      const answer = await send(wire, signal)
      if (!accepted(answer))
        throw answerFailure(asked(), answer, isRefusal(answer.status, byCookies) ? 'signIn' : null, rules.words(answer))
      const given = givenBy(answer, null)
      if (given === null) throw withoutToken(asked(), login)
      return given
    },
    async close(send, signedIn, signal) {
      if (logout === null) return
      const wire = logout({ ...scope, token: signedIn.token, signIn: signedIn.answer })
      const target = withQuery(wire.target, signedIn.query)
      await send({ ...wire, target, headers: { ...wire.headers, ...signedIn.headers }, secrets: signedIn.secrets }, signal)
    },
  }
}

/** Servers answer a wrong password with any of these; OAuth 2 says 400, and forms send back to their page. */
function isRefusal(status: number, byCookies: boolean): boolean {
  return [400, 401, 403, 422].includes(status) || (status >= 200 && status < (byCookies ? 400 : 300))
}

/** A page that asks for a password, with a good status: what was asked for was not done. */
function isSignInPage(answer: WireAnswer): boolean {
  if (!/html/i.test(answer.header('content-type'))) return false
  try {
    return /<input\b[^>]{0,500}\btype\s*=\s*["']?password/i.test(answer.text())
  } catch {
    return false
  }
}

/** Whole words of a path: `/logins` and `/processor` are other things. */
const SIGN_IN_PATH = /(?:^|[/._-])(?:log[._-]?[io]n|sign[._-]?[io]n|sso|saml2?|oauth2?|openid(?:-connect)?)(?:[/._-]|$)/i

/** A redirect to somewhere else is no sign-in page. */
function isSentToSignIn(answer: WireAnswer, loginPath: string): boolean {
  if (answer.status < 300 || answer.status > 399) return false
  const path =
    answer
      .header('location')
      .replace(/^https?:\/\/[^/]*/i, '')
      .split(/[?#]/, 1)[0] ?? ''
  return path === loginPath || SIGN_IN_PATH.test(path)
}

/** The answer's JSON; undefined where it has none. */
function bodyOf(answer: WireAnswer): unknown {
  try {
    return answer.bytes === 0 ? undefined : answer.json()
  } catch {
    return undefined
  }
}

/** The token of an answer; undefined where it has none that could be sent. */
function tokenIn({ token }: Login, answer: WireAnswer, body: unknown): string | undefined {
  if ('header' in token) {
    const value = answer.header(token.header)
    return value === '' ? undefined : value
  }
  if (!('body' in token)) return undefined
  const found = pathList(token.body).map((path) => getter(path)(body))
  const value = found.find((one) => (typeof one === 'string' && one !== '') || typeof one === 'number')
  return value === undefined || !isHeaderValue(String(value)) ? undefined : String(value)
}

function putOf(login: Login, token: string | null, scope: Scope): Pick<SignedIn, 'headers' | 'query'> {
  if (token === null) return { headers: {}, query: [] }
  const put = login.put ?? USUAL_PUT
  if ('query' in put) return { headers: {}, query: [[put.query, token]] }
  return { headers: { [put.header.toLowerCase()]: renderText(put.template, { ...scope, token }) ?? token }, query: [] }
}

/** Monotonic ms at which the token is to be renewed, a little before its end; null where the answer does not say when that is. */
function expiryOf({ expires }: Login, body: unknown): number | null {
  if (expires === undefined) return null
  const found = pathList(expires.path).map((path) => Number(getter(path)(body)))
  const life = found.find((length) => Number.isFinite(length) && length > 0)
  if (life === undefined) return null
  const lifeMs = life * (expires.unit === 'seconds' ? 1000 : 1)
  return performance.now() + lifeMs - Math.min(EARLY_MS, lifeMs / 10)
}

const MOST_DEPTH = 4

/** Texts of the sign-in's answer that look like secrets by their names, such as a refresh token. */
function secretsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return []
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (typeof inner !== 'string') return secretsIn(inner, depth + 1)
    return /token|secret|passw|cookie|key|sess/i.test(name) ? [inner] : []
  })
}

function withoutToken(asked: Asked, { token }: Login): RollcallError {
  const paths = 'body' in token ? pathList(token.body).map((path) => t('connection.quoted', { text: path })) : []
  const place = 'header' in token ? t('connection.inHeader', { name: token.header }) : paths.join(t('connection.or'))
  return failure(asked, {
    code: 'sign-in-failed',
    say: (at) => t('connection.noToken', { ...at, place }),
    next: t('connection.noTokenNext'),
  })
}

function noSuchLogin(serverName: string, login: string): RollcallError {
  return new RollcallError({
    code: 'bad-input',
    message: t('connection.unknownLogin', { server: serverName, login }),
    next: t('connection.unknownLoginNext'),
  })
}
