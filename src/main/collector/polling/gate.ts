/**
 * Lets up to `size` units of work through at once, first come first served. Requests that end sessions take one unit, a read takes all:
 * a list that shrinks while its pages are read can't be complete.
 */
export interface Gate {
  /** Resolves when `weight` units are free. The answer gives them back; call it once. */
  enter(weight: number): Promise<() => void>
  /** The same without waiting; null when somebody else has to go first. */
  tryEnter(weight: number): (() => void) | null
}

interface Waiting {
  readonly weight: number
  readonly admit: () => void
}

/** Makes a gate with all its units free. */
export function createGate(size: number): Gate {
  const waiting: Waiting[] = []
  let free = size

  function admitNext(): void {
    for (let next = waiting[0]; next !== undefined && next.weight <= free; next = waiting[0]) {
      waiting.shift()
      free -= next.weight
      next.admit()
    }
  }

  function leaver(weight: number): () => void {
    return () => {
      free += weight
      admitNext()
    }
  }

  return {
    enter: (weight) =>
      new Promise((resolve) => {
        waiting.push({ weight, admit: () => resolve(leaver(weight)) })
        admitNext()
      }),
    tryEnter(weight) {
      if (waiting.length > 0 || weight > free) return null
      free -= weight
      return leaver(weight)
    },
  }
}
