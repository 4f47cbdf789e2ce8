import type { IncomingMessage } from 'node:http'
import { type Answer, refuse } from './answer.ts'
import type { Install } from './installs.ts'
import { isSecret } from './secret.ts'
import type { World } from './world.ts'

const DEFAULT_LIMIT = 50
const MOST = 1000

/** Answers the console's requests: the list, and ending sessions. */
export function answerAdmin(request: IncomingMessage, url: URL, install: Install, world: World, secret: string, now: number): Answer {
  if (!isAuthorised(request, install, secret)) {
    return refuse(401, 'sign-in-failed', 'Sign in with a valid key.', { 'www-authenticate': challenge(install) })
  }
  const one = url.pathname.startsWith(`${install.listPath}/`) ? url.pathname.slice(install.listPath.length + 1) : null
  if (one === null && url.pathname !== install.listPath) return refuse(404, 'not-found', 'There is nothing at this path.')
  if (request.method === 'GET' && one === null) return list(url, install, world, now)
  if (request.method !== 'DELETE') return refuse(405, 'method-not-allowed', 'Only GET and DELETE are known here.', { allow: 'GET, DELETE' })
  if (install.viewOnly) return refuse(403, 'no-right', 'This account may look at sessions and may not end them.')
  return one === null ? endUser(url, world, now) : endOne(decodeURIComponent(one), world, now)
}

function challenge({ auth, name }: Install): string {
  return `${auth.kind === 'basic' ? 'Basic' : 'Bearer'} realm="${name}"`
}

function isAuthorised(request: IncomingMessage, { auth }: Install, secret: string): boolean {
  const [header, expected] =
    auth.kind === 'basic'
      ? ['authorization', `Basic ${Buffer.from(`${auth.username}:${secret}`).toString('base64')}`]
      : [auth.name.toLowerCase(), auth.template.replace('{secret}', secret)]
  const given = request.headers[header]
  return typeof given === 'string' && isSecret(given, expected)
}

function list(url: URL, install: Install, world: World, now: number): Answer {
  const limit = whole(url.searchParams.get('limit'), DEFAULT_LIMIT)
  const offset = whole(url.searchParams.get('offset'), 0)
  if (limit === null || offset === null || limit < 1) return refuse(400, 'bad-request', 'limit and offset must be whole numbers.')
  const sessions = world.list(now)
  const page = sessions.slice(offset, offset + Math.min(limit, MOST))
  const rows = page.map((session) => install.row(session, now))
  return { status: 200, body: install.page(rows, sessions.length) }
}

function whole(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise
  return /^\d{1,9}$/.test(text) ? Number(text) : null
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
