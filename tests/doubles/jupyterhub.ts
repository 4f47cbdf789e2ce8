import type { DoubleKind } from './double.ts'
import { type Reply, whole } from './route.ts'
import { iso, keptId, type LiveSession, LONG_AGO, pageOf, personOf, secretOf } from './world.ts'

const TOKEN = secretOf('jupyterhub')
const PAGINATION = 'application/jupyterhub-pagination+json'

/** JupyterHub's API: tokens per user, paged only for those who ask for it by their Accept header, at most 200 users a page. */
export const jupyterhub: DoubleKind = {
  profileId: 'jupyterhub',
  settings: { auth: { kind: 'header', name: 'Authorization', template: 'token {secret}' } },
  secret: TOKEN,
  person: (name) => personOf(name, name),
  sessionId: (index) => `a${index}`,
  kept: (session) => keptId(session.id, session.person.name),
  expected: (session) => ({
    user: session.person.name,
    type: 'JupyterHub',
    address: null,
    userAgent: 'notebook on a laptop',
    createdAt: session.createdAt,
    lastActiveAt: session.lastActiveAt,
    expiresAt: session.expiresAt,
    own: null,
  }),
  refusal: 'Action is not authorized with current scopes',
  gone: 'not-found',
  stranger: (asked) =>
    asked.header('authorization') === `token ${TOKEN}`
      ? null
      : { status: 403, json: { status: 403, message: asked.target === '/hub/api/user' ? 'Forbidden' : 'Missing or invalid credentials.' } },
  says: (status) => ({ status, json: { status, message: 'Action is not authorized with current scopes' } }),
  routes: (world) => [
    {
      on: 'GET /hub/api/user',
      purpose: 'own',
      answer: () => ({ status: 200, json: { kind: 'service', name: 'console', token_id: null } }),
    },
    {
      on: 'GET /hub/api/users',
      purpose: 'parents',
      answer: (asked) => {
        const [offset, limit] = [whole(asked.query.get('offset'), 0), Math.min(200, whole(asked.query.get('limit'), 50))]
        const items = pageOf(world.people, offset, limit).map(({ name }) => ({ name, kind: 'user', admin: false, groups: [] }))
        if (!asked.header('accept').includes(PAGINATION)) return { status: 200, json: items }
        const total = world.people.length
        const next = offset + limit < total ? { offset: offset + limit, limit, url: `${world.origin}/hub/api/users` } : null
        return { status: 200, json: { items, _pagination: { offset, limit, total, next } } }
      },
    },
    {
      on: 'GET /hub/api/users/:user/tokens',
      purpose: 'list',
      parent: 'user',
      answer: ({ params }) => {
        if (!world.people.some(({ name }) => name === params.user)) return notFound(`No such user: ${params.user}`)
        return {
          status: 200,
          json: {
            api_tokens: [
              EXPIRED,
              ...world
                .listed()
                .filter(({ person }) => person.name === params.user)
                .map(rowOf),
            ],
          },
        }
      },
    },
    {
      on: 'DELETE /hub/api/users/:user/tokens/:id',
      purpose: 'end-one',
      answer: ({ params }) => {
        const ended = world.end((session) => session.id === params.id && session.person.name === params.user)
        return ended > 0 ? { status: 204 } : notFound('Token not found None')
      },
    },
  ],
}

const EXPIRED = { id: 'a0', kind: 'api_token', created: iso(LONG_AGO), last_activity: null, expires_at: iso(LONG_AGO), note: '' }

function notFound(message: string): Reply {
  return { status: 404, json: { status: 404, message } }
}

function rowOf(session: LiveSession): unknown {
  return {
    user: session.person.name,
    id: session.id,
    kind: 'api_token',
    roles: [],
    scopes: ['self'],
    created: microseconds(session.createdAt),
    last_activity: microseconds(session.lastActiveAt),
    expires_at: microseconds(session.expiresAt),
    note: 'notebook on a laptop',
    session_id: null,
    oauth_client: 'JupyterHub',
  }
}

function microseconds(time: number): string {
  return iso(time).replace('Z', '000Z')
}
