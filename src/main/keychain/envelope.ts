import { createHash } from 'node:crypto'
import { RollcallError } from '../../shared/errors.ts'

/** Windows takes 2560 bytes for an entry; what is left is for the envelope's first line. */
export const SECRET_BYTES = 2000

const VERSION = 1

function checksum(id: string, secret: string): string {
  return createHash('sha256').update(`${VERSION}\n${id}\n${secret}`, 'utf8').digest('base64url')
}

/** Why a text can't be kept as a secret, or null. The OS keychains cut at NUL without a word, and one of them stops at 2560 bytes. */
export function secretFlaw(secret: string): string | null {
  if (secret === '') return 'It is empty.'
  if (secret.includes('\0')) return 'It holds a NUL character.'
  if (!secret.isWellFormed()) return 'It holds half a character.'
  const bytes = Buffer.byteLength(secret, 'utf8')
  return bytes > SECRET_BYTES ? `It has ${bytes} bytes, and ${SECRET_BYTES} is the most.` : null
}

/**
 * The text that is stored for one server: a line of JSON with version, server id and checksum, then the secret as it is. The id ties
 * an entry to its server, so that one that was copied or clobbered by another program is noticed before it is ever sent.
 * Throws `bad-input` for a secret that no keychain could give back unchanged.
 */
export function sealEnvelope(id: string, secret: string): string {
  const flaw = secretFlaw(secret)
  if (flaw !== null) {
    throw new RollcallError({
      code: 'bad-input',
      message: `This secret can not be stored. ${flaw}`,
      next: 'Check it for stray characters and enter it again.',
    })
  }
  return `${JSON.stringify({ v: VERSION, id, sha256: checksum(id, secret) })}\n${secret}`
}

function readHead(line: string): { v?: unknown; id?: unknown; sha256?: unknown } | null {
  try {
    const head: unknown = JSON.parse(line)
    return typeof head === 'object' ? head : null
  } catch {
    return null
  }
}

/** The secret inside a stored text, or null when the text is not what was stored for this server. Never throws. */
export function openEnvelope(id: string, stored: string): string | null {
  const end = stored.indexOf('\n')
  if (end < 0) return null
  const head = readHead(stored.slice(0, end))
  const secret = stored.slice(end + 1)
  const genuine = head?.v === VERSION && head.id === id && secretFlaw(secret) === null && head.sha256 === checksum(id, secret)
  return genuine ? secret : null
}
