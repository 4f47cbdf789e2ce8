import { type FieldRule, type FieldValue, fieldValues } from '../../../../shared/profile/field.ts'
import { templatePieces } from '../../../../shared/profile/template.ts'
import { type Beside, type Getter, getter, isRow } from './path.ts'
import { compilePattern } from './pattern.ts'

const MOST_TEXT = 4000
/** Values of one list that are shown. */
const MOST_VALUES = 200

/** Reads one value out of a row; null where there is none that can be used. */
export type ValueReader<Value> = (row: unknown, beside?: Beside | null) => Value | null

/** Compiles the ways to get one text, in order of preference. Throws `bad-input` for a pattern that can't be read. */
export function textReader(rule: FieldRule | undefined): ValueReader<string> {
  const readers = fieldValues(rule).map(textOf)
  const [first, second] = readers
  if (first === undefined) return () => null
  if (second === undefined) return first
  return (row, beside) => {
    for (const read of readers) {
      const value = read(row, beside)
      if (value !== null) return value
    }
    return null
  }
}

/** One way to get a value as it stands in the row, for facts that are no text: a path gives what is there, all others give text. */
export function plainGetter(value: FieldValue): Getter {
  return typeof value === 'string' ? getter(value) : textOf(value)
}

function textOf(value: FieldValue): ValueReader<string> {
  if (typeof value === 'string') {
    const get = getter(value)
    return (row, beside) => shownText(get(row, beside))
  }
  if ('path' in value) return chosenText(value)
  if ('template' in value) return templateText(value.template)
  if ('values' in value) return joinedText(getter(value.values), value.separator)
  return () => value.text
}

/** A text that is not empty, or a number. */
function shownText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : cut(value)
  return typeof value === 'number' ? String(value) : null
}

function cut(text: string): string {
  return text.length > MOST_TEXT ? text.slice(0, MOST_TEXT).toWellFormed() : text
}

function chosenText({ path, match, map, otherwise }: Extract<FieldValue, { path: string }>): ValueReader<string> {
  const get = getter(path)
  const part = match === undefined ? null : compilePattern(match)
  const words = map === undefined ? null : new Map(Object.entries(map))
  return (row, beside) => {
    const value = get(row, beside)
    const text = typeof value === 'boolean' ? String(value) : shownText(value)
    const found = text === null || part === null ? text : part(text)
    if (found === null || words === null) return found
    return words.get(found) ?? otherwise ?? found
  }
}

/** Paths without a value leave nothing; a text of which no path has one is none. */
function templateText(template: string): ValueReader<string> {
  const pieces = (templatePieces(template) ?? []).map((piece) => ('text' in piece ? piece.text : textOf(piece.name)))
  return (row, beside) => {
    let text = ''
    let found = false
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        text += piece
        continue
      }
      const value = piece(row, beside)
      if (value === null) continue
      text += value
      found = true
    }
    const trimmed = text.trim()
    return found && trimmed !== '' ? cut(trimmed) : null
  }
}

function joinedText(get: Getter, separator: string): ValueReader<string> {
  return (row, beside) => {
    const texts: string[] = []
    for (const one of valuesOf(get(row, beside))) {
      const text = shownText(one)
      if (text !== null && !texts.includes(text)) texts.push(text)
      if (texts.length >= MOST_VALUES) break
    }
    return texts.length === 0 ? null : cut(texts.join(separator))
  }
}

function valuesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return isRow(value) ? Object.values(value) : [value]
}
