import type { RollcallError } from '../../../shared/errors.ts'
import type { Base } from './address.ts'
import type { NetworkSteps } from './transport.ts'
import type { WireAnswer, WireRequest } from './wire.ts'

/** What signing in gave. It goes into every later request, until it expires or is no longer accepted. */
export interface SignedIn {
  readonly headers: Readonly<Record<string, string>>
  readonly query: readonly (readonly [string, string])[]
  /** Texts that must never be shown. */
  readonly secrets: readonly string[]
  /** The answer of the sign-in, for what a profile takes from it; null where there was none. */
  readonly answer: unknown
  /** The token itself, for its claims; null where there is none. */
  readonly token: string | null
  /** Monotonic ms (`performance.now()`), or null. */
  readonly expiresAt: number | null
}

/** A way to sign in. `open` is called before the first request, and once more when an answer says that the sign-in no longer counts. */
export interface SignIn {
  open(send: Send, signal: AbortSignal): Promise<SignedIn>
  /** Undoes it. Failures are ignored. */
  close(send: Send, signedIn: SignedIn, signal: AbortSignal): Promise<void>
}

/** Sends one request without what signing in gives. Cookies of this client are kept and sent. Any status is an answer. */
export type Send = (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>

/** What came of a request that acts. `sent` tells one that can't have arrived from one that may have. */
export type Acted =
  | { readonly kind: 'answered'; readonly answer: WireAnswer }
  | { readonly kind: 'broken'; readonly sent: boolean; readonly problem: RollcallError }

/**
 * Speaks to one server as somebody: signs in when needed, once more when an answer says so (a request that was answered so did nothing,
 * and is sent again once), and turns every failure into a `RollcallError` that names the server.
 */
export interface Client {
  readonly base: Base
  /** Signs in if that is still to do, and gives what it gave. Throws `sign-in-failed` and what a request throws. */
  signedIn(signal: AbortSignal): Promise<SignedIn>
  /** Asks, and gives only a good answer (2xx, and nothing in it that the profile's answer rules call a failure). `withinMs` shortens the deadline. */
  read(request: WireRequest, signal: AbortSignal, withinMs?: number): Promise<WireAnswer>
  /** Sends a request that acts, at most twice (see above). Throws nothing but the caller's own abort before it was sent. */
  act(request: WireRequest, signal: AbortSignal): Promise<Acted>
  /** Why an answer is no success, by the answer rules and its status; null for a success. */
  failureOf(request: WireRequest, answer: WireAnswer): RollcallError | null
  readonly steps: NetworkSteps
  close(): Promise<void>
}
