/** Letters that follow each other within this time, in ms, are the beginning of one name. */
export const TYPING_REST_MS = 1000

/**
 * The place of the next name that begins with what was typed, from the line that has the focus on and round again to the first one; null for
 * none. One letter, also when it is pressed again and again, goes on to the next such name; more letters may stay where the focus is. Case
 * and accents count for nothing.
 */
export function nextBeginning(names: readonly (string | null)[], from: number, typed: string): number | null {
  const wanted = folded(typed)
  const letters = [...wanted]
  const isOneLetter = letters.every((letter) => letter === letters[0])
  const start = isOneLetter ? (letters[0] ?? '') : wanted
  const order = names.map((_name, step) => (from + step + (isOneLetter ? 1 : 0)) % names.length)
  return order.find((place) => folded(names[place] ?? '').startsWith(start)) ?? null
}

/** Whether a key writes a letter or a digit, or a sign where something was typed before it. */
export function isTyped(key: string, before: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(key) || (before !== '' && key !== ' ' && [...key].length === 1)
}

function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
