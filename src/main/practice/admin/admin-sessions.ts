import type { IncomingMessage } from 'node:http'
import { type Answer, refuse } from '../answer.ts'
import type { Product } from '../product.ts'
import { isSecret } from '../secret.ts'
import { lastActiveAt, type PracticeSession } from '../session.ts'
import type { World } from '../world.ts'

export const SESSIONS_PATH = '/api/admin/sessions'
export const KEY_HEADER = 'X-API-Key'

const DEFAULT_LIMIT = 50
const MOST = 1000

/** How the API is installed here: the key of its administrator. */
export interface AdminSessionsOptions {
  readonly world: World
  readonly key: string
}

/** The Admin Sessions API: a list by limit and offset, ending one session, and ending all of a user. */
export function createAdminSessions({ world, key }: AdminSessionsOptions): Product {
  function answer(request: IncomingMessage, url: URL, id: string | null, now: number): Answer {
    const given = request.headers[KEY_HEADER.toLowerCase()]
    if (typeof given !== 'string' || !isSecret(given, key)) {
      return refuse(401, 'sign-in-failed', 'Sign in with a valid key.', { 'www-authenticate': 'Bearer realm="Admin API"' })
    }
    if (request.method === 'GET' && id === null) return list(url, world, now)
    if (request.method !== 'DELETE')
      return refuse(405, 'method-not-allowed', 'Only GET and DELETE are known here.', { allow: 'GET, DELETE' })
    return id === null ? endUser(url, world, now) : endOne(id, world, now)
  }

  return (request, url, now) => {
    if (url.pathname === SESSIONS_PATH) return answer(request, url, null, now)
    if (!url.pathname.startsWith(`${SESSIONS_PATH}/`)) return null
    return answer(request, url, decodeURIComponent(url.pathname.slice(SESSIONS_PATH.length + 1)), now)
  }
}

function list(url: URL, world: World, now: number): Answer {
  const limit = whole(url.searchParams.get('limit'), DEFAULT_LIMIT)
  const offset = whole(url.searchParams.get('offset'), 0)
  if (limit === null || offset === null || limit < 1) return refuse(400, 'bad-request', 'limit and offset must be whole numbers.')
  const sessions = world.list(now)
  const page = sessions.slice(offset, offset + Math.min(limit, MOST))
  return { status: 200, body: { sessions: page.map((session) => row(session, now)), total: sessions.length } }
}

function whole(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

function row(session: PracticeSession, now: number): unknown {
  return {
    id: session.id,
    userId: session.userId,
    username: session.username,
    email: session.email,
    ipAddress: session.address,
    userAgent: session.userAgent,
    createdAt: new Date(session.createdAt).toISOString(),
    lastActiveAt: new Date(lastActiveAt(session, now)).toISOString(),
    expiresAt: new Date(session.expiresAt).toISOString(),
    account: session.account,
    current: session.own,
  }
}

function endOne(id: string, world: World, now: number): Answer {
  if (world.find(id, now)?.own) return refuse(409, 'own-session', 'This is the session you are using.')
  return world.end(id, now) ? { status: 204 } : refuse(404, 'not-found', 'There is no such session.')
}

function endUser(url: URL, world: World, now: number): Answer {
  const userId = url.searchParams.get('userId')
  if (userId === null || !/^[a-z0-9._@\\-]+$/i.test(userId)) return refuse(400, 'bad-request', 'userId is needed.')
  return { status: 200, body: { ended: world.endUser(userId, now) } }
}
