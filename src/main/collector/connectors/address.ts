import { RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'

/** Where a server is: everything a request to it may start with. `prefix` is '' or starts with a slash and ends without one. */
export interface Base {
  readonly origin: string
  readonly prefix: string
  readonly hostname: string
  readonly port: number
  readonly secure: boolean
  readonly loopback: boolean
}

function badUrl(message: string): RollcallError {
  return new RollcallError({ code: 'bad-url', message, next: t('connection.badUrlNext') })
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

/** Reads a server's URL. Throws `bad-url`, and `https-needed` for http to anything but this machine. */
export function parseBase(url: string): Base {
  const named = { url: shortened(url) }
  if (/[\s\p{Cc}\\]/u.test(url)) throw badUrl(t('connection.badUrlCharacters', named))
  if (!/^https?:\/\//i.test(url)) throw badUrl(t('connection.badUrlStart', named))
  const parsed = URL.parse(url)
  if (parsed === null || parsed.hostname === '') throw badUrl(t('connection.badUrlHost', named))
  if (parsed.username !== '' || parsed.password !== '') throw badUrl(t('connection.badUrlUser', { url: shortened(parsed.origin) }))
  if (/[?#]/.test(url)) throw badUrl(t('connection.badUrlQuery', named))
  const secure = parsed.protocol === 'https:'
  const loopback = isLoopback(parsed.hostname)
  if (!secure && !loopback) {
    throw new RollcallError({
      code: 'https-needed',
      message: t('connection.httpsNeeded', { origin: parsed.origin }),
      next: t('connection.httpsNeededNext'),
    })
  }
  const usualPort = secure ? 443 : 80
  return {
    origin: parsed.origin,
    prefix: parsed.pathname.replace(/\/+$/, ''),
    hostname: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? usualPort : Number(parsed.port),
    secure,
    loopback,
  }
}

/** This machine by name or by address; what a public name resolves to is not looked at. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/**
 * Asserts that a target (path and query) asks this server for exactly the path that is written there, below its base path: an id such as
 * `..` would otherwise turn "end this session" into a request for something else, and a link could take the credential to another server.
 * Throws `not-allowed`.
 */
export function assertTarget(base: Base, target: string): void {
  const path = target.split('?', 1)[0] ?? ''
  const url = target.startsWith('/') && !/[\s\p{Cc}#\\]/u.test(target) ? URL.parse(base.origin + target) : null
  const isKept = url !== null && url.origin === base.origin && url.pathname === path && `${path}/`.startsWith(`${base.prefix}/`)
  if (!isKept) throw astray(base)
}

function astray(base: Base): RollcallError {
  return new RollcallError({
    code: 'not-allowed',
    message: t('connection.astray', { origin: base.origin }),
    next: t('connection.astrayNext'),
  })
}

/** The target of a path below the base path, without a query. Throws `not-allowed` for one that would leave it. */
export function targetOf(base: Base, path: string): string {
  const target = base.prefix + path
  if (path.includes('?')) throw astray(base)
  assertTarget(base, target)
  return target
}

/** A target with further parameters; those of the same name that stood in it go, for a server may have repeated ours in a link. */
export function withQuery(target: string, query: readonly (readonly [string, string])[]): string {
  if (query.length === 0) return target
  const [path = '', search = ''] = target.split(/\?(.*)/s)
  const added = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  const names = new Set(added.map((parameter) => parameter.split('=', 1)[0]))
  const kept = search.split('&').filter((parameter) => parameter !== '' && !names.has(parameter.split('=', 1)[0]))
  return `${path}?${[...kept, ...added].join('&')}`
}
