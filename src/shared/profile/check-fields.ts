import type { Reason } from '../errors.ts'
import { t } from '../language/language.ts'
import { isZone, pathReasons, placeholders } from './check-names.ts'
import type { Condition } from './condition.ts'
import { type Fields, type FieldValue, fieldValues } from './field.ts'
import type { Input } from './input.ts'
import { type FieldPaths, pathList } from './path.ts'
import { templatePieces } from './template.ts'
import type { TimeField, TimeRule } from './time.ts'

/** A path with where it stands in the profile. */
export interface PlacedPath {
  readonly at: string
  readonly path: string
}

/** One path or several, each with where it stands. */
export function placedPaths(paths: FieldPaths | undefined, at: string): readonly PlacedPath[] {
  if (typeof paths === 'string') return [{ at, path: paths }]
  return pathList(paths).map((path, index) => ({ at: `${at}[${index}]`, path }))
}

/** All paths that the fields of a profile read. */
export function fieldPaths(fields: Fields): readonly PlacedPath[] {
  return Object.entries(fields).flatMap(([field, rule]) => {
    const isOne = !Array.isArray(rule)
    return fieldValues(rule).flatMap((value, index) => valuePaths(value, isOne ? `fields.${field}` : `fields.${field}[${index}]`))
  })
}

function valuePaths(value: FieldValue, at: string): readonly PlacedPath[] {
  if (typeof value === 'string') return [{ at, path: value }]
  if ('path' in value) return [{ at: `${at}.path`, path: value.path }]
  if ('values' in value) return [{ at: `${at}.values`, path: value.values }]
  return 'template' in value ? placeholders(value.template).map(({ name }) => ({ at: `${at}.template`, path: name })) : []
}

/** Templates of fields whose braces are no placeholders, and would stand in every row. */
export function fieldTemplateReasons(fields: Fields): readonly Reason[] {
  return Object.entries(fields).flatMap(([field, rule]) =>
    fieldValues(rule).flatMap((value) =>
      typeof value === 'object' && 'template' in value && templatePieces(value.template) === null
        ? [{ path: `fields.${field}`, reason: t('refusal.strayBraces', { template: value.template }) }]
        : [],
    ),
  )
}

/** What is wrong with conditions; `beside` names what stands beside what they look at. */
export function conditionReasons(
  conditions: readonly Condition[] | undefined,
  at: string,
  beside: readonly string[],
  inputs: readonly Input[],
) {
  return (conditions ?? []).flatMap((condition, index) => [
    ...pathReasons([{ at: `${at}[${index}].path`, path: condition.path }], beside),
    ...('past' in condition ? timeReasons(condition.past, `${at}[${index}].past`, inputs) : []),
  ])
}

/** What is wrong with how a time is read. */
export function timeReasons(rule: TimeRule, at: string, inputs: readonly Input[]): readonly Reason[] {
  if (typeof rule === 'string' || !('zone' in rule)) return []
  const input = /^\{input\.([\w-]+)\}$/.exec(rule.zone)?.[1]
  if (input === undefined) return isZone(rule.zone) ? [] : [{ path: `${at}.zone`, reason: t('refusal.unknownZone', { zone: rule.zone }) }]
  return inputs.some(({ name }) => name === input) ? [] : [{ path: `${at}.zone`, reason: t('refusal.noInput', { name: input }) }]
}

/** What is wrong with the times of a profile's fields. `later`: fields that an admin fills in. */
export function timesReasons(
  times: Readonly<Partial<Record<TimeField, TimeRule>>>,
  fields: Fields,
  later: readonly string[],
  inputs: readonly Input[],
): readonly Reason[] {
  return Object.entries(times).flatMap(([field, rule]) => {
    const at = `times.${field}`
    const reasons = [...timeReasons(rule, at, inputs)]
    if (fields[field as TimeField] === undefined && !later.includes(field))
      reasons.push({ path: at, reason: t('refusal.noTimeField', { field }) })
    const from = typeof rule === 'object' && 'from' in rule ? rule.from : 'now'
    if (from === field) reasons.push({ path: `${at}.from`, reason: t('refusal.fromItself') })
    const base = from === 'now' ? undefined : times[from as keyof typeof times]
    if (typeof base === 'object' && 'from' in base && base.from === field) {
      reasons.push({ path: `${at}.from`, reason: t('refusal.fromEachOther', { from, field }) })
    }
    return reasons
  })
}
