import type { DoubleKind } from './double.ts'
import { type Asked, type Reply, whole } from './route.ts'
import { type LiveSession, pageOf, personOf, secretOf, type World } from './world.ts'

const PASSWORD = secretOf('rabbitmq')

/** RabbitMQ's management API: a shape that changes with paging, names full of spaces and arrows as ids, and a list that lags. */
export const rabbitmq: DoubleKind = {
  profileId: 'rabbitmq',
  settings: { auth: { kind: 'basic', username: 'admin' } },
  secret: PASSWORD,
  person: (name) => personOf(name, name),
  sessionId: (index) => `127.0.0.${index % 250}:${30_000 + index} -> 127.0.0.1:5672`,
  kept: (session) => session.id,
  expected: (session) => ({
    user: session.person.name,
    address: session.address,
    userAgent: session.person.name === 'bob' ? 'nightly import' : 'worker 2.3',
    type: 'AMQP 0-9-1',
    node: 'rabbit@one',
    project: '/',
    createdAt: session.createdAt,
    lastActiveAt: null,
    expiresAt: null,
    own: false,
  }),
  refusal: 'User not authorised to access object',
  gone: 'not-found',
  stranger: (asked) => {
    const wanted = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`
    return asked.header('authorization') === wanted ? null : refused('not_authorized', 'Login failed')
  },
  says: (status) => (status === 403 ? refused('not_authorised', 'User not authorised to access object') : { status, json: {} }),
  routes: (world) => [
    { on: 'GET /api/connections', purpose: 'list', answer: ({ query }) => list(query, world) },
    {
      on: 'DELETE /api/connections/:name',
      purpose: 'end-one',
      answer: (asked) => closed(asked, world, (session) => session.id === asked.params.name),
    },
    {
      on: 'DELETE /api/connections/username/:user',
      purpose: 'end-user',
      answer: (asked) => {
        world.end((session) => session.person.name === asked.params.user)
        return { status: 204 }
      },
    },
  ],
}

/** The broker’s statistics keep what is closed for a moment. */
const CLOSED = { name: 'closed', user: 'alice', vhost: '/', state: 'closed' }

function list(query: URLSearchParams, world: World): Reply {
  const rows = [CLOSED, ...world.listed().map(rowOf)]
  if (!query.has('page')) return { status: 200, json: rows }
  const [page, size] = [whole(query.get('page'), 1), whole(query.get('page_size'), 100)]
  const pages = Math.max(1, Math.ceil(rows.length / size))
  if (size < 1 || size > 500) return { status: 400, json: { error: 'bad_request', reason: 'page_size' } }
  if (page < 1 || page > pages) return { status: 400, json: { error: 'page_out_of_range', reason: `page: ${page}` } }
  const items = pageOf(rows, (page - 1) * size, size)
  const counts = { total_count: rows.length, filtered_count: rows.length, item_count: items.length }
  return { status: 200, json: { ...counts, page, page_size: size, page_count: pages, items } }
}

function closed(asked: Asked, world: World, fits: (session: LiveSession) => boolean): Reply {
  if (asked.header('x-reason') === '') return { status: 400, json: { error: 'a reason is what this double insists on' } }
  return world.end(fits) > 0 ? { status: 204 } : { status: 404, json: { error: 'Object Not Found', reason: 'Not Found' } }
}

function refused(error: string, reason: string): Reply {
  return { status: 401, json: { error, reason } }
}

function rowOf(session: LiveSession): unknown {
  return {
    name: session.id,
    user: session.person.name,
    user_who_performed_action: session.person.name,
    vhost: '/',
    peer_host: session.address,
    peer_port: 40_000,
    protocol: 'AMQP 0-9-1',
    ssl: false,
    connected_at: session.createdAt,
    client_properties: {
      product: 'worker',
      version: '2.3',
      platform: 'Node.js',
      ...(session.person.name === 'bob' ? { connection_name: 'nightly import' } : {}),
    },
    state: 'running',
    channels: 1,
    node: 'rabbit@one',
    type: 'network',
  }
}
