import type { DoubleKind } from './double.ts'
import { type Asked, type Reply, type Route, whole } from './route.ts'
import { keptId, type LiveSession, pageOf, personOf, secretOf, uuidOf, type World } from './world.ts'

const REALM = 'staff'
const CLIENTS = ['account-console', 'shop', 'wiki'].map((clientId) => ({ id: uuidOf(clientId), clientId }))
const PASSWORD = secretOf('keycloak')
const REFRESH = secretOf('refresh')

/** Rollcall's own session: the one that the first sign-in opened. */
export const KEYCLOAK_OWN = uuidOf('own session')

/** Keycloak's Admin REST API: lists per client, numbers of statistics as text, online and offline sessions ended differently. */
export const keycloak: DoubleKind = {
  profileId: 'keycloak',
  settings: { auth: { kind: 'login', login: 'password', username: 'robot' }, inputs: { realm: REALM, signInRealm: REALM } },
  secret: PASSWORD,
  person: (name) => personOf(name, uuidOf(name)),
  sessionId: (index) => uuidOf(`session ${index}`),
  kinds: ['online', 'offline'],
  kept: (session) => keptId(session.id, session.kind === 'offline' ? 'true' : 'false'),
  expected: (session) => ({
    user: session.person.name,
    userId: session.person.id,
    address: session.address,
    type: session.kind,
    project: clientsOf(session)
      .map(({ clientId }) => clientId)
      .join(', '),
    createdAt: session.createdAt,
    lastActiveAt: session.lastActiveAt,
    expiresAt: null,
    userAgent: null,
    own: false,
  }),
  signsOut: true,
  refusal: 'HTTP 403 Forbidden',
  says: (status) => ({ status, json: { error: `HTTP ${status} ${status === 403 ? 'Forbidden' : 'Error'}` } }),
  gone: 'not-found',
  stranger: (asked, world) => {
    const token = asked.header('authorization').replace(/^Bearer /, '')
    return world.tokens.has(token) ? null : { status: 401, json: { error: 'HTTP 401 Unauthorized' } }
  },
  routes: (world) => [
    { on: `POST /realms/${REALM}/protocol/openid-connect/token`, purpose: 'sign-in', answer: (asked) => tokenAnswer(asked, world) },
    {
      on: `POST /realms/${REALM}/protocol/openid-connect/logout`,
      purpose: 'sign-out',
      answer: ({ form }) => {
        if (form.get('client_id') !== 'admin-cli' || form.get('refresh_token') !== REFRESH) return { status: 400 }
        world.tokens.clear()
        return { status: 204 }
      },
    },
    {
      on: `GET /admin/realms/${REALM}/client-session-stats`,
      purpose: 'parents',
      answer: () => ({
        status: 200,
        json: CLIENTS.map((client) => ({
          ...client,
          active: `${shown(world, client.id, 'online').length}`,
          offline: `${shown(world, client.id, 'offline').length}`,
        })),
      }),
    },
    listRoute(world, 'user-sessions', 'online'),
    listRoute(world, 'offline-sessions', 'offline'),
    {
      on: `DELETE /admin/realms/${REALM}/sessions/:id`,
      purpose: 'end-one',
      answer: ({ params, query }) => {
        const kind = query.get('isOffline') === 'true' ? 'offline' : 'online'
        const ended = world.end((session) => session.id === params.id && session.kind === kind)
        return ended > 0 ? { status: 204 } : { status: 404, json: { error: 'Sesssion not found' } }
      },
    },
    {
      on: `POST /admin/realms/${REALM}/users/:id/logout`,
      purpose: 'end-user',
      answer: ({ params }) => {
        if (!world.people.some(({ id }) => id === params.id)) return { status: 404, json: { error: 'User not found' } }
        world.end((session) => session.person.id === params.id && session.kind === 'online')
        return { status: 204 }
      },
    },
  ],
}

/** Two clients each, so that every session is listed twice. */
function clientsOf(session: LiveSession): readonly { readonly id: string; readonly clientId: string }[] {
  return CLIENTS.filter(({ clientId }) => clientId !== (session.person.name === 'bob' ? 'shop' : 'wiki'))
}

function shown(world: World, clientId: string, kind: string): readonly LiveSession[] {
  return world.listed().filter((session) => session.kind === kind && clientsOf(session).some(({ id }) => id === clientId))
}

function listRoute(world: World, path: string, kind: string): Route {
  return {
    on: `GET /admin/realms/${REALM}/clients/:client/${path}`,
    purpose: 'list',
    parent: 'client',
    answer: ({ params, query }) => {
      const rows = pageOf(shown(world, params.client ?? '', kind), whole(query.get('first'), 0), whole(query.get('max'), 100))
      return { status: 200, json: rows.map(rowOf) }
    },
  }
}

function rowOf(session: LiveSession): unknown {
  return {
    id: session.id,
    username: session.person.name,
    userId: session.person.id,
    ipAddress: session.address,
    start: session.createdAt,
    lastAccess: session.lastActiveAt,
    rememberMe: false,
    clients: Object.fromEntries(clientsOf(session).map(({ id, clientId }) => [id, clientId])),
    transientUser: false,
  }
}

function tokenAnswer({ form }: Asked, world: World): Reply {
  switch (form.get('grant_type')) {
    case 'password': {
      const good = form.get('client_id') === 'admin-cli' && form.get('username') === 'robot' && form.get('password') === PASSWORD
      return good ? given(world, { sid: KEYCLOAK_OWN, sub: uuidOf('robot') }, { refresh_token: REFRESH }) : refused()
    }
    case 'refresh_token': {
      // A session that was ended has no tokens any more.
      const good = form.get('client_id') === 'admin-cli' && form.get('refresh_token') === REFRESH && world.tokens.size > 0
      return good ? given(world, { sid: KEYCLOAK_OWN, sub: uuidOf('robot') }, { refresh_token: REFRESH }) : refused(400)
    }
    case 'client_credentials': {
      const good = form.get('client_id') === 'robot' && form.get('client_secret') === PASSWORD
      return good ? given(world, { sub: uuidOf('robot') }, {}) : refused()
    }
    default:
      return { status: 400, json: { error: 'unsupported_grant_type' } }
  }
}

function refused(status = 401): Reply {
  return { status, json: { error: 'invalid_grant', error_description: 'Invalid user credentials' } }
}

function given(world: World, claims: unknown, more: Readonly<Record<string, string>>): Reply {
  const signature = secretOf(`signature ${world.asked.length}`)
  const token = [{ alg: 'RS256' }, claims, signature].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  world.tokens.clear()
  world.tokens.add(token)
  return { status: 200, json: { access_token: token, expires_in: world.tokenSeconds, token_type: 'Bearer', ...more } }
}
