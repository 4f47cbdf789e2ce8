import type { DoubleKind } from './double.ts'
import type { Asked, Reply } from './route.ts'
import { iso, type LiveSession, personOf, secretOf, tokenOf, type World } from './world.ts'

const PASSWORD = secretOf('technitium')

/** The partial token of the session that Rollcall's own sign-in opens. */
export const TECHNITIUM_OWN = 'own0000000000000'

/** Technitium DNS Server's API: every answer is 200, and the body says what came of it. */
export const technitium: DoubleKind = {
  profileId: 'technitium',
  settings: { auth: { kind: 'login', login: 'password', username: 'admin' } },
  secret: PASSWORD,
  person: (name) => personOf(name, name),
  sessionId: (index) => secretOf(`technitium ${index}`).slice(0, 16),
  kinds: ['Standard', 'ApiToken'],
  kept: (session) => session.id,
  expected: (session) => ({
    user: session.person.name,
    type: session.kind === 'Standard' ? 'sign-in' : 'API token',
    account: session.kind === 'Standard' ? null : 'service',
    address: session.address,
    userAgent: session.userAgent,
    createdAt: null,
    lastActiveAt: session.lastActiveAt,
    expiresAt: null,
    own: session.id === TECHNITIUM_OWN,
  }),
  refusal: 'Access was denied.',
  signsOut: true,
  gone: 'not-found',
  stranger: (asked, world) =>
    world.tokens.has(asked.header('authorization').replace(/^Bearer /, ''))
      ? null
      : { status: 200, json: { status: 'invalid-token', errorMessage: 'Invalid token or session expired.' } },
  says: (status) => {
    if (status === 401) return { status: 200, json: { status: 'invalid-token', errorMessage: 'Invalid token or session expired.' } }
    if (status === 403) return failed('Access was denied.')
    return status === 429 ? { status, json: failed('Too many requests.').json } : failed(`Something broke (${status}).`)
  },
  routes: (world) => [
    { on: 'POST /api/user/login', purpose: 'sign-in', answer: (asked) => signIn(asked, world) },
    {
      on: 'POST /api/user/logout',
      purpose: 'sign-out',
      answer: () => {
        world.tokens.clear()
        return { status: 200, json: { status: 'ok' } }
      },
    },
    {
      on: 'GET /api/admin/sessions/list',
      purpose: 'list',
      answer: () => ({ status: 200, json: { response: { sessions: world.listed().map(rowOf) }, status: 'ok' } }),
    },
    {
      on: 'POST /api/admin/sessions/delete',
      purpose: 'end-one',
      answer: ({ form }) => {
        const token = form.get('partialToken')
        if (token === null) return failed("Parameter 'partialToken' missing.")
        const ended = world.end(({ id }) => id === token)
        return ended > 0 ? { status: 200, json: { status: 'ok' } } : failed(`No such active session was found for partial token: ${token}`)
      },
    },
  ],
}

function failed(errorMessage: string): Reply {
  return { status: 200, json: { status: 'error', errorMessage, stackTrace: '   at DnsServerCore.WebServiceAuthApi' } }
}

function signIn({ form }: Asked, world: World): Reply {
  if (form.get('user') !== 'admin' || form.get('pass') !== PASSWORD) return failed('Invalid username or password for user: admin')
  return { status: 200, json: { displayName: 'Administrator', username: 'admin', token: tokenOf(world, 'admin'), status: 'ok' } }
}

function rowOf(session: LiveSession): unknown {
  return {
    username: session.person.name,
    isCurrentSession: session.id === TECHNITIUM_OWN,
    partialToken: session.id,
    type: session.kind,
    tokenName: session.kind === 'ApiToken' ? 'backup' : null,
    lastSeen: iso(session.lastActiveAt).replace('.000Z', '.0000000Z'),
    lastSeenRemoteAddress: session.address,
    lastSeenUserAgent: session.userAgent,
  }
}
