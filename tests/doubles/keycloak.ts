import type { DoubleKind } from './double.ts'
import { type Asked, type Reply, type Route, whole } from './route.ts'
import { keptId, type LiveSession, pageOf, personOf, secretOf, uuidOf, type World } from './world.ts'

const REALM = 'staff'
const CLIENTS = ['account-console', 'shop', 'wiki'].map((clientId) => ({ id: uuidOf(clientId), clientId }))
const PASSWORD = secretOf('keycloak')

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
        if (form.get('client_id') !== 'admin-cli' || form.get('refresh_token') !== secretOf('refresh')) return { status: 400 }
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
  const grant = form.get('grant_type')
  const byPassword = grant === 'password' && form.get('client_id') === 'admin-cli'
  if (!byPassword && grant !== 'client_credentials') return { status: 400, json: { error: 'unsupported_grant_type' } }
  const good = byPassword
    ? form.get('username') === 'robot' && form.get('password') === PASSWORD
    : form.get('client_id') === 'robot' && form.get('client_secret') === PASSWORD
  if (!good) return { status: 401, json: { error: 'invalid_grant', error_description: 'Invalid user credentials' } }
  const claims = byPassword ? { sid: KEYCLOAK_OWN, sub: uuidOf('robot') } : { sub: uuidOf('robot') }
  const token = [{ alg: 'RS256' }, claims, secretOf(`signature ${world.tokens.size}`)]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  world.tokens.add(token)
  const refresh = byPassword ? { refresh_token: secretOf('refresh') } : {}
  return { status: 200, json: { access_token: token, expires_in: 60, token_type: 'Bearer', ...refresh } }
}
