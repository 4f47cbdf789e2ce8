import type { DoubleKind } from './double.ts'
import { type Asked, member, type Reply, whole } from './route.ts'
import { keptId, type LiveSession, LONG_AGO, pageOf, personOf, secretOf, tokenOf, type World } from './world.ts'

const PASSWORD = secretOf('mattermost')

/** Mattermost's API v4: users by page from 0, sessions per user with a blank token, a session that is gone answered with 400. */
export const mattermost: DoubleKind = {
  profileId: 'mattermost',
  settings: { auth: { kind: 'login', login: 'password', username: 'alice' }, inputs: { ownUser: 'alice' } },
  secret: PASSWORD,
  person: (name) => personOf(name, `u${secretOf(name).slice(0, 25)}`),
  sessionId: (index) => `s${secretOf(`mattermost ${index}`).slice(0, 25)}`,
  kept: (session) => keptId(session.id, session.person.id),
  expected: (session) => ({
    user: session.person.name,
    userId: session.person.id,
    displayName: session.person.fullName,
    email: session.person.email,
    type: session.person.name === 'carol' ? 'OAuth' : 'sign-in',
    account: session.person.name === 'carol' ? 'service' : null,
    address: null,
    userAgent: 'Firefox/140.0 Linux Linux',
    createdAt: session.createdAt,
    lastActiveAt: session.lastActiveAt,
    expiresAt: session.person.name === 'bob' ? null : session.expiresAt,
    own: null,
  }),
  refusal: 'You do not have the appropriate permissions.',
  signsOut: true,
  gone: 'not-found',
  stranger: (asked, world) =>
    world.tokens.has(asked.header('authorization').replace(/^Bearer /, ''))
      ? null
      : { status: 401, json: { id: 'api.context.session_expired.app_error', message: 'Invalid or expired session, please login again.' } },
  says: (status) => ({
    status,
    json: { id: 'api.context.permissions.app_error', message: 'You do not have the appropriate permissions.' },
  }),
  routes: (world) => [
    { on: 'POST /api/v4/users/login', purpose: 'sign-in', answer: (asked) => signIn(asked, world) },
    {
      on: 'POST /api/v4/users/logout',
      purpose: 'sign-out',
      answer: () => {
        world.tokens.clear()
        return { status: 200, json: { status: 'OK' } }
      },
    },
    {
      on: 'GET /api/v4/users',
      purpose: 'parents',
      answer: ({ query }) => {
        const [page, size] = [whole(query.get('page'), 0), Math.min(200, whole(query.get('per_page'), 60))]
        const users = pageOf(world.people, page * size, size).map(({ id, name, fullName, email }) => {
          const [first, last] = fullName.split(' ')
          return { id, username: name, first_name: first, last_name: last, email, roles: 'system_user', delete_at: 0 }
        })
        return { status: 200, json: users }
      },
    },
    {
      on: 'GET /api/v4/users/:user/sessions',
      purpose: 'list',
      parent: 'user',
      answer: ({ params }) => ({
        status: 200,
        json: [
          EXPIRED,
          ...world
            .listed()
            .filter(({ person }) => person.id === params.user)
            .map(rowOf),
        ],
      }),
    },
    {
      on: 'POST /api/v4/users/:user/sessions/revoke',
      purpose: 'end-one',
      answer: ({ params, json }) => {
        const id = member(json, 'session_id')
        if (typeof id !== 'string' || id === '') return { status: 400, json: { id: 'api.context.invalid_body_param.app_error' } }
        if (world.end((session) => session.id === id && session.person.id === params.user) > 0)
          return { status: 200, json: { status: 'OK' } }
        return {
          status: 400,
          json: { id: 'app.session.get.app_error', message: 'We encountered an error finding the session.', status_code: 400 },
        }
      },
    },
    {
      on: 'POST /api/v4/users/:user/sessions/revoke/all',
      purpose: 'end-user',
      answer: ({ params }) => {
        world.end(({ person }) => person.id === params.user)
        return { status: 200, json: { status: 'OK' } }
      },
    },
  ],
}

const EXPIRED = { id: 'expired', token: '', create_at: LONG_AGO, last_activity_at: LONG_AGO, expires_at: LONG_AGO, props: {} }

function signIn({ json }: Asked, world: World): Reply {
  const good = member(json, 'login_id') === 'alice' && member(json, 'password') === PASSWORD
  if (!good) return { status: 401, json: { id: 'api.user.login.invalid_credentials_email_username', message: 'Enter a valid user name.' } }
  return { status: 200, json: { username: 'alice' }, headers: { Token: tokenOf(world, 'alice') } }
}

function rowOf(session: LiveSession): unknown {
  return {
    id: session.id,
    token: '',
    create_at: session.createdAt,
    expires_at: session.person.name === 'bob' ? 0 : session.expiresAt,
    last_activity_at: session.lastActiveAt,
    user_id: session.person.id,
    device_id: '',
    roles: 'system_user',
    is_oauth: session.person.name === 'carol',
    props: {
      browser: 'Firefox/140.0',
      platform: 'Linux',
      os: 'Linux',
      is_bot: session.person.name === 'carol' ? 'true' : 'false',
      csrf: session.token,
    },
    team_members: [],
    local: false,
  }
}
