import type { DoubleKind } from './double.ts'
import { type Reply, whole } from './route.ts'
import { iso, type LiveSession, LONG_AGO, pageOf, personOf, secretOf, uuidOf } from './world.ts'

const TOKEN = secretOf('authentik')

/** authentik's API: numbered pages that end in 404, slashes at the end of every path, users known by number only. */
export const authentik: DoubleKind = {
  profileId: 'authentik',
  settings: { auth: { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' }, inputs: { version: '2026.2' } },
  secret: TOKEN,
  person: (name, index) => personOf(name, `${index + 5}`),
  sessionId: (index) => uuidOf(`authentik ${index}`),
  kept: (session) => session.id,
  expected: (session) => ({
    user: session.person.name,
    userId: session.person.id,
    displayName: session.person.fullName,
    email: session.person.email,
    account: session.person.name === 'carol' ? 'service' : null,
    address: session.address,
    userAgent: session.userAgent,
    createdAt: null,
    lastActiveAt: session.lastActiveAt,
    expiresAt: session.expiresAt,
    own: false,
  }),
  refusal: 'You do not have permission to perform this action.',
  gone: 'not-found',
  stranger: (asked) =>
    asked.header('authorization') === `Bearer ${TOKEN}` ? null : { status: 403, json: { detail: 'Token invalid/expired' } },
  says: (status) => ({ status, json: { detail: 'You do not have permission to perform this action.' } }),
  routes: (world) => [
    {
      on: 'GET /api/v3/core/authenticated_sessions/',
      purpose: 'list',
      answer: ({ query }) => paged(query, [EXPIRED, ...world.listed().map(rowOf)]),
    },
    {
      on: 'GET /api/v3/core/users/',
      purpose: 'join',
      answer: ({ query }) =>
        paged(
          query,
          world.people.map(({ id, name, fullName, email }) => ({
            pk: Number(id),
            username: name,
            name: fullName,
            email,
            type: name === 'carol' ? 'service_account' : 'internal',
          })),
        ),
    },
    {
      on: 'DELETE /api/v3/core/authenticated_sessions/bulk_delete/',
      purpose: 'end-user',
      answer: ({ query }) => {
        const users = query.getAll('user_pks')
        if (users.length === 0) return { status: 400, json: { user_pks: ['This field is required.'] } }
        return { status: 200, json: { deleted: world.end(({ person }) => users.includes(person.id)) } }
      },
    },
    {
      on: 'DELETE /api/v3/core/authenticated_sessions/:uuid/',
      purpose: 'end-one',
      answer: ({ params }) =>
        world.end((session) => session.id === params.uuid) > 0
          ? { status: 204 }
          : { status: 404, json: { detail: 'No AuthenticatedSession matches the given query.' } },
    },
  ],
}

const EXPIRED = { uuid: uuidOf('expired'), current: false, user: 5, last_used: iso(LONG_AGO), expires: iso(LONG_AGO) }

function paged(query: URLSearchParams, rows: readonly unknown[]): Reply {
  const [page, size] = [whole(query.get('page'), 1), Math.min(100, whole(query.get('page_size'), 20))]
  const pages = Math.max(1, Math.ceil(rows.length / size))
  if (page < 1 || page > pages) return { status: 404, json: { detail: 'Invalid page.' } }
  const pagination = {
    next: page < pages ? page + 1 : 0,
    previous: page - 1,
    count: rows.length,
    current: page,
    total_pages: pages,
    start_index: (page - 1) * size + 1,
    end_index: Math.min(page * size, rows.length),
  }
  return { status: 200, json: { pagination, results: pageOf(rows, (page - 1) * size, size), autocomplete: {} } }
}

function rowOf(session: LiveSession): unknown {
  return {
    uuid: session.id,
    current: false,
    user_agent: { device: { family: 'Other' }, os: { family: 'Linux' }, user_agent: { family: 'Firefox' }, string: session.userAgent },
    geo_ip: null,
    asn: null,
    user: Number(session.person.id),
    last_ip: session.address,
    last_user_agent: session.userAgent,
    last_used: iso(session.lastActiveAt),
    expires: iso(session.expiresAt),
  }
}
