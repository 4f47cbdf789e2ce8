import { CHOICES } from './condition.ts'
import { FIELDS, type Field, type FieldName, fieldNamed, fieldNames, isMeasured, type Operator } from './fields.ts'
import { type Piece, type ScannedClause, scanFilter } from './scan.ts'
import { writeValue } from './write.ts'

/** What can be named in a filter just now. */
export interface CompletionSources {
  readonly servers: readonly string[]
  readonly tags: readonly string[]
  readonly types: readonly string[]
}

/** A way to go on. `written` is what it puts into the text; a field still wants its values. */
export type Suggestion =
  | { readonly kind: 'field'; readonly field: FieldName; readonly operator: Operator; readonly written: string }
  | { readonly kind: 'value'; readonly field: FieldName; readonly value: string; readonly written: string }

/** Ways to go on with what is typed, and the part of the text that one of them takes the place of. */
export interface Completion {
  readonly from: number
  readonly to: number
  readonly suggestions: readonly Suggestion[]
}

/** More are found by typing on. */
const MOST_SUGGESTIONS = 50
/** One letter is the beginning of too many names of people to think of fields. */
const LEAST_LETTERS = 2

const BROWSERS = ['Chrome', 'Edge', 'Firefox', 'Safari', 'Opera']
const SYSTEMS = ['Windows', 'macOS', 'Linux', 'Android', 'iOS']
/** `other`: neither of them, nor an API. */
const TYPE_GROUPS = ['rest', 'browser', 'other']
const USUAL_SPANS: Readonly<Record<string, readonly string[]>> = {
  idle: ['15m', '30m', '1h', '8h'],
  age: ['1h', '8h', '1d', '7d'],
  new: ['15m', '1h', '1d', '7d'],
  ends: ['15m', '1h', '8h'],
  expires: ['15m', '1h', '8h'],
}

/** Ways to go on where the caret is. `asked`: somebody wants to see what there is, so that all fields are named where nothing is typed. */
export function completeFilter(text: string, caret: number, sources: CompletionSources, asked: boolean): Completion | null {
  const piece = scanFilter(text).find(({ from, to }) => from < caret && caret <= to)
  if (piece === undefined) return asked ? fieldsFrom(caret, caret, '') : null
  if (piece.kind === 'clause') return completeClause(piece, text, caret, sources)
  return piece.kind === 'word' ? completeWord(piece, text, caret, asked) : null
}

function completeWord(piece: Piece, text: string, caret: number, asked: boolean): Completion | null {
  const from = text[piece.from] === '-' ? piece.from + 1 : piece.from
  const typed = text.slice(from, caret)
  if (caret < piece.to || !/^\p{L}*$/u.test(typed) || (typed.length < LEAST_LETTERS && !asked)) return null
  return fieldsFrom(from, caret, typed)
}

function fieldsFrom(from: number, to: number, typed: string): Completion | null {
  const whole = fieldNamed(typed)
  const begun = FIELDS.filter((field) => field !== whole && fieldNames(field).some((name) => name.startsWith(typed.toLowerCase())))
  const suggestions = [...(whole === undefined ? [] : operatorsOf(whole)), ...begun.flatMap((field) => operatorsOf(field).slice(0, 1))]
  return suggestions.length === 0 ? null : { from, to, suggestions }
}

function operatorsOf(field: Field): readonly Suggestion[] {
  const operators: readonly Operator[] = isMeasured(field) ? ['>', '<'] : [':', '=']
  const usual = isMeasured(field) || hasText(field) ? operators : operators.slice(0, 1)
  return usual.map((operator) => ({ kind: 'field', field: field.name, operator, written: `${field.name}${operator}` }))
}

/** Whether it makes a difference to look for a part of its text or for the whole. */
function hasText(field: Field): boolean {
  return ['text', 'address', 'server', 'tag'].includes(field.kind)
}

function completeClause(clause: ScannedClause, text: string, caret: number, sources: CompletionSources): Completion | null {
  const { field } = clause
  const value = clause.values.find(({ from, to }) => from <= caret && caret <= to)
  if (field === undefined || value === undefined) return null
  const typed = text.slice(value.from + (value.quoted ? 1 : 0), caret).toLowerCase()
  const written = clause.values.map((other) => other.text.toLowerCase())
  const others = written.toSpliced(clause.values.indexOf(value), 1)
  const candidates = valuesOf(clause, field, sources).filter((candidate) => !others.includes(candidate.toLowerCase()))
  if (candidates.some((candidate) => candidate.toLowerCase() === value.text.toLowerCase()) && !value.open) return null
  const begin = candidates.filter((candidate) => candidate.toLowerCase().startsWith(typed))
  const hold = candidates.filter((candidate) => candidate.toLowerCase().indexOf(typed) > 0)
  const suggestions = [...begin, ...hold]
    .slice(0, MOST_SUGGESTIONS)
    .map((candidate): Suggestion => ({ kind: 'value', field: field.name, value: candidate, written: writeValue(candidate) }))
  // An open quotation mark reaches to the end of the text, whatever else stands there.
  return suggestions.length === 0 ? null : { from: value.from, to: value.open ? caret : value.to, suggestions }
}

function valuesOf({ operator }: ScannedClause, field: Field, { servers, tags, types }: CompletionSources): readonly string[] {
  switch (field.kind) {
    case 'server':
      return servers
    case 'tag':
      return tags
    case 'span':
      return USUAL_SPANS[field.name] ?? []
    case 'addresses':
      return ['1', '2', '3']
    case 'address':
      return []
    case 'text':
      if (field.name === 'type') return operator === '=' ? types : [...TYPE_GROUPS, ...types]
      if (field.name === 'browser') return BROWSERS
      return field.name === 'system' ? SYSTEMS : []
    default:
      return CHOICES[field.kind]
  }
}

/** A text with a suggestion taken, and where the caret then stands. After a value the next condition can begin. */
export function takeSuggestion(
  text: string,
  { from, to }: Completion,
  suggestion: Suggestion,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(to)
  const space = suggestion.kind === 'value' && after === '' ? ' ' : ''
  const before = text.slice(0, from) + suggestion.written + space
  return { text: before + after, caret: before.length }
}
