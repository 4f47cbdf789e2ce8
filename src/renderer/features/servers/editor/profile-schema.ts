import { z } from 'zod'
import { profileSchema } from '../../../../shared/profile.ts'
import { isObject, type Step, valueAtSteps } from '../mapping/json-path.ts'

/** A JSON Schema, as far as completion reads one. */
export type Schema = Readonly<Record<string, unknown>>

let root: Schema | null = null

/** The schema of profiles as JSON Schema: what an author may write, with defaults left out. */
function profileJsonSchema(): Schema {
  root ??= z.toJSONSchema(profileSchema, { io: 'input', unrepresentable: 'any' }) as Schema
  return root
}

/** What may stand at a place of a profile: names in an object, or whole values. */
export interface Choices {
  readonly names: readonly { readonly name: string; readonly needed: boolean; readonly sample: string; readonly about: string }[]
  readonly values: readonly string[]
}

/**
 * What may stand at a place, in a profile as far as it is written. Of alternatives only those count that what is written there already
 * fits: after `"kind": "cursor"` nothing is offered that only another kind has.
 */
export function choicesAt(profile: unknown, steps: readonly Step[]): Choices {
  const schemas = schemasAt(profile, steps)
  const value = valueAtSteps(profile, steps)
  const present = new Set(isObject(value) ? Object.keys(value) : [])
  const names = new Map<string, Choices['names'][number]>()
  for (const schema of schemas) {
    const required = Array.isArray(schema.required) ? schema.required : []
    for (const [name, inner] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
      if (!present.has(name) && !names.has(name))
        names.set(name, { name, needed: required.includes(name), sample: sampleOf(inner as Schema), about: aboutOf(inner as Schema) })
    }
    for (const name of listedNames(schema))
      if (!present.has(name) && !names.has(name)) names.set(name, { name, needed: false, sample: '""', about: '' })
  }
  return { names: [...names.values()], values: [...new Set(schemas.flatMap(valuesOf))] }
}

/** The schemas that apply at a place. */
function schemasAt(profile: unknown, steps: readonly Step[]): readonly Schema[] {
  let schemas = alternatives(profileJsonSchema(), profile)
  for (const [index, step] of steps.entries()) {
    const value = valueAtSteps(profile, steps.slice(0, index + 1))
    schemas = schemas.flatMap((schema) => below(schema, step)).flatMap((schema) => alternatives(schema, value))
  }
  return schemas
}

/** A schema resolved into its plain alternatives, without those that what is written contradicts. */
function alternatives(schema: Schema, value: unknown, depth = 0): readonly Schema[] {
  if (depth > 8) return []
  if (typeof schema.$ref === 'string') return alternatives(definition(schema.$ref), value, depth + 1)
  const several = [schema.anyOf, schema.oneOf, schema.allOf].find(Array.isArray) as readonly Schema[] | undefined
  if (several !== undefined) return several.flatMap((one) => alternatives(one, value, depth + 1))
  return contradicts(schema, value) ? [] : [schema]
}

function definition(reference: string): Schema {
  const definitions = profileJsonSchema().$defs
  const found = isObject(definitions) ? definitions[reference.replace('#/$defs/', '')] : undefined
  return isObject(found) ? found : {}
}

function contradicts({ properties, type }: Schema, value: unknown): boolean {
  if (isObject(value)) {
    if (type !== undefined && type !== 'object') return true
    return Object.entries(isObject(properties) ? properties : {}).some(
      ([name, inner]) =>
        isObject(inner) && 'const' in inner && value[name] !== undefined && value[name] !== '' && value[name] !== inner.const,
    )
  }
  return Array.isArray(value) && type !== undefined && type !== 'array'
}

function below(schema: Schema, step: Step): readonly Schema[] {
  if (typeof step === 'number') return isObject(schema.items) ? [schema.items] : []
  const inner = isObject(schema.properties) ? schema.properties[step] : undefined
  if (isObject(inner)) return [inner]
  return isObject(schema.additionalProperties) ? [schema.additionalProperties] : []
}

/** A record over fixed names, such as the fields of a session. */
function listedNames({ propertyNames }: Schema): readonly string[] {
  return isObject(propertyNames) && Array.isArray(propertyNames.enum) ? propertyNames.enum.filter((name) => typeof name === 'string') : []
}

function valuesOf(schema: Schema): readonly string[] {
  if ('const' in schema) return [JSON.stringify(schema.const)]
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value))
  return schema.type === 'boolean' ? ['true', 'false'] : []
}

/** What is put behind a name that was chosen. */
function sampleOf(schema: Schema): string {
  const [first] = alternatives(schema, undefined)
  if (first === undefined) return '""'
  const [value] = valuesOf(first)
  if (value !== undefined) return value
  const samples: Readonly<Record<string, string>> = { object: '{}', array: '[]', number: '0', integer: '0', boolean: 'true', null: 'null' }
  return typeof first.type === 'string' ? (samples[first.type] ?? '""') : '""'
}

/** What a name is for, in the schema's own words. */
function aboutOf(schema: Schema): string {
  if (typeof schema.description === 'string') return schema.description
  return typeof schema.$ref === 'string' ? aboutOf(definition(schema.$ref)) : ''
}
