import { type Field, fieldNamed, isMeasured, type Operator } from './fields.ts'
import { isAddress } from './network.ts'

/** A piece of a filter's text and its place there. */
interface Place {
  readonly from: number
  readonly to: number
}

/** One value as it was written. `open`: its quotation mark is not closed. */
export interface ScannedValue extends Place {
  readonly text: string
  readonly quoted: boolean
  readonly open: boolean
}

/** A condition as it was written, its values not yet understood. `field` is undefined where there is none of that name. */
export interface ScannedClause extends Place {
  readonly kind: 'clause'
  readonly negated: boolean
  readonly name: string
  readonly field: Field | undefined
  readonly operator: Operator
  /** The place of field and operator. */
  readonly head: Place
  readonly values: readonly ScannedValue[]
}

/** What a filter's text is made of. A word with `-` before it is no filter, but has its own explanation. */
export type Piece =
  | ScannedClause
  | ({ readonly kind: 'word'; readonly negated: boolean } & ScannedValue)
  | ({ readonly kind: 'or' } & Place)

const SPACE = /\s*/y
const HEAD = /(-?)(\p{L}+)(\s*[<>]=?\s*|[:=])/uy
const BARE_WORD = /[^\s;]+/y
const BARE_VALUE = /[^\s;,]*/y
const QUOTED = /"((?:[^"]|"")*)("?)/y

/** Takes a filter's text to pieces. Every text has some; whether they mean anything is for others to say. */
export function scanFilter(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = skipSpace(text, 0)
  while (at < text.length) {
    const piece = pieceAt(text, at)
    pieces.push(piece)
    at = skipSpace(text, piece.to)
  }
  return pieces
}

function pieceAt(text: string, at: number): Piece {
  if (text[at] === ';') return { kind: 'or', from: at, to: at + 1 }
  const clause = clauseAt(text, at)
  if (clause !== null) return clause
  const negated = text[at] === '-' && /[^\s;]/.test(text[at + 1] ?? ' ')
  const word = wordAt(text, negated ? at + 1 : at)
  return { kind: 'word', ...word, negated, from: at }
}

function wordAt(text: string, at: number): ScannedValue {
  return text[at] === '"' ? quotedAt(text, at) : bareAt(BARE_WORD, text, at)
}

function clauseAt(text: string, at: number): ScannedClause | null {
  const match = matchAt(HEAD, text, at)
  if (match === null) return null
  const [head = '', minus, name = '', written = ''] = match
  const field = fieldNamed(name)
  if (field === undefined ? !isMeantAsField(text, at, head) : !isMeasured(field) && /\s/.test(written)) return null
  const values = valuesAt(text, at + head.length)
  return {
    kind: 'clause',
    negated: minus === '-',
    name,
    field,
    operator: written.trim().charAt(0) as Operator,
    head: { from: at, to: at + head.trimEnd().length },
    values,
    from: at,
    to: Math.max(at + head.trimEnd().length, values.at(-1)?.to ?? 0),
  }
}

/** Whether an unknown name is a slip of somebody who means a field. Addresses, links and the ends of ids are words that look alike. */
function isMeantAsField(text: string, at: number, head: string): boolean {
  const word = matchAt(BARE_WORD, text, at)?.[0] ?? ''
  if (isAddress(word.replace(/^-/, '')) || /^-?[a-z]+(:\/\/|=+$)/i.test(word)) return false
  return /[<>]/.test(head) ? /^[^\s<>]+[<>]=?\d/.test(word) : true
}

function valuesAt(text: string, start: number): readonly ScannedValue[] {
  const values: ScannedValue[] = []
  let at = start
  for (;;) {
    const value = text[at] === '"' ? quotedAt(text, at) : bareAt(BARE_VALUE, text, at)
    values.push(value)
    if (text[value.to] !== ',') return values
    const next = skipSpace(text, value.to + 1)
    // `user:a, idle>1h` is a list that somebody has not ended; no value begins with a field.
    at = next > value.to + 1 && clauseAt(text, next) !== null ? value.to + 1 : next
  }
}

function quotedAt(text: string, at: number): ScannedValue {
  const [all = '', inside = '', end] = matchAt(QUOTED, text, at) ?? []
  return { text: inside.replaceAll('""', '"'), quoted: true, open: end === '', from: at, to: at + all.length }
}

function bareAt(pattern: RegExp, text: string, at: number): ScannedValue {
  const bare = matchAt(pattern, text, at)?.[0] ?? ''
  return { text: bare, quoted: false, open: false, from: at, to: at + bare.length }
}

function skipSpace(text: string, at: number): number {
  return at + (matchAt(SPACE, text, at)?.[0].length ?? 0)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
