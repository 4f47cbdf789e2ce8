import type { Span, TextField } from './filter.ts'
import { SPANS, TEXT_FIELDS } from './filter.ts'

/** What stands between a field and its values. */
export type Operator = ':' | '=' | '>' | '<'

/** One name of the filter language. `kind` says what its values are; spans and `addresses` are measured, all others are found. */
export type Field =
  | { readonly name: TextField; readonly kind: 'text' }
  | { readonly name: Span; readonly kind: 'span' }
  | { readonly name: 'ip'; readonly kind: 'address' }
  | { readonly name: 'env'; readonly kind: 'environment' }
  | { readonly name: 'is'; readonly kind: 'flag' }
  | { readonly name: 'server'; readonly kind: 'server' }
  | { readonly name: 'tag'; readonly kind: 'tag' }
  | { readonly name: 'device'; readonly kind: 'device' }
  | { readonly name: 'identity'; readonly kind: 'identity' }
  | { readonly name: 'addresses'; readonly kind: 'addresses' }
export type FieldName = Field['name']

const FOUND: readonly Field[] = [
  ...TEXT_FIELDS.map((name): Field => ({ name, kind: 'text' })),
  { name: 'ip', kind: 'address' },
  { name: 'server', kind: 'server' },
  { name: 'tag', kind: 'tag' },
  { name: 'env', kind: 'environment' },
  { name: 'device', kind: 'device' },
  { name: 'identity', kind: 'identity' },
  { name: 'is', kind: 'flag' },
]
const MEASURED: readonly Field[] = [...SPANS.map((name): Field => ({ name, kind: 'span' })), { name: 'addresses', kind: 'addresses' }]

/** Every field of the language by its own name. */
export const FIELDS: readonly Field[] = [...FOUND, ...MEASURED]

/** Other names that people try. */
const ALIASES: Readonly<Record<string, FieldName>> = {
  org: 'organisation',
  organization: 'organisation',
  os: 'system',
  address: 'ip',
  environment: 'env',
  mail: 'email',
  username: 'user',
}

const BY_NAME = new Map<string, Field>(FIELDS.map((field) => [field.name, field]))

/** The field of that name or alias, whatever the case; undefined when there is none. */
export function fieldNamed(name: string): Field | undefined {
  const lower = name.toLowerCase()
  return BY_NAME.get(ALIASES[lower] ?? lower)
}

/** Whether a field is compared with a figure (`>` and `<`) instead of found (`:` and `=`). */
export function isMeasured(field: Field): boolean {
  return field.kind === 'span' || field.kind === 'addresses'
}

/** All names under which a field can be written, its own first. */
export function fieldNames(field: Field): readonly string[] {
  return [field.name, ...Object.keys(ALIASES).filter((alias) => ALIASES[alias] === field.name)]
}
