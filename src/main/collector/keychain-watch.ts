import type { Clock } from '../../shared/clock.ts'
import type { KeychainState } from '../../shared/keychain.ts'

/** So often within `SPAN` a keychain whose process was started anew is asked again by itself; after that only by a person. */
const MOST = 3

const SPAN = 10 * 60_000

/**
 * Takes the states of the keychain and calls `askAgain` when servers that were held because of it may be asked: it works, or it may work,
 * since a fresh process took the place of one that crashed or came late. A keychain that crashes on each call makes no storm.
 */
export function watchKeychain(clock: Clock, askAgain: () => void): (state: KeychainState['state']) => void {
  let tries: readonly number[] = []

  function mayTry(): boolean {
    const now = clock.monotonic()
    tries = tries.filter((at) => now - at < SPAN)
    if (tries.length >= MOST) return false
    tries = [...tries, now]
    return true
  }

  return (state) => {
    if (state === 'working' || (state === 'unknown' && mayTry())) askAgain()
  }
}
