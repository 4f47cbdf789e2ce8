import type { DecodedSession } from '../../src/main/collector/connectors/connector.ts'
import type { DoubleKind } from './double.ts'
import { member, type Reply, whole } from './route.ts'
import { iso, type LiveSession, type Person, pageOf, personOf, uuidOf, type World } from './world.ts'

/** Ory Kratos' admin API: no sign-in, pages by Link header, people and devices only for those who ask, rows that stay when ended. */
export const oryKratos: DoubleKind = {
  profileId: 'ory-kratos',
  settings: { auth: { kind: 'none' }, inputs: { bulk: 'yes' } },
  secret: '',
  person: (name) => personOf(name, uuidOf(name)),
  sessionId: (index) => uuidOf(`kratos ${index}`),
  kept: (session) => session.id,
  expected: (session) => ({
    userId: session.person.id,
    ...shownOf(session.person),
    type: 'password',
    address: session.address,
    userAgent: session.userAgent,
    createdAt: session.createdAt,
    lastActiveAt: null,
    expiresAt: session.expiresAt,
    own: false,
  }),
  refusal: 'The request was refused on its way',
  says: (status) => ({ status, json: { error: { code: status, message: 'The request was refused on its way' } } }),
  gone: 'not-found',
  stranger: () => null,
  routes: (world) => [
    { on: 'GET /admin/sessions', purpose: 'list', answer: ({ query }) => list(query, world) },
    {
      on: 'POST /admin/sessions',
      purpose: 'end-many',
      answer: ({ json }) => {
        const ids = member(json, 'sessions')
        if (member(json, 'action') !== 'disable' || !Array.isArray(ids) || ids.length === 0 || ids.length > 500) return bad('sessions')
        return { status: 200, json: { processed: world.end(({ id }) => ids.includes(id)), more: false } }
      },
    },
    {
      on: 'DELETE /admin/sessions/:id',
      purpose: 'end-one',
      answer: ({ params }) => (world.end(({ id }) => id === params.id) > 0 ? { status: 204 } : missing()),
    },
    {
      on: 'DELETE /admin/identities/:id/sessions',
      purpose: 'end-user',
      answer: ({ params }) => (world.end(({ person }) => person.id === params.id) > 0 ? { status: 204 } : missing()),
    },
  ],
}

/** Every deployment has identities of its own making; this one has three kinds. */
function traitsOf({ name, fullName, email }: Person): unknown {
  const [first, last] = fullName.split(' ')
  if (name === 'bob') return { username: name, name: fullName }
  return name === 'carol' ? { phone: '+4512345678' } : { email, name: { first, last } }
}

/** What is to be seen of each kind. */
function shownOf({ name, fullName, email }: Person): Pick<DecodedSession, 'user' | 'displayName' | 'email'> {
  if (name === 'bob') return { user: name, displayName: fullName, email: null }
  return name === 'carol' ? { user: '+4512345678', displayName: null, email: null } : { user: email, displayName: fullName, email }
}

/** The session that ended long ago and is still a row, for those who do not ask for active ones only. */
const ENDED = uuidOf('kratos ended')

function list(query: URLSearchParams, world: World): Reply {
  const size = whole(query.get('page_size'), 250)
  if (size < 1 || size > 1000) return bad('page_size')
  const token = query.get('page_token')
  const from = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString())
  if (!Number.isInteger(from)) return bad('page_token')
  const expand = query.getAll('expand')
  const rows = world.listed().map((session) => rowOf(session, expand))
  if (query.get('active') !== 'true') rows.push({ id: ENDED, active: false })
  const links = [`</admin/sessions?page_size=${size}>; rel="first"`]
  if (from + size < rows.length) {
    const next = new URLSearchParams(query)
    next.set('page_token', Buffer.from(`${from + size}`).toString('base64url'))
    links.push(`</admin/sessions?${next}>; rel="next"`)
  }
  return { status: 200, json: pageOf(rows, from, size), headers: { Link: links.join(', ') } }
}

function rowOf(session: LiveSession, expand: readonly string[]): unknown {
  const { id } = session.person
  return {
    id: session.id,
    active: true,
    expires_at: iso(session.expiresAt).replace('.000Z', '.000456Z'),
    authenticated_at: iso(session.createdAt),
    issued_at: iso(session.createdAt),
    authenticator_assurance_level: 'aal1',
    authentication_methods: [{ method: 'password', aal: 'aal1', completed_at: iso(session.createdAt) }],
    identity: expand.includes('identity') ? { id, schema_id: 'default', state: 'active', traits: traitsOf(session.person) } : null,
    devices: expand.includes('devices')
      ? [{ id: uuidOf(`device ${session.id}`), ip_address: session.address, user_agent: session.userAgent, location: '' }]
      : null,
  }
}

function bad(what: string): Reply {
  return { status: 400, json: { error: { code: 400, status: 'Bad Request', reason: what, message: 'The request was malformed' } } }
}

function missing(): Reply {
  return { status: 404, json: { error: { code: 404, status: 'Not Found', message: 'Unable to locate the resource' } } }
}
