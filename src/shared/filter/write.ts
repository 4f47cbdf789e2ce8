import type { FieldName, Operator } from './fields.ts'
import type { Clause, Condition } from './filter.ts'
import { printNetwork } from './network.ts'
import { readFilter } from './parse.ts'
import { scanFilter } from './scan.ts'
import { printSpan } from './span-text.ts'

/** A clause to be written. A value that is null stands for not known. */
export interface WrittenClause {
  readonly field: FieldName
  readonly operator: Operator
  readonly values: readonly (string | null)[]
  readonly negated?: boolean
}

/** A longer value is found by its beginning: a filter has room for a few clauses, whatever a server calls its users. */
const MOST_EXACT = 200

/** A clause as the filter language writes it, with quotation marks where they are needed. */
export function writeClause({ field, operator, values, negated = false }: WrittenClause): string {
  return `${negated ? '-' : ''}${field}${operator}${values.map(writeValue).join(',')}`
}

/** A value as the filter language writes it. */
export function writeValue(value: string | null): string {
  if (value !== null && /^[^\s;,"]+$/u.test(value)) return value
  return `"${(value ?? '').replaceAll('"', '""')}"`
}

/** The clause that finds the sessions that have exactly this value (or, negated, those that do not); null stands for not known. */
export function clauseFor(field: FieldName, value: string | null, negated = false): string {
  if (value === null || value.length <= MOST_EXACT) return writeClause({ field, operator: '=', values: [value], negated })
  const beginning = value.slice(0, MOST_EXACT).replace(/[\uD800-\uDBFF]$/, '')
  return writeClause({ field, operator: ':', values: [beginning], negated })
}

/** A clause in the one way of writing it that all clauses with the same meaning share, but for the order of their values. */
export function printClause({ condition, negated }: Pick<Clause, 'condition' | 'negated'>): string {
  return writeClause({ ...partsOf(condition), negated })
}

function partsOf(condition: Condition): WrittenClause {
  switch (condition.kind) {
    case 'span':
      return { field: condition.span, operator: condition.more ? '>' : '<', values: [printSpan(condition.ms)] }
    case 'addresses':
      return { field: 'addresses', operator: condition.more ? '>' : '<', values: [String(condition.count)] }
    case 'text':
      return { field: condition.field, operator: condition.exact ? '=' : ':', values: condition.values }
    case 'address': {
      const values = condition.values.map((value) => (value === null || typeof value === 'string' ? value : printNetwork(value)))
      return { field: 'ip', operator: condition.exact ? '=' : ':', values }
    }
    case 'server':
    case 'tag':
      return { field: condition.kind, operator: condition.exact ? '=' : ':', values: condition.values }
    case 'environment':
      return { field: 'env', operator: ':', values: condition.values }
    case 'flag':
      return { field: 'is', operator: ':', values: condition.values }
    default:
      return { field: condition.kind, operator: ':', values: condition.values }
  }
}

/** A filter's text with one more clause, at the end. One that is there already is not written again. */
export function addClause(text: string, clause: string): string {
  if (hasClause(text, clause)) return text
  const before = text.trimEnd()
  return before === '' ? clause : `${before} ${clause}`
}

/** Whether a filter holds a clause that means the same as this one. */
export function hasClause(text: string, clause: string): boolean {
  return clausesLike(text, clause).length > 0
}

/** A filter's text with this clause when it was without, and the other way round. */
export function toggleClause(text: string, clause: string): string {
  const [there] = clausesLike(text, clause)
  return there === undefined ? addClause(text, clause) : removeClause(text, there)
}

function clausesLike(text: string, clause: string): readonly Clause[] {
  const wanted = readFilter(clause).filter.clauses.map(printClause)
  return readFilter(text).filter.clauses.filter((other) => wanted.includes(printClause(other)))
}

/** A filter's text without one of its clauses. */
export function removeClause(text: string, { from, to }: Pick<Clause, 'from' | 'to'>): string {
  const before = text.slice(0, from).trimEnd()
  const after = text.slice(to).trimStart()
  if (after !== '') return before === '' || after.startsWith(';') ? tidied(before + after) : `${before} ${after}`
  return tidied(before)
}

/** Without a `;` that has nothing on one of its sides any more. */
function tidied(text: string): string {
  const pieces = scanFilter(text)
  const [first] = pieces
  const last = pieces.at(-1)
  if (first?.kind === 'or') return tidied(text.slice(first.to).trimStart())
  return last?.kind === 'or' ? tidied(text.slice(0, last.from).trimEnd()) : text
}

/** A filter's text where `written` stands for all clauses for which `isOne` holds: in the place of the first of them, else at the end. */
export function setClause(text: string, isOne: (clause: Clause) => boolean, written: string | null): string {
  const [first, ...others] = readFilter(text).filter.clauses.filter(isOne)
  if (first === undefined) return written === null ? text : addClause(text, written)
  const one = others.reduceRight(removeClause, text)
  return written === null ? removeClause(one, first) : one.slice(0, first.from) + written + one.slice(first.to)
}
