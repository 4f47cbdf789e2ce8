/** A part of a text: what can be seen as it is, or a character that can't, as its escape. */
export interface VisiblePart {
  readonly text: string
  readonly escaped: boolean
}

/** A text that is fit for the screen. `left` is how many characters (code points) were cut off at its end. */
export interface VisibleText {
  readonly parts: readonly VisiblePart[]
  readonly left: number
}

/** As much of a foreign text as one line of the page shows, in code points; the whole stands in the details panel. */
export const LINE_LENGTH = 300

/** More marks than this on one letter are no writing of any language: they climb out of the row. */
const MOST_MARKS = 4

/**
 * What leaves no trace on screen or changes how the rest is shown: controls, formats (zero-width, bidi, tags, soft hyphens), line and
 * paragraph ends, half surrogates, what is in private use or not assigned, fillers, and every space but the common one.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u
const PICTURE = /\p{Extended_Pictographic}/u
const MARK = /\p{M}/u
const JOINER = 0x200d
const PICTURE_STYLE = 0xfe0f

/**
 * A text of somebody else, such as a user name, with everything that can't be seen made visible: `jane⟨U+202E⟩eor`. What joins the parts of
 * an emoji stays, for between emoji it hides nothing. `most`: how many code points are shown at most.
 */
export function visibleText(text: string, most = LINE_LENGTH): VisibleText {
  const parts: VisiblePart[] = []
  // No more code units than could be shown are taken apart, however long the text is.
  const characters = [...text.slice(0, most * 2 + 1)]
  let seen = ''
  let marks = 0
  const end = () => {
    if (seen !== '') parts.push({ text: seen, escaped: false })
    seen = ''
  }
  for (const [index, character] of characters.slice(0, most).entries()) {
    marks = MARK.test(character) ? marks + 1 : 0
    const unseen = UNSEEN.test(character) && !belongsToPicture(characters, index)
    if (!unseen && marks <= MOST_MARKS) {
      seen += character
      continue
    }
    end()
    parts.push({ text: escapeOf(character), escaped: true })
  }
  end()
  return { parts, left: Math.max(0, countCodePoints(text, characters.length) - most) }
}

/** The same as plain text, for attributes, names of controls and messages. */
export function visibleString(text: string, most = LINE_LENGTH): string {
  const { parts, left } = visibleText(text, most)
  return `${parts.map((part) => part.text).join('')}${left > 0 ? '…' : ''}`
}

/** Whether a character that can't be seen holds two emoji together, or chooses how the one before it looks. */
function belongsToPicture(characters: readonly string[], index: number): boolean {
  const code = characters[index]?.codePointAt(0)
  const before = characters[index - 1] ?? ''
  if (code === PICTURE_STYLE) return PICTURE.test(before)
  if (code !== JOINER) return false
  const joined = before.codePointAt(0) === PICTURE_STYLE ? (characters[index - 2] ?? '') : before
  return (PICTURE.test(joined) || isSkinTone(joined)) && PICTURE.test(characters[index + 1] ?? '')
}

function isSkinTone(character: string): boolean {
  return /[\u{1F3FB}-\u{1F3FF}]/u.test(character)
}

function escapeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `⟨U+${code}⟩`
}

/** How many code points a text has; `known` of its start were counted already. Long texts are counted without taking them apart. */
function countCodePoints(text: string, known: number): number {
  if (text.length <= known) return known
  let count = 0
  for (const _character of text) count += 1
  return count
}
