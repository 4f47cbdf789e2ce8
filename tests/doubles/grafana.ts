import type { DoubleKind } from './double.ts'
import { member, whole } from './route.ts'
import { keptId, type LiveSession, pageOf, personOf, secretOf } from './world.ts'

const PASSWORD = secretOf('grafana')

/** Grafana's admin API: numeric ids, rows without their user, times with an offset, and no way to log oneself out. */
export const grafana: DoubleKind = {
  profileId: 'grafana',
  settings: { auth: { kind: 'basic', username: 'admin' } },
  secret: PASSWORD,
  person: (name, index) => personOf(name, `${index + 2}`),
  sessionId: (index) => `${360 + index}`,
  kept: (session) => keptId(session.id, session.person.id),
  expected: (session) => ({
    user: session.person.name,
    userId: session.person.id,
    displayName: session.person.fullName,
    email: session.person.email,
    type: 'oauth_gitlab',
    address: session.address,
    userAgent: 'Chrome 72.0 Linux',
    createdAt: session.createdAt,
    lastActiveAt: session.lastActiveAt,
    expiresAt: null,
    own: false,
  }),
  refusal: "You'll need additional permissions to perform this action",
  gone: 'not-found',
  stranger: (asked) =>
    asked.header('authorization') === `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`
      ? null
      : { status: 401, json: { message: 'Invalid username or password' } },
  says: (status) => ({ status, json: { message: "You'll need additional permissions to perform this action" } }),
  routes: (world) => [
    {
      on: 'GET /api/users/search',
      purpose: 'parents',
      answer: ({ query }) => {
        const [page, size] = [whole(query.get('page'), 1), whole(query.get('perpage'), 1000)]
        const users = pageOf(world.people, (page - 1) * size, size).map((person) => ({
          id: Number(person.id),
          login: person.name,
          name: person.fullName,
          email: person.email,
          isAdmin: false,
          isDisabled: false,
        }))
        return { status: 200, json: { totalCount: world.people.length, users, page, perPage: size } }
      },
    },
    {
      on: 'GET /api/admin/users/:id/auth-tokens',
      purpose: 'list',
      parent: 'id',
      answer: ({ params }) => ({
        status: 200,
        json: world
          .listed()
          .filter(({ person }) => person.id === params.id)
          .map(rowOf),
      }),
    },
    {
      on: 'POST /api/admin/users/:id/revoke-auth-token',
      purpose: 'end-one',
      answer: ({ params, json }) => {
        const token = member(json, 'authTokenId')
        if (typeof token !== 'number') return { status: 400, json: { message: 'bad request data' } }
        const ended = world.end((session) => session.person.id === params.id && Number(session.id) === token)
        if (ended === 0) return { status: 404, json: { message: 'User auth token not found' } }
        return { status: 200, json: { message: 'User auth token revoked' } }
      },
    },
    {
      on: 'POST /api/admin/users/:id/logout',
      purpose: 'end-user',
      answer: ({ params }) => {
        if (params.id === '1') return { status: 400, json: { message: 'You cannot logout yourself' } }
        if (!world.people.some(({ id }) => id === params.id)) return { status: 404, json: { message: 'User not found' } }
        world.end(({ person }) => person.id === params.id)
        return { status: 200, json: { message: 'User logged out' } }
      },
    },
  ],
}

function rowOf(session: LiveSession): unknown {
  return {
    id: Number(session.id),
    isActive: false,
    clientIp: session.address,
    browser: 'Chrome',
    browserVersion: '72.0',
    os: 'Linux',
    osVersion: '',
    device: 'Other',
    authModule: 'oauth_gitlab',
    createdAt: withOffset(session.createdAt),
    seenAt: withOffset(session.lastActiveAt),
  }
}

/** As Go writes a local time: without fractions where there are none, and with the zone's offset. */
function withOffset(time: number): string {
  return new Date(time + 3_600_000).toISOString().replace('.000Z', '+01:00')
}
