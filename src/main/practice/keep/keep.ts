import type { IncomingMessage } from 'node:http'
import { type Answer, refuse } from '../answer.ts'
import type { Product } from '../product.ts'
import { isSecret } from '../secret.ts'
import { lastActiveAt, type PracticeSession } from '../session.ts'
import type { World } from '../world.ts'
import { apiPage } from './api-page.ts'
import { API_PAGE_PATH, KEY_HEADER, SESSIONS_PATH } from './paths.ts'

/** The product as it is installed here: who owns the API key, and the key itself, `[PREFIX].[SECRET]`. */
export interface KeepOptions {
  readonly world: World
  readonly owner: string
  readonly apiKey: string
}

/**
 * Lasernet Keep: a REST API with an API key, which says of a session no more than the columns of the product's page *Active Sessions*,
 * and the page in the product that documents that API. A request by key leaves no session behind; the sessions of the key's owner are
 * listed and can not be deleted.
 */
export function createKeep({ world, owner, apiKey }: KeepOptions): Product {
  function answerApi(request: IncomingMessage, id: string | null, now: number): Answer {
    const given = request.headers[KEY_HEADER.toLowerCase()]
    if (typeof given !== 'string' || !isSecret(given, apiKey)) {
      return keepError(401, 'INVALID_API_KEY', 'A valid API key is needed.', { 'www-authenticate': 'ApiKey realm="Lasernet Keep"' })
    }
    if (request.method === 'GET' && id === null) return { status: 200, body: listOf(world.list(now), now) }
    if (request.method === 'DELETE' && id !== null) return remove(id, now)
    return keepError(405, 'METHOD_NOT_ALLOWED', 'This path does not know this method.', { allow: id === null ? 'GET' : 'DELETE' })
  }

  function remove(id: string, now: number): Answer {
    const session = world.find(id, now)
    if (session === null) return keepError(404, 'SESSION_NOT_FOUND', 'There is no such session.')
    if (session.username === owner) return keepError(409, 'OWN_SESSION', 'You cannot delete your own session.')
    world.end(id, now)
    return { status: 204 }
  }

  return (request, url, now) => {
    const { pathname } = url
    if (pathname === API_PAGE_PATH && request.method === 'GET') return { status: 200, page: apiPage(owner) }
    if (pathname === SESSIONS_PATH) return answerApi(request, null, now)
    if (pathname.startsWith(`${SESSIONS_PATH}/`))
      return answerApi(request, decodeURIComponent(pathname.slice(SESSIONS_PATH.length + 1)), now)
    return null
  }
}

function keepError(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { ...refuse(status, code, message, headers), body: { errorCode: code, errorMessage: message } }
}

function listOf(sessions: readonly PracticeSession[], now: number): unknown {
  return {
    activeUsers: new Set(sessions.map(({ username }) => username)).size,
    activeSessions: sessions.length,
    sessions: sessions.map((session) => ({
      id: session.id,
      username: session.username,
      sessionType: session.type,
      deviceAddress: session.address,
      lastActive: lastActiveAt(session, now),
      serverName: session.type === 'BROWSER' ? 'keep-eu-1' : 'keep-eu-2',
      userAgent: session.userAgent,
    })),
  }
}
