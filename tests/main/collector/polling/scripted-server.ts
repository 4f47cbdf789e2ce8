import type { Connector, DecodedSession, SnapshotRead, TerminateAnswer } from '../../../../src/main/collector/connectors/connector.ts'
import type { Clock } from '../../../../src/shared/clock.ts'
import { type ErrorCode, RollcallError } from '../../../../src/shared/errors.ts'
import { NOTHING_KNOWN, type Server, serverDraftSchema } from '../../../../src/shared/server.ts'

/** What a scripted server does with one request. */
export type Reply =
  | 'complete'
  | 'partial'
  /** `retryAfterMs` is passed on as real connectors do: within 1 s and 15 min. */
  | { readonly fail: ErrorCode; readonly retryAfterMs?: number }
  /** Answers only when its signal is aborted. */
  | 'never'

/** A server in virtual time: replies by a script, and notes when it was asked, how often at once, and with what credential. */
export class ScriptedServer {
  readonly requests: { readonly at: number; readonly kind: 'read' | 'terminate'; readonly reply: Reply }[] = []
  reply: (kind: 'read' | 'terminate') => Reply = () => 'complete'
  takes = 0
  sessions: readonly DecodedSession[] = []
  mostAtOnce = 0
  connected = 0
  closed = 0
  readonly #clock: Clock
  #now = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  connector(): Connector {
    this.connected += 1
    return {
      capabilities: { ...NOTHING_KNOWN, terminateOne: true },
      read: (signal) => this.#answer('read', signal, (reply) => this.#snapshot(reply)),
      terminate: (_, signal) => this.#answer('terminate', signal, (reply) => this.#terminated(reply)),
      batch: null,
      terminateMany: () => Promise.reject(new Error('not scripted')),
      terminateUser: () => Promise.reject(new Error('not scripted')),
      test: () => {
        throw new Error('not scripted')
      },
      other: () => [],
      close: async () => {
        this.closed += 1
      },
    }
  }

  async #answer<Result>(kind: 'read' | 'terminate', signal: AbortSignal, result: (reply: Reply) => Result): Promise<Result> {
    const reply = this.reply(kind)
    this.requests.push({ at: this.#clock.monotonic(), kind, reply })
    this.#now += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#now)
    try {
      await new Promise<void>((resolve, reject) => {
        if (reply !== 'never' && this.takes === 0) resolve()
        else if (reply !== 'never') this.#clock.after(this.takes, resolve)
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
      return result(reply)
    } finally {
      this.#now -= 1
    }
  }

  #snapshot(reply: Reply): SnapshotRead {
    if (typeof reply === 'object') throw problem(reply)
    const complete = reply === 'complete'
    return {
      sessions: this.sessions,
      complete,
      incomplete: complete ? null : 'the list changed while it was read',
      unreadable: { count: 0, reasons: [] },
      clockOffset: 250,
    }
  }

  #terminated(reply: Reply): TerminateAnswer {
    if (typeof reply !== 'object') return { kind: 'accepted', status: 204 }
    if (reply.fail === 'too-many-requests') return { kind: 'throttled', retryAfterMs: clamped(reply.retryAfterMs ?? 0) }
    const { problem: failed } = problem(reply)
    return reply.fail === 'sign-in-failed' || reply.fail === 'no-right'
      ? { kind: 'refused', problem: failed }
      : { kind: 'failed', problem: failed }
  }
}

function problem(reply: Exclude<Reply, string>): RollcallError {
  return new RollcallError({
    code: reply.fail,
    message: `Scripted: ${reply.fail}.`,
    next: '',
    ...(reply.retryAfterMs === undefined ? {} : { retryAfterMs: clamped(reply.retryAfterMs) }),
  })
}

function clamped(ms: number): number {
  return Math.min(Math.max(ms, 1000), 900_000)
}

export function scriptedDraft(id: string, change: Partial<Server> = {}): Server {
  const draft = serverDraftSchema.parse({
    name: id,
    url: 'https://scripted.example.org',
    connector: { profileId: 'admin-sessions' },
    auth: { kind: 'none' },
  })
  return { ...draft, id, paused: false, credential: 'none', ...change }
}
