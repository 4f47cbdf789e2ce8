/** Controls, direction marks, zero-width characters and lone surrogates: what could hide or reorder text on screen or in a log. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/** A server's own words made safe to show: hidden characters are spelled out, and the text is cut. `most` counts characters. */
export function shown(text: string, most: number): string {
  const head = text.slice(0, most * 2).replace(HIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
  return head.length > most ? `${head.slice(0, most - 1)}…` : head
}
