import type { TestStep } from '../../../shared/contract/act.ts'
import type { Problem } from '../../../shared/errors.ts'
import type { Capabilities } from '../../../shared/server.ts'
import type { Account } from '../../../shared/session.ts'

/** One session as a server's answer gives it. A null is a fact that is not given. Times are epoch ms in the server's clock. */
export interface DecodedSession {
  readonly sessionId: string
  readonly user: string | null
  readonly userId: string | null
  readonly displayName: string | null
  readonly email: string | null
  readonly project: string | null
  readonly organisation: string | null
  readonly type: string | null
  /** The machine of the installation that holds the session ("Server Name" in Lasernet Keep). */
  readonly node: string | null
  readonly address: string | null
  readonly userAgent: string | null
  readonly createdAt: number | null
  /** How far `createdAt` may differ between two reads of one session, in ms: 0 for a time that is given, more for one that is counted back from a length. */
  readonly createdWithin: number
  readonly lastActiveAt: number | null
  readonly expiresAt: number | null
  readonly account: Account | null
  readonly own: boolean | null
  /** The row itself, for `Connector.other`; kept only while the read is being taken in. */
  readonly raw: unknown
}

/** The result of one pass over a server's list. An incomplete one may add and update sessions and never ends one. */
export interface SnapshotRead {
  readonly sessions: readonly DecodedSession[]
  readonly complete: boolean
  /** Why it is not complete, in words for the server strip. */
  readonly incomplete: string | null
  readonly unreadable: { readonly count: number; readonly reasons: readonly string[] }
  /** Server clock minus ours in ms, from the Date header against the middle of the request. */
  readonly clockOffset: number | null
}

/** What a server said to one terminate request. Only a later read decides what became of the session. */
export type TerminateAnswer =
  | { readonly kind: 'accepted'; readonly status: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** `retryAfterMs` is clamped as in a `Problem`. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  /** `unsent`: it is certain that no request left that could have ended anything. */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly unsent?: true }
  /** The request may or may not have arrived. */
  | { readonly kind: 'no-answer'; readonly problem: Problem }

/** What one request may end together. */
export interface Batch {
  readonly atMost: number
  /** Sessions may go into one request when this text is the same for them. */
  groupOf(sessionId: string): string
}

/** What a server's rows say of one user; which of the two a request carries is the connector's business. */
export interface UserName {
  readonly userId: string | null
  readonly user: string | null
}

/** Speaks to one server with one credential. Every failed call throws a `RollcallError` that names the server. */
export interface Connector {
  readonly capabilities: Capabilities
  /** Reads the whole list. `signal` ends it; the deadline of the server's settings ends it too. */
  read(signal: AbortSignal): Promise<SnapshotRead>
  /** Sends one request that ends one session. Never retries by itself. Throws before any request when the id is unsafe. */
  terminate(sessionId: string, signal: AbortSignal): Promise<TerminateAnswer>
  /** How several sessions are ended by one request; null where each takes its own. */
  readonly batch: Batch | null
  /**
   * Sends one request that ends these sessions, which `batch` allows together. Never retries by itself. When one of them is unsafe or
   * can't be named, for instance because it is not in memory, nothing is sent: then it throws `not-allowed` or answers `failed` with
   * `unsent`, and they are ended one by one.
   */
  terminateMany(sessionIds: readonly string[], signal: AbortSignal): Promise<TerminateAnswer>
  /** Sends one request that ends all sessions of one user. Throws before any request when what names the user is empty or not well-formed. */
  terminateUser(user: UserName, signal: AbortSignal): Promise<TerminateAnswer>
  /** Tries address, name, connection, TLS, sign-in, right and shape in turn; yields each step as it ends. */
  test(signal: AbortSignal): AsyncGenerator<TestStep, void, void>
  /** What a row gave beyond the mapped fields, as flat names and texts; of what may be a secret the name alone, with null. */
  other(raw: unknown): readonly { readonly name: string; readonly value: string | null }[]
  /** Signs out where it signed in, and drops kept-alive connections. */
  close(): Promise<void>
}
