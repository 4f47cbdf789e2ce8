import type { Problem } from '../../../shared/errors.ts'
import type { SnapshotRead, TerminateAnswer, UserName } from './connector.ts'

/** Requests that end sessions under way at one server at most; a read of its list waits until there are none. */
export const AT_ONCE = 2

/** Why a server can't be asked now; `waitMs` is null when time alone does not help. */
export interface Block {
  readonly problem: Problem
  readonly waitMs: number | null
}

/** What one request is to end: a session, several that the connector's batch allows together, or everything of one user. */
export type Ask =
  | { readonly kind: 'one'; readonly sessionId: string }
  | { readonly kind: 'many'; readonly sessionIds: readonly string[] }
  | { readonly kind: 'user'; readonly user: UserName }

/** One of several sessions can't be named in a request, so that none was sent for any of them. */
export interface Unsent {
  readonly kind: 'unsent'
  readonly problem: Problem
}

/** The answer to one request to end a session, or why none was sent: nothing may be sent now, not these together, or it was called off. */
export type AskResult = TerminateAnswer | Unsent | ({ readonly kind: 'blocked' } & Block) | { readonly kind: 'cancelled' }

/** A read that came back, for whoever waits to see that a session is gone. */
export interface ReadReport {
  readonly serverId: string
  /** Monotonic ms at which its first request could leave. */
  readonly startedAt: number
  /** Epoch ms at which it was taken in. */
  readonly at: number
  readonly read: SnapshotRead
}
