import { t } from '../language/language.ts'
import { conditionOf, isProblem } from './condition.ts'
import type { Clause, Filter, FilterProblem } from './filter.ts'
import { type Piece, type ScannedClause, scanFilter } from './scan.ts'

/** As long as a filter's text may be, and as many words and values as it may have: each of them is work for the database. */
export const MOST_LETTERS = 2000
export const MOST_PARTS = 100

/** A filter as far as it can be understood, and what can't be. */
export interface ReadFilter {
  readonly filter: Filter
  readonly problems: readonly FilterProblem[]
}

/** Understands a filter's text, or says where and why not: the first place where it can't be. */
export function parseFilter(text: string): { readonly filter: Filter } | { readonly problem: FilterProblem } {
  const { filter, problems } = readFilter(text)
  const [problem] = problems
  return problem === undefined ? { filter } : { problem }
}

/** Understands as much of a filter's text as it can: for showing the parts of one that is still being typed. */
export function readFilter(text: string): ReadFilter {
  const whole = { from: 0, to: text.length }
  if (text.length > MOST_LETTERS) return nothing({ ...whole, message: t('filter.tooLong', { most: MOST_LETTERS }) })
  const pieces = scanFilter(text)
  if (partsOf(pieces) > MOST_PARTS) return nothing({ ...whole, message: t('filter.tooMany', { most: MOST_PARTS }) })
  const words: string[][] = [[]]
  const clauses: Clause[] = []
  const problems: FilterProblem[] = []
  for (const piece of pieces) {
    if (piece.kind === 'or') words.push([])
    else {
      const understood = piece.kind === 'word' ? wordOf(piece) : clauseOf(piece, text)
      if (typeof understood === 'string') words.at(-1)?.push(understood)
      else if (isProblem(understood)) problems.push(understood)
      else clauses.push(understood)
    }
  }
  return { filter: { words: words.filter((alternative) => alternative.length > 0), clauses }, problems }
}

function nothing(problem: FilterProblem): ReadFilter {
  return { filter: { words: [], clauses: [] }, problems: [problem] }
}

/** Counting everybody's addresses is as much work as looking for many words. */
const PARTS_OF_ADDRESSES = 20

function partsOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + (piece.kind === 'clause' ? partsOfClause(piece) : 1), 0)
}

function partsOfClause({ field, values }: ScannedClause): number {
  return field?.kind === 'addresses' ? PARTS_OF_ADDRESSES : values.length
}

function wordOf({ text, negated, open, quoted, from, to }: Piece & { readonly kind: 'word' }): string | FilterProblem {
  if (open) return { from, to, message: t('filter.openQuote') }
  if (negated) return { from, to, message: t('filter.negatedWord', { word: text }) }
  if (quoted && text === '') return { from, to, message: t('filter.emptyWord') }
  return text
}

function clauseOf(scanned: ScannedClause, text: string): Clause | FilterProblem {
  const condition = conditionOf(scanned)
  if (isProblem(condition)) return condition
  const { negated, from, to } = scanned
  return { condition, negated, from, to, text: text.slice(from, to) }
}
