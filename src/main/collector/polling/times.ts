/** Further than any calendar reaches; what a server gives beyond it is no time. */
const FURTHEST = 8.64e15

/** Epoch ms of a server's answer as whole epoch seconds, the precision history keeps of times that move; NaN for unknown. */
export function wholeSeconds(milliseconds: number | null): number {
  if (milliseconds === null || !(Math.abs(milliseconds) <= FURTHEST)) return Number.NaN
  return Math.floor(milliseconds / 1000)
}

/** Epoch ms as a whole number; null for unknown. */
export function wholeMilliseconds(milliseconds: number | null): number | null {
  if (milliseconds === null || !(Math.abs(milliseconds) <= FURTHEST)) return null
  return Math.round(milliseconds)
}

/** Whole seconds as epoch ms for the screen; null for unknown. */
export function millisecondsOf(seconds: number): number | null {
  return Number.isNaN(seconds) ? null : seconds * 1000
}

/** NaN as null, for the file. */
export function orNull(seconds: number): number | null {
  return Number.isNaN(seconds) ? null : seconds
}
