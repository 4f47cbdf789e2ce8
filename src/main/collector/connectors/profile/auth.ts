import { RollcallError } from '../../../../shared/errors.ts'
import type { Auth } from '../../../../shared/profile/sign-in.ts'

/** Headers that belong to HTTP itself; a profile that set one could change what a request means. */
const RESERVED = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'keep-alive',
  'accept',
  'accept-encoding',
  'user-agent',
])

/** What proves who asks, in headers or in the query, and every text of it that must never be shown. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>
  readonly query: readonly (readonly [string, string])[]
  readonly secrets: readonly string[]
}

/** Builds what a server's requests carry. Throws `credential-needed` without a secret, `bad-input` for what can't stand where it must. */
export function proofOf(serverName: string, auth: Exclude<Auth, { readonly kind: 'login' }>, secret: string | null): Proof {
  if (auth.kind === 'none') return { headers: {}, query: [], secrets: [] }
  const known = assertSecret(serverName, secret)
  if (auth.kind === 'query') {
    if (!known.isWellFormed()) throw unfit(serverName, 'The credential', 'a character that can’t stand in an address')
    return { headers: {}, query: [[auth.name, known]], secrets: [known] }
  }
  return { ...headerOf(serverName, auth, known), query: [] }
}

/** Throws `credential-needed` where there is no secret. */
export function assertSecret(serverName: string, secret: string | null): string {
  if (secret !== null && secret !== '') return secret
  throw new RollcallError({
    code: 'credential-needed',
    message: `${serverName} needs a credential, and none is known.`,
    next: 'Give the password, key or token in the server’s settings.',
  })
}

/** Whether a text may be the value of a header. */
export function isHeaderValue(value: string): boolean {
  return /^[\x20-\x7e\xa0-\xff]*$/.test(value) && value === value.trim()
}

function headerOf(
  serverName: string,
  auth: Extract<Auth, { readonly kind: 'basic' | 'header' }>,
  secret: string,
): Pick<Proof, 'headers' | 'secrets'> {
  if (auth.kind === 'basic') {
    if (/[:\p{Cc}]/u.test(auth.username)) throw unfit(serverName, 'The user name', 'a colon or a control character')
    const value = Buffer.from(`${auth.username}:${secret}`, 'utf8').toString('base64')
    return { headers: { authorization: `Basic ${value}` }, secrets: [secret, value] }
  }
  if (RESERVED.has(auth.name.toLowerCase())) throw unfit(serverName, 'The header’s name', 'a name that HTTP keeps for itself')
  const value = auth.template.split('{secret}').join(secret)
  if (!isHeaderValue(value)) {
    throw unfit(serverName, 'The credential', 'a line break, a space at an end or a character that can’t stand in a header')
  }
  return { headers: { [auth.name.toLowerCase()]: value }, secrets: [secret, value] }
}

function unfit(serverName: string, what: string, why: string): RollcallError {
  return new RollcallError({
    code: 'bad-input',
    message: `${what} of ${serverName} holds ${why}.`,
    next: 'Type or paste it again in the server’s settings.',
  })
}
