import type { DoubleKind } from './double.ts'
import { member, whole } from './route.ts'
import { keptId, type LiveSession, pageOf, personOf, secretOf } from './world.ts'

const TOKEN = secretOf('synapse')

/** Matrix Synapse's admin API: users by next_token, devices per user, several devices of one user by one request. */
export const synapse: DoubleKind = {
  profileId: 'synapse',
  settings: { auth: { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' } },
  secret: TOKEN,
  person: (name) => personOf(name, `@${name}:example.test`),
  sessionId: (index) => `DEVICE${index}`,
  kept: (session) => keptId(session.id, session.person.id),
  expected: (session) => ({
    user: session.person.id,
    userId: session.person.id,
    type: 'Element on a laptop',
    displayName: session.person.fullName,
    account: session.person.fullName === 'Carol Example' ? 'service' : null,
    address: session.address,
    userAgent: session.userAgent,
    createdAt: null,
    lastActiveAt: session.lastActiveAt,
    expiresAt: null,
    own: false,
  }),
  refusal: 'You are not a server admin',
  gone: 'accepted',
  stranger: (asked) =>
    asked.header('authorization') === `Bearer ${TOKEN}`
      ? null
      : { status: 401, json: { errcode: 'M_UNKNOWN_TOKEN', error: 'Invalid access token passed.' } },
  says: (status) => ({ status, json: { errcode: 'M_FORBIDDEN', error: 'You are not a server admin' } }),
  routes: (world) => [
    {
      on: 'GET /_matrix/client/v3/account/whoami',
      purpose: 'own',
      answer: () => ({ status: 200, json: { user_id: '@admin:example.test', device_id: 'OWN', is_guest: false } }),
    },
    {
      on: 'GET /_synapse/admin/v2/users',
      purpose: 'parents',
      answer: ({ query }) => {
        const [from, limit] = [whole(query.get('from'), 0), whole(query.get('limit'), 100)]
        const users = pageOf(world.people, from, limit).map(({ id, fullName }) => ({
          name: id,
          displayname: fullName,
          user_type: fullName === 'Carol Example' ? 'bot' : null,
        }))
        const next = from + limit < world.people.length ? { next_token: `${from + limit}` } : {}
        return { status: 200, json: { users, total: world.people.length, ...next } }
      },
    },
    {
      on: 'GET /_synapse/admin/v2/users/:user/devices',
      purpose: 'list',
      parent: 'user',
      answer: ({ params }) => {
        const devices = world.listed().filter(({ person }) => person.id === params.user)
        return { status: 200, json: { devices: [DEHYDRATED, ...devices.map(rowOf)], total: devices.length + 1 } }
      },
    },
    {
      on: 'DELETE /_synapse/admin/v2/users/:user/devices/:device',
      purpose: 'end-one',
      answer: ({ params }) => {
        world.end((session) => session.id === params.device && session.person.id === params.user)
        return { status: 200, json: {} }
      },
    },
    {
      on: 'POST /_synapse/admin/v2/users/:user/delete_devices',
      purpose: 'end-many',
      answer: ({ params, json }) => {
        const devices = member(json, 'devices')
        if (!Array.isArray(devices)) return { status: 400, json: { errcode: 'M_MISSING_PARAM', error: "Missing 'devices'" } }
        world.end((session) => session.person.id === params.user && devices.includes(session.id))
        return { status: 200, json: {} }
      },
    },
  ],
}

/** A device that nobody is signed in on: it only keeps keys. */
const DEHYDRATED = { device_id: 'dehydrated', display_name: null, last_seen_ts: null, dehydrated: true }

function rowOf(session: LiveSession): unknown {
  return {
    device_id: session.id,
    display_name: 'Element on a laptop',
    last_seen_ip: session.address,
    last_seen_user_agent: session.userAgent,
    last_seen_ts: session.lastActiveAt,
    user_id: session.person.id,
  }
}
