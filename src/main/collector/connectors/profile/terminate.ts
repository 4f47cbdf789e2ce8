import { RollcallError } from '../../../../shared/errors.ts'
import { isSafeSessionId } from '../../../../shared/guard.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Answers } from '../../../../shared/profile/answer.ts'
import type { ActRequest } from '../../../../shared/profile/request.ts'
import type { TerminateWhen } from '../../../../shared/profile/terminate.ts'
import type { ApiProfile } from '../../../../shared/profile.ts'
import type { Server } from '../../../../shared/server.ts'
import type { Acted, Client } from '../client.ts'
import type { Batch, Connector, TerminateAnswer, UserName } from '../connector.ts'
import type { WireRequest } from '../wire.ts'
import { compileAnswers } from './answers.ts'
import type { Identity, Missing } from './identity.ts'
import { compileRequest, type Scope, serverScope } from './request.ts'

/** How long to wait when a server says "too many requests" and not for how long. */
const USUAL_WAIT_MS = 10_000

/** What ending sessions needs. `listPath` is the path of the first list, a template too. */
export interface TerminatorOptions {
  readonly server: Server
  readonly profile: ApiProfile
  readonly client: Client
  /** What templates may name of a session that was kept under this id; null when its hidden parts are not in memory. */
  readonly identity: Pick<Identity, 'scopeOf' | 'secretsOf' | 'missing'>
  readonly listPath: string
}

type Terminators = Pick<Connector, 'terminate' | 'batch' | 'terminateMany' | 'terminateUser'>

/** Whether something that only some versions of a system have is there, by the server's inputs. */
export function isOffered(when: TerminateWhen | undefined, scope: Scope): boolean {
  if (when === undefined) return true
  const value = (scope.input as Scope | undefined)?.[when.input]
  return typeof value === 'string' && when.is.includes(value)
}

/** Compiles the ways to end sessions that a profile has. Throws `not-allowed` at a call whose way is not there. */
export function terminators(options: TerminatorOptions): Terminators {
  const { server, profile, client, identity, listPath } = options
  const { one, many, user } = profile.terminate
  const scope = serverScope(server, profile, client.base)
  const ways = {
    one: one !== undefined && isOffered(one.when, scope) ? wayOf(one, () => t('ending.doingOne')) : null,
    many: many !== undefined && isOffered(many.when, scope) ? wayOf(many, () => t('ending.doingMany')) : null,
    user: user !== undefined && isOffered(user.when, scope) ? wayOf(user, () => t('ending.doingUser')) : null,
  }
  const same = many?.same ?? []

  function scopeOf(sessionId: string): Scope | null {
    assertSessionId(server.name, sessionId)
    const found = identity.scopeOf(sessionId)
    if (found !== null) assertParts(server.name, found)
    return found
  }

  function wayOf(rule: { readonly request: ActRequest; readonly answers?: Answers | undefined }, doing: () => string): Way {
    const path = rule.request.path.startsWith('{list}') ? listPath + rule.request.path.slice('{list}'.length) : rule.request.path
    const request = compileRequest({ ...rule.request, path }, client.base, doing, 'refuse')
    const rules = rule.answers === undefined ? {} : { rules: compileAnswers(rule.answers) }
    return (values) => ({ ...request(values), ...rules })
  }

  async function send(way: Way, values: Scope, secrets: readonly string[], signal: AbortSignal): Promise<TerminateAnswer> {
    signal.throwIfAborted()
    const signIn = await orUnsent(client.signedIn(signal))
    if ('kind' in signIn) return answerTo(signIn, null)
    const request: WireRequest = { ...way({ ...scope, ...values, signIn: signIn.answer }), secrets }
    const acted = await client.act(request, signal)
    return answerTo(acted, acted.kind === 'answered' ? client.failureOf(request, acted.answer) : null)
  }

  return {
    async terminate(sessionId, signal) {
      const way = offered(server.name, ways.one)
      const known = scopeOf(sessionId)
      if (known === null) return unnamed(server.name, identity.missing(sessionId))
      return await send(way, known, identity.secretsOf(sessionId), signal)
    },
    batch: ways.many === null || many === undefined ? null : batchOf(profile, many.atMost, same),
    async terminateMany(sessionIds, signal) {
      const way = offered(server.name, ways.many)
      const found = sessionIds.map((sessionId) => scopeOf(sessionId))
      assertTogether(server.name, sessionIds, many?.atMost ?? 0, keptParts(profile, same))
      const known = found.filter((one) => one !== null)
      const [first] = known
      // The answer would be taken for all of them, so none is sent for some.
      if (first === undefined || known.length < found.length) return notAllNamed(server.name, found.length - known.length, found.length)
      const shared = Object.fromEntries(same.map((part) => [`id.${part}`, first[`id.${part}`]]))
      return await send(
        way,
        { ...shared, ...together(known) },
        sessionIds.flatMap((sessionId) => identity.secretsOf(sessionId)),
        signal,
      )
    },
    async terminateUser(name: UserName, signal) {
      const way = offered(server.name, ways.user)
      const value = user?.by === 'user' ? name.user : name.userId
      assertUserId(server.name, value)
      return await send(way, { user: value }, [], signal)
    },
  }
}

type Way = (scope: Scope) => WireRequest

function offered(serverName: string, way: Way | null): Way {
  if (way !== null) return way
  throw new RollcallError({
    code: 'not-allowed',
    message: t('ending.noWay', { server: serverName }),
    next: t('ending.noWayNext'),
  })
}

/** A request that can't have left. */
type Unsent = Acted & { readonly kind: 'broken' }

/** What comes before a request, or why the request is not sent. */
async function orUnsent<Result>(work: Promise<Result>): Promise<Result | Unsent> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error
    return { kind: 'broken', sent: false, problem: error }
  }
}

/**
 * What to say of a session that can't be named. It is never looked up by a read of the connector's own: under the same id another session
 * may stand by now, and only whoever compares it with what was confirmed may decide that it is still the one that was meant.
 */
function unnamed(serverName: string, missing: Missing): TerminateAnswer {
  if (missing === 'gone') return { kind: 'not-found' }
  const at = { server: serverName }
  const [message, next] =
    missing === 'incomplete'
      ? [t('ending.listedWithout', at), t('ending.onServerNext')]
      : [t('ending.notRead', at), t('ending.notReadNext')]
  return { kind: 'failed', problem: { code: 'not-allowed', message, next } }
}

function notAllNamed(serverName: string, missing: number, all: number): TerminateAnswer {
  return {
    kind: 'failed',
    problem: {
      code: 'not-allowed',
      message: t('ending.someUnnamed', { server: serverName, missing, all }),
      next: t('ending.someUnnamedNext'),
    },
    unsent: true,
  }
}

function assertParts(serverName: string, scope: Scope): void {
  for (const [name, value] of Object.entries(scope)) if (/^id(?:\.|$)/.test(name)) assertSessionId(serverName, String(value))
}

/** Throws `not-allowed` for an id, or a part of one, that can't stand in the path of a terminate request. */
export function assertSessionId(serverName: string, sessionId: string): void {
  if (isSafeSessionId(sessionId)) return
  throw new RollcallError({
    code: 'not-allowed',
    message: t('ending.unsafeId', { server: serverName }),
    next: t('ending.onServerNext'),
  })
}

/**
 * Throws `not-allowed` for a user that could mean everybody: none, empty, blank, a star, or what a program writes when it has none. Servers
 * that read an empty `userId` as "all users" exist.
 */
export function assertUserId(serverName: string, userId: string | null): asserts userId is string {
  const isNobody = userId === null || userId.trim() === '' || /^(?:\*|undefined|null|NaN|\[object .*\])$/i.test(userId.trim())
  if (!isNobody && isSafeSessionId(userId)) return
  throw new RollcallError({
    code: 'not-allowed',
    message: t('ending.unsafeUser', { server: serverName }),
    next: t('ending.userOneByOneNext'),
  })
}

/** The parts of a kept id that stand in it readably: the id first, then those of `identity.with`. */
function keptParts(profile: ApiProfile, names: readonly string[]): (sessionId: string) => string {
  const order = Object.keys(profile.identity.with ?? {})
  const places = names.map((name) => order.indexOf(name) + 1)
  return (sessionId) => {
    const pieces = sessionId.split('/')
    return JSON.stringify(places.map((place) => (place === 0 ? null : (pieces[place] ?? null))))
  }
}

function batchOf(profile: ApiProfile, atMost: number, same: readonly string[]): Batch {
  return { atMost, groupOf: keptParts(profile, same) }
}

function assertTogether(serverName: string, ids: readonly string[], atMost: number, groupOf: (id: string) => string): void {
  if (ids.length > 0 && ids.length <= atMost && new Set(ids.map(groupOf)).size === 1) return
  throw new RollcallError({
    code: 'not-allowed',
    message: t('ending.apart', { server: serverName, count: ids.length }),
    next: t('ending.oneByOneNext'),
  })
}

/** `ids` and its parts, one array of values for each. */
function together(scopes: readonly Scope[]): Scope {
  const names = Object.keys(scopes[0] ?? {}).filter((name) => /^id(?:\.|$)/.test(name))
  return Object.fromEntries(names.map((name) => [`ids${name.slice('id'.length)}`, scopes.map((scope) => scope[name])]))
}

/** What the server's answer to one terminate request means. Nothing here says that the session is gone: only a later read does. */
export function answerTo(acted: Acted, failure: RollcallError | null): TerminateAnswer {
  if (acted.kind === 'broken' && acted.sent) return { kind: 'no-answer', problem: acted.problem.problem }
  if (acted.kind === 'answered' && failure === null) return { kind: 'accepted', status: acted.answer.status }
  const problem = acted.kind === 'broken' ? acted.problem.problem : failure?.problem
  if (problem === undefined) throw new Error('An answer is either good or has a problem.')
  switch (problem.code) {
    case 'not-found':
      return acted.kind === 'answered' ? { kind: 'not-found' } : { kind: 'failed', problem }
    case 'sign-in-failed':
    case 'no-right':
      return { kind: 'refused', problem }
    case 'too-many-requests':
      return { kind: 'throttled', retryAfterMs: problem.retryAfterMs ?? USUAL_WAIT_MS }
    default:
      return { kind: 'failed', problem }
  }
}
