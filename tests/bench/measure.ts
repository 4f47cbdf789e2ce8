/** The middle of some numbers; NaN for none. */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5)
}

/** The smallest number that at least this share of all does not exceed; NaN for none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** How long `work` takes, in ms. */
export function timed(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

/** A random source that gives the same numbers in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One line of the result: what was measured, as a ratio or in seconds, and what it should be. */
export interface Result {
  readonly what: string
  readonly value: number
  readonly goal: number
  readonly unit: string
  readonly detail: string
}

export function printResults(results: readonly Result[]): void {
  const width = Math.max(...results.map(({ what }) => what.length))
  for (const { what, value, goal, unit, detail } of results) {
    const mark = value <= goal ? 'ok  ' : 'OVER'
    console.log(
      `${mark} ${what.padEnd(width)}  ${value.toFixed(2).padStart(7)} ${unit.padEnd(4)} goal ≤ ${String(goal).padEnd(4)}  ${detail}`,
    )
  }
}
