import { RollcallError } from '../../../../shared/errors.ts'
import type { Base } from '../address.ts'
import { shown } from '../shown.ts'
import type { Getter } from './path.ts'

const LONGEST = 8000

/** The token or address of the next page; null at the end, which servers write as nothing, as zero or as an empty text. */
export function nextCursor(getters: readonly Getter[], json: unknown): string | null {
  for (const get of getters) {
    const value = get(json)
    if (typeof value === 'string' && value !== '' && value !== '0') return value
    if (typeof value === 'number' && Number.isFinite(value) && value !== 0) return String(value)
  }
  return null
}

/** The address that a `Link` header names with `rel="next"` (RFC 8288), or null. */
export function nextLinkInHeader(header: string): string | null {
  for (const [, address = '', parameters = ''] of header.slice(0, LONGEST).matchAll(/<([^<>]*)>([^<]*)/g)) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters)
    const relations = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/)
    if (address !== '' && relations.includes('next')) return address
  }
  return null
}

/**
 * Where the next page is, as a target below the server's base, for an address relative to the page that named it. Throws `paging-failed`
 * for one that lies elsewhere: what is sent there would carry the credential along.
 */
export function resolveLink(base: Base, current: string, link: string, serverName: string, doing: string): string {
  const url = link.length > LONGEST || /[\p{Cc}\\]/u.test(link) ? null : URL.parse(link, base.origin + current)
  const isHere = url !== null && url.origin === base.origin && url.username === '' && url.password === ''
  if (url !== null && isHere && (url.pathname === base.prefix || url.pathname.startsWith(`${base.prefix}/`)))
    return url.pathname + url.search
  throw new RollcallError({
    code: 'paging-failed',
    message: `${serverName} named a next page that is not below its own address while ${doing}, so it was not asked for.`,
    next: 'Give the server’s address as it calls itself, or look at a proxy before it that should rewrite such addresses.',
    technical: shown(link, 150),
  })
}
