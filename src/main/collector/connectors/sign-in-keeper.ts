import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../shared/errors.ts'
import type { Send, SignedIn, SignIn } from './client.ts'
import { waitedFor } from './waited-for.ts'

/** A refused sign-in is not tried again for so long, because servers lock accounts after a few wrong ones. */
const REFUSED_MS = 5000

/** Holds what signing in gave, for everybody who speaks to one server as the same somebody. */
export interface SignInKeeper {
  /** What signing in gave; signs in when that is still to do or has expired. Throws what signing in throws, or `brokenOff`, after `withinMs` and after `close`. */
  signedIn(signal: AbortSignal, withinMs: number): Promise<SignedIn>
  /** As `signedIn`, after `used` was no longer accepted; signs in once however many find that out. */
  renewed(used: SignedIn, signal: AbortSignal, withinMs: number): Promise<SignedIn>
  /** Texts of the present and the last sign-in that must never be shown. */
  secrets(): readonly string[]
  /** Undoes the sign-in, as far as that comes about within `withinMs`; never throws. */
  close(withinMs: number): Promise<void>
}

/** What the keeper must be given: `start` is called before each sign-in but a fixed one, `brokenOff` makes the error for one that is not waited for. */
export interface KeeperOptions {
  readonly signIn: SignIn
  readonly send: Send
  start(): void
  brokenOff(why: 'deadline' | 'given-up'): Error
}

/** Starts signed out. One sign-in serves all who wait for it, and none of them can call it off for the others. */
export function keepSignIn({ signIn, send, start, brokenOff }: KeeperOptions): SignInKeeper {
  const closing = new AbortController()
  const late = (): Error => brokenOff('deadline')
  let isClosed = false
  let held: SignedIn | null = null
  let before: SignedIn | null = null
  /** What the next sign-in may renew, and what the last one gave when its forerunner had been refused. */
  let renewable: SignedIn | null = null
  let afterRefusal: SignedIn | null = null
  let opening: Promise<SignedIn> | null = null
  let refused: { readonly error: RollcallError; readonly at: number } | null = null

  async function open(): Promise<SignedIn> {
    if (refused !== null && performance.now() - refused.at < REFUSED_MS) throw refused.error
    refused = null
    if (signIn.fixed !== true) start()
    const last = renewable
    renewable = null
    try {
      held = await signIn.open(send, closing.signal, last)
      return held
    } catch (error) {
      if (error instanceof RollcallError && error.code === 'sign-in-failed') refused = { error, at: performance.now() }
      else renewable = last
      throw error
    }
  }

  function drop(): void {
    before = held
    renewable = held
    held = null
  }

  async function signedIn(signal: AbortSignal, withinMs: number): Promise<SignedIn> {
    signal.throwIfAborted()
    if (isClosed) throw brokenOff('given-up')
    if (held !== null && held.expiresAt !== null && performance.now() >= held.expiresAt) drop()
    if (held !== null) return held
    opening ??= open().finally(() => {
      opening = null
    })
    return await waitedFor(opening, signal, withinMs, late)
  }

  return {
    signedIn,
    async renewed(used, signal, withinMs) {
      if (held === used) {
        drop()
        // A server may renew what it then does not accept; only a whole sign-in leads out of that.
        if (used === afterRefusal) renewable = null
      }
      afterRefusal = await signedIn(signal, withinMs)
      return afterRefusal
    },
    secrets: () => [...(held?.secrets ?? []), ...(before?.secrets ?? [])],
    async close(withinMs) {
      isClosed = true
      const signal = AbortSignal.timeout(withinMs)
      try {
        const last = held ?? (opening === null ? null : await waitedFor(opening, signal, withinMs, late))
        drop()
        if (last !== null) await waitedFor(signIn.close(send, last, signal), signal, withinMs, late)
      } catch {
        // The server keeps a session that ends by itself in time; whoever closes waits for nothing more.
      }
      closing.abort(brokenOff('given-up'))
    },
  }
}
