import { type BodyLimits, unpack } from './body.ts'
import type { Asked } from './failure.ts'
import { decodeJson } from './json.ts'
import { retryAfterMs } from './retry-after.ts'
import { decodeText } from './text.ts'
import type { WireAnswer } from './wire.ts'

/** The head of an answer, and when (epoch ms) its request was written and it came. */
export interface Head {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly sentAt: number
  readonly cameAt: number
}

/** The bytes of a body; `limits` is null for one that may be only a start, and that is not missed when it can't be unpacked. */
interface Taken {
  readonly body: Buffer
  readonly limits: BodyLimits | null
}

const START_LIMIT = 256 * 1024

/** Makes an answer of what came. Throws `bad-encoding`, `truncated` or `too-large` for a body that is needed and can't be unpacked. */
export function answerOf(ask: Asked, head: Head, taken: Taken): WireAnswer {
  const header = (name: string): string => [head.headers[name.toLowerCase()] ?? ''].flat().join(', ')
  const body = unpacked(ask, taken, header('content-encoding'))
  const now = serverClock(header('date'))
  let json: { readonly value: unknown } | null = null
  return {
    status: head.status,
    header,
    setCookies: [head.headers['set-cookie'] ?? []].flat(),
    retryAfterMs: retryAfterMs(head.headers['retry-after'], now ?? Date.now()),
    clockOffset: now === null ? null : Math.round(now - (head.sentAt + head.cameAt) / 2),
    bytes: body.length,
    json() {
      json ??= { value: decodeJson(ask, body, header('content-type')) }
      return json.value
    },
    text: () => decodeText(ask, body, header('content-type')),
  }
}

function unpacked(ask: Asked, { body, limits }: Taken, encoding: string): Buffer {
  if (limits !== null) return unpack(ask, body, encoding, limits)
  try {
    return unpack(ask, body, encoding, { wire: START_LIMIT, decoded: START_LIMIT })
  } catch {
    return Buffer.alloc(0)
  }
}

/** The server's clock in epoch ms, or null. A Date header is cut to whole seconds, so its middle is meant. */
function serverClock(header: string): number | null {
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : date + 500
}
