import { createHash } from 'node:crypto'
import type { DoubleKind } from './double.ts'
import { iso, type LiveSession, personOf, secretOf, uuidOf } from './world.ts'

const PASSWORD = secretOf('spring')
const IDLE = 1800

/** Spring Boot's sessions endpoint: by user name only, ids that are cookies, silent about what is not there. */
export const springBootActuator: DoubleKind = {
  profileId: 'spring-boot-actuator',
  settings: { auth: { kind: 'basic', username: 'ops' }, inputs: { users: 'alice\nbob\ncarol' } },
  secret: PASSWORD,
  person: (name) => personOf(name, name),
  sessionId: (index) => uuidOf(`spring ${index}`),
  kept: (session) => createHash('sha256').update(session.id).digest('hex').slice(0, 32),
  expected: (session) => ({
    user: session.person.name,
    address: null,
    userAgent: null,
    createdAt: session.createdAt,
    lastActiveAt: session.lastActiveAt,
    expiresAt: session.lastActiveAt + IDLE * 1000,
    own: null,
  }),
  refusal: 'Forbidden',
  says: (status) => ({ status, json: { status, error: status === 403 ? 'Forbidden' : 'Error', path: '/actuator/sessions' } }),
  gone: 'accepted',
  hides: true,
  stranger: (asked) =>
    asked.header('authorization') === `Basic ${Buffer.from(`ops:${PASSWORD}`).toString('base64')}`
      ? null
      : { status: 401, json: { status: 401, error: 'Unauthorized' }, headers: { 'WWW-Authenticate': 'Basic realm="Realm"' } },
  routes: (world) => [
    {
      on: 'GET /actuator/sessions',
      purpose: 'list',
      answer: ({ query, says }) => {
        const username = query.get('username')
        if (username === null) return { status: 400, json: { status: 400, error: 'Bad Request', message: 'Missing parameter username' } }
        const broken = world.broken.get(username)
        if (broken !== undefined) return says(broken)
        const rows = world.listed().filter(({ person }) => person.name === username)
        return { status: 200, json: { sessions: [...rows.map(rowOf), { ...EXPIRED, id: `expired of ${username}` }] } }
      },
    },
    {
      on: 'DELETE /actuator/sessions/:id',
      purpose: 'end-one',
      answer: ({ params }) => {
        world.end(({ id }) => id === params.id)
        return { status: 204 }
      },
    },
  ],
}

const EXPIRED = {
  attributeNames: [],
  creationTime: '2026-01-22T00:43:52.704Z',
  lastAccessedTime: '2026-01-22T00:43:52.704Z',
  maxInactiveInterval: IDLE,
  expired: true,
}

function rowOf(session: LiveSession): unknown {
  return {
    id: session.id,
    attributeNames: ['SPRING_SECURITY_CONTEXT'],
    creationTime: iso(session.createdAt),
    lastAccessedTime: iso(session.lastActiveAt),
    maxInactiveInterval: IDLE,
    expired: false,
  }
}
