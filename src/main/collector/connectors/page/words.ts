import { type Texts, textList } from '../../../../shared/profile/page.ts'

/** What the texts of a profile stand for on one server: an input may hold words of its own. */
export type Inputs = Readonly<Record<string, unknown>>

/** Where a word may be broken, and what is no wider than nothing. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]|\u200c|\u200d/g
const MOST_FOLDED = 300
const WHOLE_INPUT = /^\{input\.([A-Za-z][\w-]*)\}$/

/** The texts of a profile, with the words of the inputs they name. */
export function textsOf(texts: Texts | undefined, inputs: Inputs): readonly string[] {
  return textList(texts).flatMap((text) => {
    const name = WHOLE_INPUT.exec(text)?.[1]
    if (name === undefined) return [text]
    return String(inputs[name] ?? '')
      .split(/[\n,]/)
      .map((word) => word.trim())
      .filter((word) => word !== '')
  })
}

/** A text as it is compared: in one case and one form, with single spaces. */
export function spaced(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(UNSEEN, '').replace(/\s+/g, ' ').trim()
}

/** As `spaced`, without signs at its ends, such as the arrow of a sorted column or of a link; signs alone stay. */
export function folded(text: string): string {
  const plain = spaced(text)
  // Longer than any text of a profile, so it is none of them, and taking it apart would take its time.
  if (plain.length > MOST_FOLDED) return plain
  const bare = plain.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  return bare === '' ? plain : bare
}

/** Tells whether a text is one of these. */
export function sameAs(texts: readonly string[]): (text: string) => boolean {
  const wanted = new Set(texts.map(folded))
  return (text) => wanted.has(folded(text))
}

/** Tells whether one of these stands somewhere in a longer text, which is given as `spaced` makes it. */
export function standsIn(texts: readonly string[]): (spacedText: string) => boolean {
  const wanted = texts.map(spaced)
  return (text) => wanted.some((one) => text.includes(one))
}
