import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Base } from '../address.ts'
import { shown } from '../shown.ts'
import type { Getter } from './path.ts'

const LONGEST = 8000

/** What names the next page: a token or an address, null at the end, and undefined where something stands that names nothing. */
export type Next = string | null | undefined

/**
 * The token or address of the next page; the end is written as nothing, as zero, as false or as an empty text. An object is no token, and
 * neither is a number that lost digits.
 */
export function nextCursor(getters: readonly Getter[], json: unknown): Next {
  let isUnclear = false
  for (const get of getters) {
    const value = get(json) ?? ''
    if (typeof value === 'string' && value !== '' && value !== '0') return value
    if (typeof value === 'number' && value !== 0 && (Number.isSafeInteger(value) || !Number.isInteger(value))) return String(value)
    isUnclear ||= typeof value === 'object' ? Object.keys(value).length > 0 : typeof value !== 'string' && value !== 0 && value !== false
  }
  return isUnclear ? undefined : null
}

/** The address that a `Link` header names with `rel="next"` (RFC 8288); undefined for a header too long to look through. */
export function nextLinkInHeader(header: string): Next {
  if (header.length > LONGEST) return undefined
  for (const [, address = '', parameters = ''] of header.matchAll(/<([^<>]*)>([^<]*)/g)) {
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
    message: t('reading.linkElsewhere', { server: serverName, doing }),
    next: t('reading.linkElsewhereNext'),
    technical: shown(link, 150),
  })
}
