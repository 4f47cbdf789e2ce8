import type { DoubleKind } from './double.ts'
import { member, whole } from './route.ts'
import { iso, type LiveSession, pageOf, personOf, secretOf, type World } from './world.ts'

const TOKEN = secretOf('zitadel')

/** Zitadel's Session API v2: a search by POST, numbers as text, no `sessions` when there are none, a body that DELETE insists on. */
export const zitadel: DoubleKind = {
  profileId: 'zitadel',
  settings: { auth: { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' } },
  secret: TOKEN,
  person: (name, index) => personOf(name, `21838065982335${index}`),
  sessionId: (index) => `2183806579344${67_000 + index}`,
  kept: (session) => session.id,
  expected: (session) => ({
    user: session.person.name,
    userId: session.person.id,
    displayName: session.person.fullName,
    organisation: 'org-1',
    address: session.address,
    userAgent: session.userAgent,
    createdAt: session.createdAt,
    lastActiveAt: session.lastActiveAt,
    expiresAt: session.person.name === 'carol' ? null : session.expiresAt,
    own: false,
  }),
  refusal: 'No matching permissions found (AUTH-5mWD2)',
  gone: 'not-found',
  stranger: (asked) =>
    asked.header('authorization') === `Bearer ${TOKEN}` ? null : { status: 401, json: { code: 16, message: 'auth header missing' } },
  says: (status) => ({ status, json: { code: 7, message: 'No matching permissions found (AUTH-5mWD2)' } }),
  routes: (world) => [
    { on: 'POST /v2/sessions/search', purpose: 'list', answer: ({ json }) => search(json, world) },
    {
      on: 'DELETE /v2/sessions/:id',
      purpose: 'end-one',
      answer: ({ params, body }) => {
        if (body !== '{}') return { status: 400, json: { code: 3, message: 'proto: syntax error: unexpected token' } }
        const ended = world.end(({ id }) => id === params.id)
        if (ended === 0) return { status: 404, json: { code: 5, message: 'Session does not exist (COMMAND-asd31)' } }
        return { status: 200, json: { details: { sequence: '583', changeDate: iso(Date.now()) } } }
      },
    },
  ],
}

function search(json: unknown, world: World) {
  const query = member(json, 'query')
  const limit = member(query, 'limit')
  const offset = member(query, 'offset')
  if (typeof limit !== 'number' || limit > 1000) return { status: 400, json: { code: 3, message: 'Limit exceeded (QUERY-4M0fs)' } }
  const rows = world.listed()
  const shown = pageOf(rows, whole(typeof offset === 'string' ? offset : null, 0), limit).map(rowOf)
  const expired = { id: 'expired', creationDate: iso(1), changeDate: iso(1), expirationDate: iso(Date.now() - 60_000) }
  const details = { totalResult: `${rows.length + 1}`, processedSequence: '582', timestamp: iso(Date.now()) }
  const sessions = whole(typeof offset === 'string' ? offset : null, 0) + limit > rows.length ? [...shown, expired] : shown
  return { status: 200, json: rows.length === 0 ? { details: { ...details, totalResult: undefined } } : { details, sessions } }
}

function rowOf(session: LiveSession): unknown {
  const lives = session.person.name === 'carol' ? {} : { expirationDate: iso(session.expiresAt).replace('.000Z', '.000456789Z') }
  return {
    id: session.id,
    creationDate: iso(session.createdAt),
    changeDate: iso(session.lastActiveAt),
    sequence: '574',
    factors: {
      user: {
        verifiedAt: iso(session.createdAt),
        id: session.person.id,
        loginName: session.person.name,
        displayName: session.person.fullName,
        organizationId: 'org-1',
      },
      password: { verifiedAt: iso(session.createdAt) },
    },
    userAgent: { fingerprintId: secretOf(session.id), ip: session.address, description: session.userAgent },
    ...lives,
  }
}
