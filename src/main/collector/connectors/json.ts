import { isUtf8 } from 'node:buffer'
import type { RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { type Asked, cutOff, cutShort, failure, quoted, type Words } from './failure.ts'
import { shown } from './shown.ts'

/**
 * A byte of `[[[[…` becomes some 80 bytes of memory, so a body within the byte limit could still fill it. Smaller bodies than this can't
 * hold enough of them, and are not counted.
 */
const SCANNED_FROM = 1024 * 1024
const MOST_OPENINGS = 1_000_000

/** The start of a body for a message: at most 80 characters, hidden ones spelled out. */
function startOf(asked: Asked, body: Buffer): string {
  return quoted(asked, body.subarray(0, 4096).toString('utf8').trim(), 80)
}

/**
 * Reads a body as JSON: UTF-8 or UTF-16, with or without a byte order mark. Throws `not-json`, `login-page`, `truncated`, `too-large` or
 * `bad-encoding`; broken UTF-8 is refused, because a replaced character would change an id.
 */
export function decodeJson(asked: Asked, body: Buffer, contentType: string): unknown {
  if (body.length > SCANNED_FROM && openings(body) > MOST_OPENINGS) throw cutShort(asked, 'too-large')
  if (body.length === 0) throw noJson(asked, (at) => t('connection.emptyBody', at), contentType, body)
  const text = textOf(asked, body)
  if (/^\s*</.test(text)) throw webPage(asked, text, contentType, body)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw endsEarly(text, error)
      ? failure(asked, cutOff(), `${body.length} bytes came`)
      : noJson(asked, (at) => t('connection.notJson', at), contentType, body)
  }
}

function textOf(asked: Asked, body: Buffer): string {
  const [first, second] = body
  if (first === 0xff && second === 0xfe) return body.subarray(2).toString('utf16le')
  if (first === 0xfe && second === 0xff) return bigEndian(body.subarray(2))
  if (second === 0 && first !== 0) return body.toString('utf16le')
  if (first === 0 && second !== 0) return bigEndian(body)
  if (!isUtf8(body)) {
    throw failure(
      asked,
      {
        code: 'bad-encoding',
        say: (at) => t('connection.notUtf8', at),
        next: t('connection.notUtf8Next'),
      },
      startOf(asked, body),
    )
  }
  return first === 0xef && second === 0xbb ? body.toString('utf8', 3) : body.toString('utf8')
}

function bigEndian(body: Buffer): string {
  return Buffer.from(body.subarray(0, body.length & ~1))
    .swap16()
    .toString('utf16le')
}

/** Objects and arrays that a body opens; those in texts are counted too, which no honest list comes near to. */
function openings(body: Buffer): number {
  let count = 0
  for (const byte of body) if (byte === 0x5b || byte === 0x7b) count += 1
  return count
}

/** V8 names the place where it gave up; at the end of the text means that the rest did not come. */
function endsEarly(text: string, error: unknown): boolean {
  const message = error instanceof Error ? error.message : ''
  if (/^Unexpected end of JSON input|^Unterminated string/.test(message)) return true
  const position = / at position (\d+)/.exec(message)?.[1]
  return position !== undefined && Number(position) >= text.trimEnd().length
}

function noJson(asked: Asked, say: Words['say'], contentType: string, body: Buffer): RollcallError {
  return failure(
    asked,
    { code: 'not-json', say, next: t('connection.notJsonNext') },
    `${shown(contentType, 60)} ${startOf(asked, body)}`.trim(),
  )
}

function webPage(asked: Asked, text: string, contentType: string, body: Buffer): RollcallError {
  if (!/type\s*=\s*["']?password|log.?in|sign.?(?:in|on)|SAMLRequest|authenticat/i.test(text.slice(0, 65_536))) {
    return noJson(asked, (at) => t('connection.webPage', at), contentType, body)
  }
  return failure(
    asked,
    {
      code: 'login-page',
      say: (at) => t('connection.loginPage', at),
      next: t('connection.loginPageNext'),
    },
    `${shown(contentType, 60)} ${startOf(asked, body)}`.trim(),
  )
}
