import type { DoubleKind } from './double.ts'
import { type Asked, type Reply, type Route, whole } from './route.ts'
import { iso, keptId, type LiveSession, personOf, secretOf, tokenOf, type World } from './world.ts'

const SECRET = secretOf('mas')
const KINDS = ['user-sessions', 'oauth2-sessions', 'compat-sessions', 'personal-sessions']
const CALLED: Readonly<Record<string, string>> = {
  'user-sessions': 'browser sign-in',
  'oauth2-sessions': 'application',
  'compat-sessions': 'device',
  'personal-sessions': 'personal token',
}

/** The Matrix Authentication Service's admin API: four lists in JSON:API, pages by a link in the body, finished or revoked by kind. */
export const matrixAuthenticationService: DoubleKind = {
  profileId: 'matrix-authentication-service',
  settings: { auth: { kind: 'login', login: 'client-credentials', username: 'rollcall' }, inputs: { personal: 'yes' } },
  secret: SECRET,
  person: (name, index) => personOf(name, `01USER${index}`),
  sessionId: (index) => `01SESSION${`${index}`.padStart(6, '0')}`,
  kinds: KINDS,
  kept: (session) => keptId(session.id, session.kind, verbOf(session.kind)),
  expected: (session) => ({
    user: session.person.name,
    userId: session.person.id,
    type: CALLED[session.kind] ?? null,
    address: session.address,
    createdAt: session.createdAt,
    lastActiveAt: session.lastActiveAt,
    own: null,
  }),
  refusal: 'Missing permission',
  gone: 'not-found',
  stranger: (asked, world) =>
    world.tokens.has(asked.header('authorization').replace(/^Bearer /, ''))
      ? null
      : { status: 401, json: { errors: [{ title: 'Invalid access token' }] } },
  says: (status) => ({ status, json: { errors: [{ title: 'Missing permission' }] } }),
  routes: (world) => [
    { on: 'POST /oauth2/token', purpose: 'sign-in', answer: (asked) => signIn(asked, world) },
    {
      on: 'GET /api/admin/v1/users',
      purpose: 'join',
      answer: ({ query }) =>
        paged(
          query,
          '/api/admin/v1/users',
          world.people.map((person) => ({ type: 'user', id: person.id, attributes: { username: person.name, admin: false } })),
        ),
    },
    ...KINDS.flatMap((kind) => routesOf(kind, world)),
  ],
}

function routesOf(kind: string, world: World): readonly Route[] {
  return [
    {
      on: `GET /api/admin/v1/${kind}`,
      purpose: 'list',
      answer: ({ query }) => {
        const rows = world.listed().filter((session) => session.kind === kind)
        const finished = query.get('filter[status]') === 'active' ? [] : [finishedRow(kind)]
        return paged(query, `/api/admin/v1/${kind}`, [...finished, ...rows.map(rowOf)])
      },
    },
    {
      on: `POST /api/admin/v1/${kind}/:id/${verbOf(kind)}`,
      purpose: 'end-one',
      answer: ({ params }) => {
        const ended = world.end((session) => session.kind === kind && session.id === params.id)
        if (ended > 0) return { status: 200, json: { data: { type: kind.slice(0, -1), id: params.id } } }
        return { status: 400, json: { errors: [{ title: `User session with ID ${params.id} is already finished` }] } }
      },
    },
  ]
}

function verbOf(kind: string): string {
  return kind === 'personal-sessions' ? 'revoke' : 'finish'
}

function paged(query: URLSearchParams, path: string, rows: readonly { readonly id: string }[]): Reply {
  const first = whole(query.get('page[first]'), 10)
  const after = query.get('page[after]')
  const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1
  const data = rows.slice(from, from + first)
  const last = data.at(-1)
  const more = from + first < rows.length && last !== undefined
  const filter = query.has('filter[status]') ? `&filter[status]=${query.get('filter[status]')}` : ''
  const next = more ? { next: `${path}?page[after]=${last.id}&page[first]=${first}${filter}` } : {}
  return { status: 200, json: { meta: { count: rows.length }, data, links: { self: `${path}?page[first]=${first}`, ...next } } }
}

function finishedRow(kind: string): { readonly id: string } {
  const ended = verbOf(kind) === 'revoke' ? 'revoked_at' : 'finished_at'
  return { id: `01FINISHED-${kind}`, ...{ type: kind.slice(0, -1), attributes: { created_at: iso(0), [ended]: iso(1) } } }
}

function rowOf(session: LiveSession): { readonly id: string } {
  const { kind, person } = session
  const common = {
    created_at: iso(session.createdAt),
    last_active_at: iso(session.lastActiveAt),
    last_active_ip: session.address,
  }
  const attributes =
    kind === 'personal-sessions'
      ? { ...common, revoked_at: null, owner_user_id: person.id, actor_user_id: person.id, human_name: 'script', expires_at: null }
      : { ...common, finished_at: null, user_id: person.id, user_agent: session.userAgent, human_name: null }
  return { id: session.id, ...{ type: kind.slice(0, -1), attributes, links: { self: `/api/admin/v1/${kind}/${session.id}` } } }
}

function signIn({ form }: Asked, world: World): Reply {
  const good = form.get('client_id') === 'rollcall' && form.get('client_secret') === SECRET && form.get('scope') === 'urn:mas:admin'
  if (form.get('grant_type') !== 'client_credentials') return { status: 400, json: { error: 'unsupported_grant_type' } }
  if (!good) return { status: 401, json: { error: 'invalid_client' } }
  return { status: 200, json: { access_token: tokenOf(world, 'rollcall'), token_type: 'Bearer', expires_in: 300, scope: 'urn:mas:admin' } }
}
