import { createHash, timingSafeEqual } from 'node:crypto'

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Compares without telling by its duration how much was right. */
export function isSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}
