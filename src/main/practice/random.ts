/** A stream of numbers that is the same for the same seed, so that a practice world can be made again. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  chance(probability: number): boolean
  pick<const Choices extends readonly [unknown, ...unknown[]]>(choices: Choices): Choices[number]
  /** Lower-case hex digits. */
  hex(length: number): string
}

/** SplitMix32: small, quick and good enough for names and addresses; nothing secret is ever made with it. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  function next(): number {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (choices) => choices[whole(0, choices.length - 1)] ?? choices[0],
    hex: (length) => Array.from({ length }, () => whole(0, 15).toString(16)).join(''),
  }
}
