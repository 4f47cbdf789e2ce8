import type { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { t } from '../../../shared/language/language.ts'
import { type Asked, cutOff, cutShort, failure } from './failure.ts'

/** The most that is taken of one answer, in bytes, as it comes over the wire and as it is after unpacking. */
export interface BodyLimits {
  readonly wire: number
  readonly decoded: number
}

/** Most pages fit into one piece, so that nothing is put together from the usual 16 KiB. */
const UNPACKED_AT_ONCE = 256 * 1024

/** Collects a body up to a limit. Returns null when there is more, having dropped the rest. */
export async function collect(body: Readable, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return null
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size)
}

/** Unpacks a body that came with this Content-Encoding. Throws `bad-encoding`, `truncated` or, past the limit, `too-large`. */
export function unpack(asked: Asked, body: Buffer, encoding: string, limits: BodyLimits): Buffer {
  const layers = encoding
    .split(',')
    .map((layer) => layer.trim().toLowerCase())
    .filter((layer) => layer !== '' && layer !== 'identity')
  if (layers.length === 0) {
    if (body.length > limits.decoded) throw cutShort(asked, 'too-large')
    return body
  }
  if (layers.length > 1 || (layers[0] !== 'gzip' && layers[0] !== 'x-gzip')) throw badEncoding(asked, `Content-Encoding: ${encoding}`)
  try {
    return gunzipSync(body, { maxOutputLength: limits.decoded, chunkSize: UNPACKED_AT_ONCE })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ERR_BUFFER_TOO_LARGE') throw cutShort(asked, 'too-large')
    if (code === 'Z_BUF_ERROR') throw failure(asked, cutOff(), code)
    throw badEncoding(asked, String(code))
  }
}

function badEncoding(asked: Asked, technical: string): Error {
  return failure(
    asked,
    {
      code: 'bad-encoding',
      say: (at) => t('connection.unpackable', at),
      next: t('connection.unpackableNext'),
    },
    technical,
  )
}
