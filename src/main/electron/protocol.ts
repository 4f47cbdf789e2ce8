import { randomBytes } from 'node:crypto'
import { protocol, type Session } from 'electron'
import { type Page, pageHeaders, withNonce } from '../host/page.ts'
import { isOwnUrl, SCHEME } from './origin.ts'

/** Makes `app://` an origin like a secure web page's. Must run before `ready`, once. It stays subject to the content security policy. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** Serves the page's files to one session, from memory. */
export function servePage(session: Session, page: Page): void {
  session.protocol.handle(SCHEME, (request) => answer(page, request))
}

function answer(page: Page, request: Request): Response {
  if (request.method !== 'GET') return refuse(405)
  if (!isOwnUrl(request.url)) return refuse(404)
  const path = new URL(request.url).pathname
  const file = page.get(path)
  if (file === undefined) return refuse(404)
  const nonce = path === '/' ? randomBytes(16).toString('base64url') : null
  const body = nonce === null ? file.body : withNonce(file.body, nonce)
  return new Response(body, { status: 200, headers: { ...pageHeaders(nonce), 'content-type': file.type } })
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: pageHeaders(null) })
}
