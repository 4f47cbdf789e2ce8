import type { FieldName } from '../../../../shared/filter/fields.ts'
import type { Clause, Condition } from '../../../../shared/filter/filter.ts'
import { readFilter } from '../../../../shared/filter/parse.ts'
import { setClause, writeClause } from '../../../../shared/filter/write.ts'
import type { GridSummary } from '../../../../shared/session.ts'

/** A kind of condition that a menu sets: one clause of a filter, whose values are what is ticked in the menu. */
export type QuickField = 'server' | 'tag' | 'env' | 'identity'

const KINDS = { server: 'server', tag: 'tag', env: 'environment', identity: 'identity' } as const satisfies Record<
  QuickField,
  Condition['kind']
>

/** What is ticked in a menu: the values of the filter's clause of that kind, where it names whole values. */
export function chosenValues(text: string, field: QuickField): readonly string[] {
  return readFilter(text)
    .filter.clauses.filter((clause) => isOf(clause, field))
    .flatMap(({ condition }) => ('values' in condition && (!('exact' in condition) || condition.exact) ? condition.values : []))
    .filter((value) => typeof value === 'string')
}

/** The filter with other ticks in a menu; none is no clause. */
export function chooseValues(text: string, field: QuickField, values: readonly string[]): string {
  const operator = field === 'server' || field === 'tag' ? '=' : ':'
  return setClause(text, (clause) => isOf(clause, field), values.length === 0 ? null : writeClause({ field, operator, values }))
}

function isOf({ condition, negated }: Clause, field: QuickField): boolean {
  return condition.kind === KINDS[field] && !negated
}

/** Values with one ticked that was not, or the other way round, whatever the case of its letters. */
export function toggled(values: readonly string[], value: string): readonly string[] {
  const rest = values.filter((other) => !isSame(other, value))
  return rest.length === values.length ? [...values, value] : rest
}

/** Whether a filter would take two values for the same. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** After how long without activity the filter wants sessions, in ms; null when it does not say. */
export function chosenIdle(text: string): number | null {
  const clause = readFilter(text).filter.clauses.find(isIdle)
  return clause?.condition.kind === 'span' ? clause.condition.ms : null
}

/** The filter with another idle time; null for any. */
export function chooseIdle(text: string, span: string | null): string {
  return setClause(text, isIdle, span === null ? null : writeClause({ field: 'idle', operator: '>', values: [span] }))
}

function isIdle({ condition, negated }: Clause): boolean {
  return condition.kind === 'span' && condition.span === 'idle' && condition.more && !negated
}

/** The three kinds of session types, by what a type's name contains. Between them they hold every type that is known. */
export const TYPE_GROUPS = { rest: ['rest', 'api'], browser: ['browser'], other: ['other'] } as const
export type TypeGroup = keyof typeof TYPE_GROUPS

/** The kinds that a type belongs to. */
export function groupsOf(type: string): readonly TypeGroup[] {
  if (type === '') return []
  const lower = type.toLowerCase()
  const groups = (['rest', 'browser'] as const).filter((group) => TYPE_GROUPS[group].some((part) => lower.includes(part)))
  return groups.length === 0 ? ['other'] : groups
}

/** What is ticked in the menu of types: kinds of types or types, never both, for one clause can't hold both. An empty type is an unknown one. */
export interface ChosenTypes {
  readonly groups: readonly TypeGroup[]
  readonly types: readonly string[]
}

/** Which types the filter wants. */
export function chosenTypes(text: string): ChosenTypes {
  const condition = readFilter(text).filter.clauses.find(isType)?.condition
  if (condition?.kind !== 'text') return { groups: [], types: [] }
  const values = condition.values.map((value) => value ?? '')
  if (condition.exact) return { groups: [], types: values }
  const wanted = values.map((value) => value.toLowerCase())
  return { groups: typeGroups().filter((group) => TYPE_GROUPS[group].every((part) => wanted.includes(part))), types: [] }
}

/** The filter with other types. */
export function chooseTypes(text: string, { groups, types }: ChosenTypes): string {
  const field: FieldName = 'type'
  if (types.length > 0) return setClause(text, isType, writeClause({ field, operator: '=', values: types.map((type) => type || null) }))
  const values = groups.flatMap((group) => TYPE_GROUPS[group])
  return setClause(text, isType, values.length === 0 ? null : writeClause({ field, operator: ':', values }))
}

function isType({ condition, negated }: Clause): boolean {
  return condition.kind === 'text' && condition.field === 'type' && !negated
}

/** The kinds of types, in the order of the menu. */
export function typeGroups(): readonly TypeGroup[] {
  return ['rest', 'browser', 'other']
}

/** How many sessions there are of each kind, and the types that say more than the kind they belong to. */
export function typeChoices(types: GridSummary['types']): {
  readonly groups: readonly { readonly group: TypeGroup; readonly sessions: number }[]
  readonly types: GridSummary['types']
} {
  const inGroup = (group: TypeGroup) => types.filter(({ type }) => groupsOf(type).includes(group))
  return {
    groups: typeGroups().map((group) => ({ group, sessions: inGroup(group).reduce((sum, { sessions }) => sum + sessions, 0) })),
    types: types.filter(({ type }) => !groupsOf(type).some((group) => inGroup(group).length === 1 && isPlain(type, group))),
  }
}

/** Whether a type's name says nothing beyond its kind. */
function isPlain(type: string, group: TypeGroup): boolean {
  const words: Readonly<Record<TypeGroup, readonly string[]>> = {
    rest: ['rest', 'api', 'rest api', 'rest-api'],
    browser: ['browser', 'web browser'],
    other: ['other'],
  }
  return words[group].includes(type.toLowerCase())
}
