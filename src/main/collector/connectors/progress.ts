import type { Cut } from './failure.ts'

const HEADERS_MS = 10_000

/** How far one request has come, and the deadlines that break it off. */
export interface Progress {
  /** Aborts with the caller's signal, at the whole deadline, or when the headers take too long. */
  readonly signal: AbortSignal
  /** Rejects when the signal aborts: undici itself only notices once a request that waits for its connection gets it. */
  readonly broken: Promise<never>
  /** Epoch ms when the first byte was about to be written; null while the connection is still being made. */
  sentAt(): number | null
  /** The deadline that broke the request off, if one did. */
  cut(): Cut | null
  /** To be called when the request is written, and when the answer's headers have come. */
  starts(): void
  headersCame(): void
  /** Drops the timers; to be called in every case. */
  stop(): void
}

/** Starts the clock of a request that may take `totalMs` in all. */
export function startProgress(totalMs: number, outer: AbortSignal): Progress {
  const controller = new AbortController()
  let sentAt: number | null = null
  let cut: Cut | null = null
  let headersTimer: NodeJS.Timeout | undefined

  function breakOff(why: Cut): void {
    cut ??= why
    controller.abort()
  }
  function follow(): void {
    controller.abort(outer.reason)
  }
  const totalTimer = setTimeout(breakOff, totalMs, 'deadline')
  outer.addEventListener('abort', follow)

  const broken = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true })
  })
  return {
    signal: controller.signal,
    broken,
    sentAt: () => sentAt,
    cut: () => cut,
    starts() {
      sentAt ??= Date.now()
      headersTimer ??= setTimeout(breakOff, HEADERS_MS, 'headers')
    },
    headersCame: () => clearTimeout(headersTimer),
    stop() {
      clearTimeout(totalTimer)
      clearTimeout(headersTimer)
      outer.removeEventListener('abort', follow)
    },
  }
}
