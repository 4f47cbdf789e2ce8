import { createHash } from 'node:crypto'
import { RollcallError } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'

/** Windows takes 2560 bytes for an entry; what is left is for the envelope's first line. */
export const SECRET_BYTES = 2000

const VERSION = 2

/** What an entry belongs to: the server, and a text with all that the secret was given for. */
export interface Owner {
  readonly id: string
  readonly binding: string
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url')
}

function checksum({ id, binding }: Owner, secret: string): string {
  return hash(`${VERSION}\n${id}\n${hash(binding)}\n${secret}`)
}

/** Why a text can't be kept as a secret, or null. The OS keychains cut at NUL without a word, and one of them stops at 2560 bytes. */
export function secretFlaw(secret: string): string | null {
  if (secret === '') return t('keychain.isEmpty')
  if (secret.includes('\0')) return t('keychain.hasNul')
  if (!secret.isWellFormed()) return t('keychain.hasHalf')
  const bytes = Buffer.byteLength(secret, 'utf8')
  return bytes > SECRET_BYTES ? t('keychain.isLong', { bytes, most: SECRET_BYTES }) : null
}

/**
 * The text that is stored for one server: a line of JSON with version, server id, a hash of the binding and a checksum, then the secret as
 * it is. The id and the binding tie an entry to its server and that server's address, so that one that was copied or clobbered by another
 * program, or is met by an older server list, is noticed before it is ever sent.
 * Throws `bad-input` for a secret that no keychain could give back unchanged.
 */
export function sealEnvelope(owner: Owner, secret: string): string {
  const flaw = secretFlaw(secret)
  if (flaw !== null) {
    throw new RollcallError({
      code: 'bad-input',
      message: t('keychain.unfit', { flaw }),
      next: t('keychain.unfitNext'),
    })
  }
  return `${JSON.stringify({ v: VERSION, id: owner.id, binding: hash(owner.binding), sha256: checksum(owner, secret) })}\n${secret}`
}

function readHead(line: string): Partial<Record<'v' | 'id' | 'binding' | 'sha256', unknown>> | null {
  try {
    const head: unknown = JSON.parse(line)
    return typeof head === 'object' ? head : null
  } catch {
    return null
  }
}

/** The secret inside a stored text, or null when the text is not what was stored for this server with this binding. Never throws. */
export function openEnvelope(owner: Owner, stored: string): string | null {
  const end = stored.indexOf('\n')
  if (end < 0) return null
  const head = readHead(stored.slice(0, end))
  const secret = stored.slice(end + 1)
  if (head?.v !== VERSION || head.id !== owner.id || head.binding !== hash(owner.binding)) return null
  return secretFlaw(secret) === null && head.sha256 === checksum(owner, secret) ? secret : null
}
