import { CookieJar } from 'tough-cookie'
import type { Base } from './address.ts'

/** Cookies kept of one server at most; a server that makes up names for each answer gets no more. */
const MOST_COOKIES = 100
/** Characters of one Cookie header, under what servers usually take. */
const MOST_HEADER = 6000

/** The cookies of one server, in memory only. They are sent to nobody else, whatever domain they name. */
export interface Cookies {
  keep(target: string, setCookies: readonly string[]): void
  /** The Cookie header for a target, or ''. */
  headerFor(target: string): string
  /** Their values, which must never be shown. */
  values(): readonly string[]
  clear(): void
}

/** Starts without any cookie. */
export function createCookies(base: Base): Cookies {
  // The jar belongs to one origin, so a public suffix can lead no cookie astray; `localhost` and addresses are no suffixes either.
  const jar = new CookieJar(undefined, { rejectPublicSuffixes: false })
  const stored = () => jar.serializeSync()?.cookies ?? []
  return {
    keep(target, setCookies) {
      for (const line of setCookies) {
        const name = line.split('=', 1)[0]?.trim()
        const known = stored().map(({ key }) => key)
        const fits = line.length <= MOST_HEADER && (known.length < MOST_COOKIES || known.includes(name))
        if (fits) jar.setCookieSync(line, base.origin + target, { ignoreError: true })
      }
    },
    headerFor(target) {
      const header = jar.getCookieStringSync(base.origin + target)
      return header.length <= MOST_HEADER && /^[\x20-\x7e\xa0-\xff]*$/.test(header) ? header : ''
    },
    values: () => stored().map(({ value }) => String(value ?? '')),
    clear: () => jar.removeAllCookiesSync(),
  }
}
