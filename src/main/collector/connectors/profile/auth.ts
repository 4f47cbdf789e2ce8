import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
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
    if (!known.isWellFormed()) throw unfit(t('connection.unfitInAddress', { server: serverName }))
    return { headers: {}, query: [[auth.name, known]], secrets: [known] }
  }
  return { ...headerOf(serverName, auth, known), query: [] }
}

/** Throws `credential-needed` where there is no secret. */
export function assertSecret(serverName: string, secret: string | null): string {
  if (secret !== null && secret !== '') return secret
  throw new RollcallError({
    code: 'credential-needed',
    message: t('connection.noCredential', { server: serverName }),
    next: t('connection.noCredentialNext'),
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
    if (/[:\p{Cc}]/u.test(auth.username)) throw unfit(t('connection.unfitUser', { server: serverName }))
    const value = Buffer.from(`${auth.username}:${secret}`, 'utf8').toString('base64')
    return { headers: { authorization: `Basic ${value}` }, secrets: [secret, value] }
  }
  if (RESERVED.has(auth.name.toLowerCase())) throw unfit(t('connection.unfitName', { server: serverName }))
  const value = auth.template.split('{secret}').join(secret)
  if (!isHeaderValue(value)) {
    throw unfit(t('connection.unfitInHeader', { server: serverName }))
  }
  return { headers: { [auth.name.toLowerCase()]: value }, secrets: [secret, value] }
}

function unfit(message: string): RollcallError {
  return new RollcallError({ code: 'bad-input', message, next: t('connection.unfitNext') })
}
