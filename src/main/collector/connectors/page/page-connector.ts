import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { PageEnd } from '../../../../shared/profile/page.ts'
import type { PageProfile } from '../../../../shared/profile.ts'
import type { Server } from '../../../../shared/server.ts'
import { parseBase } from '../address.ts'
import { createClient } from '../client.ts'
import type { Connector, TerminateAnswer } from '../connector.ts'
import { assertSecret } from '../profile/auth.ts'
import type { ReadLimits } from '../profile/pass.ts'
import type { ProfileRead } from '../profile/profile-connector.ts'
import { staticSignIn } from '../profile/sign-in.ts'
import { assertSessionId, assertUserId, isOffered } from '../profile/terminate.ts'
import { testSteps } from '../profile/test-steps.ts'
import { createBrowser, type Trip } from './browser.ts'
import { pageCapabilitiesOf } from './capabilities.ts'
import { compilePage } from './compile.ts'
import { pageEnder } from './end.ts'
import { createEntry } from './entry.ts'
import { listWalk } from './list.ts'
import { type Presser, presser } from './press.ts'
import { pageReader } from './read.ts'
import { cookieSignIn, formSignIn } from './sign-in.ts'

const MEBIBYTE = 1024 * 1024
const USUAL_LIMITS: ReadLimits = { rows: 100_000, pages: 2000, bytes: 256 * MEBIBYTE }
/** How long signing out may hold up closing. */
const CLOSING_MS = 2000

/**
 * The connector of a system that is read by its own admin page. Throws what `createClient` and `compilePage` throw, `credential-needed`, and
 * `bad-input` for a sign-in that the profile does not have. One thing is done after the other, because tokens in pages often count only once.
 */
export function createPageConnector(
  server: Server,
  profile: PageProfile,
  secret: string | null,
  limits: ReadLimits = USUAL_LIMITS,
): Connector {
  const { name: serverName, auth } = server
  const base = parseBase(server.url)
  const compiled = compilePage(profile, server, base)
  const login = auth.kind === 'login' ? { rule: loginOf(server, profile, auth.login), username: auth.username } : null
  const password = login === null ? '' : assertSecret(serverName, secret)
  // Pages need cookies, however one signs in: tokens in forms count for the browser that got them.
  const signIn = login === null ? { ...staticSignIn(server, secret), cookies: true } : cookieSignIn(password)
  const client = createClient({ server, secret, signIn, accept: 'html', scope: compiled.scope })
  const browser = createBrowser(client, serverName, secret === null ? [] : [secret])
  const common = { serverName, base, browser, scope: compiled.scope }
  const form = login === null ? null : formSignIn({ ...common, login: login.rule, username: login.username, secret: password })
  const entry = createEntry(serverName, form)
  const list = listWalk({ serverName, base, browser, compiled, limits })
  const reader = pageReader({ serverName, profile, compiled, list })
  const ender = pageEnder({ serverName, compiled, list })
  const { one, user } = profile.terminate
  const ways = { one: wayOf(one), user: wayOf(user) }
  const atMost = one?.press.kind === 'tick' && ways.one !== null ? one.press.atMost : 1

  function wayOf(rule: PageEnd | undefined): Presser | null {
    if (rule === undefined || !isOffered(rule.when, compiled.scope)) return null
    return presser({
      ...common,
      rule,
      inputs: compiled.inputs,
      isList: (page) => compiled.search(page).kind !== 'missing',
      isInList: compiled.isInList,
      isSignIn: (visit) => form?.isForm(visit) === true,
      secretsOf: compiled.secretsOf,
    })
  }

  function tripOf(doing: string, signal: AbortSignal): Trip {
    const withinMs = server.timeoutSeconds * 1000
    return { doing, signal, withinMs, endsAt: performance.now() + withinMs }
  }

  function read(signal: AbortSignal): Promise<ProfileRead> {
    return entry.enter(tripOf(t('reading.doingSessions'), signal), (trip) => reader.read(trip))
  }

  async function end(ids: readonly string[], doing: string, signal: AbortSignal): Promise<TerminateAnswer> {
    const way = offered(serverName, ways.one)
    for (const id of ids) assertSessionId(serverName, id)
    if (ids.length === 0 || ids.length > atMost) throw apart(serverName, ids.length)
    return await entry.end(tripOf(doing, signal), (trip) => ender.sessions(ids, way, trip))
  }

  return {
    capabilities: pageCapabilitiesOf(profile, server.connector, auth),
    read,
    terminate: (sessionId, signal) => end([sessionId], t('ending.doingOne'), signal),
    batch: atMost < 2 ? null : { atMost, groupOf: (sessionId) => `page ${reader.pageOf(sessionId)}` },
    terminateMany: (sessionIds, signal) => end(sessionIds, t('ending.doingMany'), signal),
    async terminateUser(name, signal) {
      const way = offered(serverName, ways.user)
      const field = user?.by ?? 'user'
      const value = name[field]
      assertUserId(serverName, value)
      return await entry.end(tripOf(t('ending.doingUser'), signal), (trip) => ender.user(field, value, way, trip))
    },
    test: (signal) => testSteps({ client, signsIn: auth.kind !== 'none', lists: true, read, signal }),
    other: compiled.other,
    async close() {
      await entry.leave(CLOSING_MS)
      await client.close()
    },
  }
}

function loginOf(server: Server, profile: PageProfile, id: string): PageProfile['logins'][number] {
  const login = profile.logins.find((one) => one.id === id)
  if (login !== undefined) return login
  throw new RollcallError({
    code: 'bad-input',
    message: t('connection.unknownLogin', { server: server.name, login: id }),
    next: t('connection.unknownLoginNext'),
  })
}

/** A button in a row is about that row alone. */
function apart(serverName: string, count: number): RollcallError {
  return new RollcallError({
    code: 'not-allowed',
    message: t('ending.apartPress', { server: serverName, count }),
    next: t('ending.oneByOneNext'),
  })
}

function offered(serverName: string, way: Presser | null): Presser {
  if (way !== null) return way
  throw new RollcallError({ code: 'not-allowed', message: t('ending.noWay', { server: serverName }), next: t('ending.noWayNext') })
}
