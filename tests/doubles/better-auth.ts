import type { DoubleKind } from './double.ts'
import { type Asked, member, type Reply, whole } from './route.ts'
import { iso, type LiveSession, LONG_AGO, pageOf, personOf, secretOf, tokenOf, type World } from './world.ts'

const PASSWORD = secretOf('better-auth')
const ROOT = 'root@example.test'

/** better-auth's admin plugin with the bearer plugin: a list per user, ended by the session's secret token, which the list hands out. */
export const betterAuth: DoubleKind = {
  profileId: 'better-auth',
  settings: { auth: { kind: 'login', login: 'bearer', username: ROOT }, inputs: {} },
  secret: PASSWORD,
  person: (name) => personOf(name, `user-${name}`),
  sessionId: (index) => `ses${index}`,
  kept: (session) => session.id,
  expected: (session) => ({
    user: session.person.email,
    userId: session.person.id,
    displayName: session.person.fullName,
    email: session.person.email,
    address: session.address,
    userAgent: session.userAgent,
    createdAt: session.createdAt,
    lastActiveAt: session.lastActiveAt,
    expiresAt: session.expiresAt,
    own: false,
  }),
  signsOut: true,
  refusal: 'You are not allowed to do this',
  says: (status) => ({ status, json: { code: 'YOU_ARE_NOT_ALLOWED', message: 'You are not allowed to do this' } }),
  gone: 'accepted',
  hides: true,
  stranger: (asked, world) => {
    const [, cookie] = /(?:^|; )better-auth\.session_token=([^;]+)/.exec(asked.header('cookie')) ?? []
    const token = asked.header('authorization').replace(/^Bearer /, '')
    const origin = asked.header('origin')
    if (asked.method === 'POST' && asked.header('cookie') !== '' && origin === '') return forbidden('MISSING_OR_NULL_ORIGIN')
    if (asked.method === 'POST' && asked.header('cookie') !== '' && origin !== world.origin) return forbidden('INVALID_ORIGIN')
    return world.tokens.has(token) || world.tokens.has(cookie ?? '') ? null : { status: 401 }
  },
  routes: (world) => [
    { on: 'POST /api/auth/sign-in/email', purpose: 'sign-in', answer: (asked) => signIn(asked, world) },
    {
      on: 'POST /api/auth/sign-out',
      purpose: 'sign-out',
      answer: () => {
        world.tokens.clear()
        return { status: 200, json: { success: true } }
      },
    },
    {
      on: 'GET /api/auth/get-session',
      purpose: 'own',
      answer: () => ({ status: 200, json: { session: { id: 'own-session', userId: 'user-root' }, user: { email: ROOT } } }),
    },
    {
      on: 'GET /api/auth/admin/list-users',
      purpose: 'parents',
      answer: ({ query }) => {
        const [offset, limit] = [whole(query.get('offset'), 0), whole(query.get('limit'), 100)]
        const users = pageOf(world.people, offset, limit).map(({ id, fullName, email }) => ({ id, name: fullName, email, role: 'user' }))
        return { status: 200, json: { users, total: world.people.length, limit, offset } }
      },
    },
    {
      on: 'POST /api/auth/admin/list-user-sessions',
      purpose: 'list',
      answer: ({ json, says }) => {
        const userId = member(json, 'userId')
        if (typeof userId !== 'string') return { status: 400, json: { code: 'VALIDATION_ERROR' } }
        const broken = world.broken.get(userId)
        if (broken !== undefined) return says(broken)
        return {
          status: 200,
          json: {
            sessions: [
              { id: `expired of ${userId}`, token: 'expired', userId, expiresAt: iso(LONG_AGO) },
              ...world
                .listed()
                .filter(({ person }) => person.id === userId)
                .map(rowOf),
            ],
          },
        }
      },
    },
    {
      on: 'POST /api/auth/admin/revoke-user-session',
      purpose: 'end-one',
      answer: ({ json }) => {
        const token = member(json, 'sessionToken')
        if (typeof token !== 'string') return { status: 400, json: { code: 'VALIDATION_ERROR' } }
        world.end((session) => session.token === token)
        return { status: 200, json: { success: true } }
      },
    },
    {
      on: 'POST /api/auth/admin/revoke-user-sessions',
      purpose: 'end-user',
      answer: ({ json }) => {
        const userId = member(json, 'userId')
        if (typeof userId !== 'string') return { status: 400, json: { code: 'VALIDATION_ERROR' } }
        world.end(({ person }) => person.id === userId)
        return { status: 200, json: { success: true } }
      },
    },
  ],
}

function forbidden(code: string): Reply {
  return { status: 403, json: { code, message: code } }
}

function signIn(asked: Asked, world: World): Reply {
  const good = member(asked.json, 'email') === ROOT && member(asked.json, 'password') === PASSWORD
  if (!good) return { status: 401, json: { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' } }
  const token = tokenOf(world, 'root')
  return {
    status: 200,
    json: { redirect: false, token, user: { id: 'user-root', email: ROOT } },
    headers: { 'set-auth-token': token, 'set-cookie': [`better-auth.session_token=${token}; Path=/; HttpOnly; SameSite=Lax`] },
  }
}

function rowOf(session: LiveSession): unknown {
  return {
    id: session.id,
    token: session.token,
    userId: session.person.id,
    createdAt: iso(session.createdAt),
    updatedAt: iso(session.lastActiveAt),
    expiresAt: iso(session.expiresAt),
    ipAddress: session.address,
    userAgent: session.userAgent,
    impersonatedBy: null,
  }
}
