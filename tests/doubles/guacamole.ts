import type { DoubleKind } from './double.ts'
import type { Asked, Reply, Route } from './route.ts'
import { keptId, personOf, secretOf, tokenOf, uuidOf, type World } from './world.ts'

const PASSWORD = secretOf('guacamole')
const SOURCES = ['mysql', 'mysql-shared']

/** Apache Guacamole's REST API: a map by id for each data source that the sign-in names, ended by patches that hold all or none. */
export const guacamole: DoubleKind = {
  profileId: 'guacamole',
  basePath: '/guacamole',
  settings: { auth: { kind: 'login', login: 'password', username: 'guacadmin' } },
  secret: PASSWORD,
  person: (name) => personOf(name, name),
  sessionId: (index) => uuidOf(`guacamole ${index}`),
  kinds: SOURCES,
  kept: (session) => keptId(session.id, session.kind),
  expected: (session) => ({
    user: session.person.name,
    type: 'remote desktop',
    node: session.kind,
    project: '7',
    address: session.address,
    createdAt: session.createdAt,
    lastActiveAt: null,
    expiresAt: null,
    own: false,
  }),
  refusal: 'Permission denied.',
  signsOut: true,
  gone: 'accepted',
  stranger: (asked, world) => (world.tokens.has(asked.header('guacamole-token')) ? null : denied('Permission Denied.')),
  says: (status) => (status === 403 ? denied('Permission denied.') : { status, json: { message: 'Unexpected internal error' } }),
  routes: (world) => [
    { on: 'POST /api/tokens', purpose: 'sign-in', answer: (asked) => signIn(asked, world) },
    {
      on: 'DELETE /api/tokens/:token',
      purpose: 'sign-out',
      answer: ({ params }) => ({ status: world.tokens.delete(params.token ?? '') ? 204 : 404 }),
    },
    ...SOURCES.flatMap((source) => routesOf(source, world)),
  ],
}

function routesOf(source: string, world: World): readonly Route[] {
  const path = `/api/session/data/${source}/activeConnections`
  return [
    {
      on: `GET ${path}`,
      purpose: 'list',
      answer: ({ says }) => {
        const broken = world.broken.get(source)
        if (broken !== undefined) return says(broken)
        const rows = world.listed().filter((session) => session.kind === source)
        const entries = rows.map((session) => [
          session.id,
          {
            identifier: session.id,
            connectionIdentifier: '7',
            startDate: session.createdAt,
            remoteHost: session.address,
            username: session.person.name,
            connectable: true,
          },
        ])
        return { status: 200, json: Object.fromEntries(entries) }
      },
    },
    {
      on: `PATCH ${path}`,
      purpose: 'end-one',
      answer: ({ json }) => {
        const ids = Array.isArray(json) ? json.map(removed) : []
        if (ids.length === 0 || ids.includes(null))
          return { status: 400, json: { message: 'Only remove is supported', type: 'BAD_REQUEST' } }
        world.end((session) => session.kind === source && ids.includes(session.id))
        return { status: 204 }
      },
    },
  ]
}

/** The id that one operation removes, or null for anything else. */
function removed(operation: unknown): string | null {
  const { op, path } = operation as { readonly op?: unknown; readonly path?: unknown }
  return op === 'remove' && typeof path === 'string' && path.startsWith('/') ? path.slice(1) : null
}

function signIn({ form }: Asked, world: World): Reply {
  if (form.get('username') !== 'guacadmin' || form.get('password') !== PASSWORD)
    return { status: 403, json: { message: 'Invalid login', type: 'INVALID_CREDENTIALS', statusCode: null } }
  const authToken = tokenOf(world, 'guacadmin')
  return { status: 200, json: { authToken, username: 'guacadmin', dataSource: SOURCES[0], availableDataSources: SOURCES } }
}

function denied(message: string): Reply {
  return {
    status: 403,
    json: { message, translatableMessage: { key: message }, statusCode: null, expected: null, type: 'PERMISSION_DENIED' },
  }
}
