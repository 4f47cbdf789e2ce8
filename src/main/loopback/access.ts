import { createHash, timingSafeEqual } from 'node:crypto'

/** What of a request decides whether it may pass. `headers` are Node's raw ones: names and values in turn, duplicates included. */
export interface RequestFacts {
  readonly method: string
  readonly target: string
  readonly headers: readonly string[]
}

/** What a request is measured against. The cookie's name holds the port, because browsers send cookies to every port of a host. */
export interface Keys {
  readonly port: number
  readonly cookie: string
  readonly token: string
}

/** The services a page may be connected to. */
export type WindowService = 'reader' | 'collector'

export type Admission =
  | { readonly kind: 'page'; readonly path: string }
  | { readonly kind: 'session' }
  | { readonly kind: 'service'; readonly name: WindowService; readonly subprotocol: string }
  | { readonly kind: 'refused'; readonly status: number }

export const COOKIE_PREFIX = 'rollcall-'
const SUBPROTOCOL_PREFIX = 'rollcall.'

/** Judges a plain request. Who names another host is refused first: after DNS rebinding the host is all that tells a foreign page. */
export function admitRequest(facts: RequestFacts, keys: Keys): Admission {
  const wrong = wrongAddress(facts, keys)
  if (wrong !== null) return refused(wrong)
  const path = pathOf(facts.target)
  if (path === '/session') return admitSession(facts, keys)
  if (facts.method !== 'GET' && facts.method !== 'HEAD') return refused(405)
  if (path.startsWith('/service/')) return refused(404)
  return fromThisPage(facts) || isPageOpened(facts, path) ? { kind: 'page', path } : refused(403)
}

/** Judges a request to switch to WebSocket: it needs our origin, the cookie and the token, all three. */
export function admitUpgrade(facts: RequestFacts, keys: Keys): Admission {
  const wrong = wrongAddress(facts, keys)
  if (wrong !== null) return refused(wrong)
  if (facts.method !== 'GET') return refused(405)
  if (!isOwnOrigin(facts, keys) || !isSameOriginOrSilent(facts)) return refused(403)
  const subprotocol = only(facts, 'sec-websocket-protocol') ?? ''
  if (!hasCookie(facts, keys) || !isSame(subprotocol, SUBPROTOCOL_PREFIX + keys.token)) return refused(401)
  const name = /^\/service\/(reader|collector)$/.exec(facts.target)?.[1]
  return name === 'reader' || name === 'collector' ? { kind: 'service', name, subprotocol } : refused(404)
}

/** Compares secrets in a time that does not depend on where they differ. */
export function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function refused(status: number): Admission {
  return { kind: 'refused', status }
}

/** Node keeps the first of two hosts, needs none in HTTP/1.0 and takes absolute targets of any host; none of that is ours. */
function wrongAddress(facts: RequestFacts, keys: Keys): number | null {
  const hosts = all(facts, 'host')
  if (hosts.length !== 1 || all(facts, 'origin').length > 1 || !facts.target.startsWith('/') || facts.target.startsWith('//')) return 400
  return hosts[0] === `127.0.0.1:${keys.port}` ? null : 403
}

/** The one-time code is swapped by our own page only; its JSON makes any other page's browser ask first, and that is refused. */
function admitSession(facts: RequestFacts, keys: Keys): Admission {
  if (facts.method !== 'POST') return refused(405)
  if (!isOwnOrigin(facts, keys) || !isSameOriginOrSilent(facts)) return refused(403)
  return only(facts, 'content-type') === 'application/json' ? { kind: 'session' } : refused(415)
}

function isOwnOrigin(facts: RequestFacts, keys: Keys): boolean {
  return only(facts, 'origin') === `http://127.0.0.1:${keys.port}`
}

/** Browsers do not say where a WebSocket comes from in `Sec-Fetch-Site`; its `Origin` says so. */
function isSameOriginOrSilent(facts: RequestFacts): boolean {
  return all(facts, 'sec-fetch-site').every((site) => site === 'same-origin')
}

function fromThisPage(facts: RequestFacts): boolean {
  return all(facts, 'sec-fetch-site').every((site) => site === 'same-origin' || site === 'none')
}

/** Opening the document as a page of its own is allowed from anywhere: the file that hides the code from argv does just that. */
function isPageOpened(facts: RequestFacts, path: string): boolean {
  return path === '/' && only(facts, 'sec-fetch-mode') === 'navigate' && only(facts, 'sec-fetch-dest') === 'document'
}

function hasCookie(facts: RequestFacts, keys: Keys): boolean {
  const name = `${COOKIE_PREFIX}${keys.port}=`
  const values = all(facts, 'cookie').flatMap((line) => line.split('; ').filter((pair) => pair.startsWith(name)))
  return values.some((pair) => isSame(pair.slice(name.length), keys.cookie))
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? target
}

/** Every value of one header. */
function all(facts: RequestFacts, name: string): string[] {
  return facts.headers.filter((_, index) => index % 2 === 1 && facts.headers[index - 1]?.toLowerCase() === name)
}

/** The value of a header that stands there exactly once. */
function only(facts: RequestFacts, name: string): string | undefined {
  const values = all(facts, name)
  return values.length === 1 ? values[0] : undefined
}
