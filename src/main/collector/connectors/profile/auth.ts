import { RollcallError } from '../../../../shared/errors.ts'
import type { Auth } from '../../../../shared/profile.ts'

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

/** The header that proves who asks, and every text of it that must never be shown. */
export interface AuthHeader {
  readonly headers: Readonly<Record<string, string>>
  readonly secrets: readonly string[]
}

/** Builds the auth header of one server. Throws `credential-needed` without a secret, `bad-input` for what can't stand in a header. */
export function authHeader(serverName: string, auth: Auth, secret: string | null): AuthHeader {
  if (auth.kind === 'none') return { headers: {}, secrets: [] }
  if (secret === null || secret === '') {
    throw new RollcallError({
      code: 'credential-needed',
      message: `${serverName} needs a credential, and none is known.`,
      next: 'Give the password, key or token in the server’s settings.',
    })
  }
  if (auth.kind === 'basic') {
    if (/[:\p{Cc}]/u.test(auth.username)) throw unfit(serverName, 'The user name', 'a colon or a control character')
    const value = Buffer.from(`${auth.username}:${secret}`, 'utf8').toString('base64')
    return { headers: { authorization: `Basic ${value}` }, secrets: [secret, value] }
  }
  if (RESERVED.has(auth.name.toLowerCase())) throw unfit(serverName, 'The header’s name', 'a name that HTTP keeps for itself')
  const value = auth.template.split('{secret}').join(secret)
  if (!/^[\x20-\x7e\xa0-\xff]*$/.test(value) || value !== value.trim()) {
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

/** Takes every secret out of a text, also where it stands percent-encoded; shorter than four characters they would match anything. */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  const all = secrets.flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())]).filter((secret) => secret.length >= 4)
  const longestFirst = [...new Set(all)].sort((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((clean, secret) => clean.split(secret).join('[secret]'), text)
}
