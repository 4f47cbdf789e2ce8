import type PQueue from 'p-queue'
import type { Gate } from './gate.ts'

/**
 * Waits until a read may begin: for one of the places that all background reads share, and for `weight` units of the server's own gate.
 * Who has to wait at the gate gives its place back, so that a run on one server holds up no other. Once `hurry` is aborted no place is
 * waited for. The answer gives back what was taken; call it once.
 */
export async function takeTurn(places: PQueue, gate: Gate, weight: number, hurry: AbortSignal): Promise<() => void> {
  const giveBack = await takePlace(places, hurry)
  const leave = gate.tryEnter(weight)
  if (leave !== null) {
    return () => {
      leave()
      giveBack()
    }
  }
  giveBack()
  return gate.enter(weight)
}

function takePlace(places: PQueue, hurry: AbortSignal): Promise<() => void> {
  const { promise: kept, resolve: giveBack } = Promise.withResolvers<void>()
  return new Promise((resolve) => {
    const keep = (): Promise<void> => {
      resolve(giveBack)
      return kept
    }
    // Called off while it waited for a place: the read goes on without one.
    places.add(keep, { signal: hurry }).catch(() => resolve(giveBack))
  })
}
