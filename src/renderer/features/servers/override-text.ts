import type { FieldRule, FieldValue } from '../../../shared/profile/field.ts'
import type { TimeRule } from '../../../shared/profile/time.ts'

/**
 * A way to get a value as it stands in a field: paths with commas between them, as people write them. What is more than paths, such as a
 * template, stands there as JSON.
 */
export function ruleText(rule: FieldRule | undefined): string {
  if (rule === undefined) return ''
  const values: readonly FieldValue[] = Array.isArray(rule) ? rule : [rule]
  if (values.every((value) => typeof value === 'string')) return values.join(', ')
  return JSON.stringify(rule)
}

/** What stands in a field, read again; not yet checked against the schema. Undefined for an empty field. */
export function ruleOf(text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  const json = rulesAsJson(trimmed)
  if (json !== undefined) return json
  const paths = trimmed
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
  return paths.length === 1 ? paths[0] : paths
}

/** `[0]` and `["odd.name"]` are paths as well as JSON: only what holds an object is meant as JSON. */
function rulesAsJson(text: string): unknown {
  if (!text.includes('{')) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** How a time is written, as the value of a choice: its kind, or the whole rule as JSON. */
export function timeText(rule: TimeRule | undefined): string {
  if (rule === undefined) return ''
  return typeof rule === 'string' ? rule : JSON.stringify(rule)
}

/** The value of such a choice, read again; not yet checked against the schema. Undefined for an empty one. */
export function timeOf(text: string): unknown {
  if (text === '') return undefined
  return text.startsWith('{') ? (JSON.parse(text) as unknown) : text
}
