import { t } from '../../../shared/language/language.ts'
import { type Asked, failure, type Words } from './failure.ts'
import { shown } from './shown.ts'

/** How far into a page its own word about its charset is looked for, in bytes. */
const LOOKED_AT = 2048

/** Reads a body as text: by a byte order mark, else in the charset that its header or the page itself names, else as UTF-8. Throws `bad-encoding`. */
export function decodeText(asked: Asked, body: Buffer, contentType: string): string {
  const charset = markOf(body) ?? charsetIn(contentType) ?? charsetIn(metaOf(body)) ?? 'utf-8'
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body)
  } catch (cause) {
    const words: Words = {
      code: 'bad-encoding',
      say: (at) => t('connection.unreadableText', at),
      next: t('connection.unreadableTextNext'),
    }
    throw failure(asked, words, shown(charset, 40), { cause })
  }
}

function markOf([first, second]: Buffer): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

function charsetIn(text: string): string | null {
  return /charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(text)?.[1] ?? null
}

function metaOf(body: Buffer): string {
  return /<meta\b[^>]{0,200}charset[^>]{0,100}>/i.exec(body.toString('latin1', 0, LOOKED_AT))?.[0] ?? ''
}
