import { RE2JS } from 're2js'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'

/** What the first group of a pattern matches in a text, or all of it when it has none; null for nothing. */
export type Pattern = (text: string) => string | null

/** Up to this length a text is left to the platform's own engine, when the pattern can't take more than its square in steps. */
const QUICK_LENGTH = 200
/** Texts whose match is remembered. */
const MOST_KNOWN = 1000

/**
 * Compiles a pattern of RE2, which reads a text in a time that grows with its length alone. Short texts are matched by the platform, ten
 * times as fast, where the pattern is so plain that both mean the same by it and neither can run away. Throws `bad-input` for what RE2
 * does not take.
 */
export function compilePattern(pattern: string): Pattern {
  const exact = compileExact(pattern)
  const quick = quickPattern(pattern)
  const byRe2 = remembered((text) => {
    const matcher = exact.matcher(text)
    if (!matcher.find()) return null
    return matcher.group(matcher.groupCount() > 0 ? 1 : 0) || null
  })
  if (quick === null) return byRe2
  return (text) => {
    if (text.length > QUICK_LENGTH || !text.isWellFormed()) return byRe2(text)
    const found = quick.exec(text)
    return found === null ? null : (found.length > 1 ? found[1] : found[0]) || null
  }
}

/** The rows of a list say the same few things again and again. */
function remembered(match: Pattern): Pattern {
  const known = new Map<string, string | null>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = match(text)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(text, found)
    return found
  }
}

function compileExact(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (cause) {
    throw new RollcallError(
      {
        code: 'bad-input',
        message: t('refusal.pattern', { pattern }),
        next: t('refusal.patternNext'),
      },
      { cause },
    )
  }
}

/** One character, in a way that RE2 and the platform read alike; braces and alternatives are left to RE2. */
const ONE = String.raw`(?:\\[dw]|\\[.\\/+*?()[\]{}|^$-]|\[\^?(?:\\[dw\].-]|[A-Za-z0-9_ .:;,@/%&=#-])+\]|[A-Za-z0-9_ :;,@/%&=#<>"'!~-]|\.)`
const PIECE = new RegExp(String.raw`(\((?:\?:)?)|(\))|${ONE}([*+?]?)`, 'y')
const QUANTIFIERS: ReadonlySet<string | undefined> = new Set('*+?{')

/** A piece of a pattern: what opens or closes a group, or one character with what says how often it comes. */
interface PatternPiece {
  readonly kind: 'open' | 'close' | 'character'
  readonly isOpenEnded: boolean
}

/** The pieces of a plain pattern; null where something stands that is none. Read from left to right, once: patterns are input too. */
function piecesIn(pattern: string): readonly PatternPiece[] | null {
  const end = pattern.endsWith('$') ? pattern.length - 1 : pattern.length
  const pieces: PatternPiece[] = []
  PIECE.lastIndex = pattern.startsWith('^') ? 1 : 0
  while (PIECE.lastIndex < end) {
    const found = PIECE.exec(pattern)
    if (found === null) return null
    const [, opens, closes, quantifier] = found
    const kind = closes === undefined ? 'character' : 'close'
    pieces.push({ kind: opens === undefined ? kind : 'open', isOpenEnded: quantifier === '*' || quantifier === '+' })
    if (QUANTIFIERS.has(pattern[PIECE.lastIndex])) return null
  }
  return pieces
}

/** Whether groups stand side by side and hold something. */
function isFlat(pieces: readonly PatternPiece[]): boolean {
  const kinds = pieces.filter(({ kind }) => kind !== 'character').map(({ kind }) => kind)
  const isPaired = kinds.length % 2 === 0 && kinds.every((kind, at) => kind === (at % 2 === 0 ? 'open' : 'close'))
  return isPaired && pieces.every(({ kind }, at) => kind !== 'open' || pieces[at + 1]?.kind !== 'close')
}

/**
 * The pattern for the platform's engine, or null for one that is not plain: no repeated groups, and so few open ends that the steps stay
 * below the square of the length.
 */
function quickPattern(pattern: string): RegExp | null {
  const pieces = piecesIn(pattern)
  if (pieces === null || !isFlat(pieces)) return null
  const openEnds = pieces.filter(({ isOpenEnded }) => isOpenEnded).length
  if (openEnds > (pattern.startsWith('^') ? 2 : 1)) return null
  try {
    // A dot of RE2 is anything but a line feed.
    return new RegExp(pattern.replace(/\\.|\[(?:\\.|[^\]])*\]|\./g, (part) => (part === '.' ? '[^\\n]' : part)))
  } catch {
    return null
  }
}
