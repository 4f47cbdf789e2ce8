import { randomBytes } from 'node:crypto'
import { isSame, type Keys } from './access.ts'

/** A code that nobody used in this time opens nothing any more. */
export const CODE_LIFETIME_MS = 30 * 60_000

/** The secrets of one run of the loopback host: a cookie and a token for the page, and one-time codes that are swapped for them. */
export class Keyring {
  readonly #codes = new Map<string, number>()
  readonly #cookie = secret()
  readonly #token = secret()

  /** What requests are measured against. */
  keys(port: number): Keys {
    return { port, cookie: this.#cookie, token: this.#token }
  }

  /** A fresh code, good for one swap. */
  issueCode(now = Date.now()): string {
    const code = secret()
    this.#codes.set(code, now + CODE_LIFETIME_MS)
    return code
  }

  /** Uses a code up. False when it is wrong, was used before or is too old. */
  redeem(given: string, now = Date.now()): boolean {
    for (const [code, end] of this.#codes) {
      if (!isSame(given, code)) continue
      this.#codes.delete(code)
      return now < end
    }
    return false
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}
