import { z } from 'zod'
import { fieldPathSchema, fieldPathsSchema } from './path.ts'

/** The facts of a session that a profile may map; the names of the grid's columns follow these. */
export const SESSION_FIELDS = [
  'sessionId',
  'user',
  'userId',
  'displayName',
  'email',
  'project',
  'organisation',
  'type',
  'node',
  'address',
  'userAgent',
  'createdAt',
  'lastActiveAt',
  'expiresAt',
  'account',
  'own',
] as const
export const sessionFieldSchema = z.enum(SESSION_FIELDS)
export type SessionField = z.infer<typeof sessionFieldSchema>

/** A way to get one value out of a row. */
const valueSchema = z.union([
  fieldPathSchema,
  /**
   * The value at a path, then: only the part that a pattern's first group matches (RE2, which can't run away; no match is no value), then
   * other words for it by `map`. A value that `map` does not name stays as it is, or becomes `otherwise`.
   */
  z.strictObject({
    path: fieldPathSchema,
    match: z.string().min(1).max(200).optional(),
    map: z.record(z.string().max(200), z.string().max(200)).optional(),
    otherwise: z.string().max(200).optional(),
  }),
  /** Text with paths in braces, such as `{first} {last}`; paths without a value leave nothing, and spaces at the ends go. */
  z.strictObject({ template: z.string().min(1).max(300) }),
  /** All values of a list or a map, one after the other, without repeats. */
  z.strictObject({ values: fieldPathSchema, separator: z.string().max(10).default(', ') }),
  /** The same for every row. */
  z.strictObject({ text: z.string().min(1).max(200) }),
])
export type FieldValue = z.infer<typeof valueSchema>

/** Ways to get one value, in order of preference: the first that gives something usable counts. */
export const fieldRuleSchema = z
  .union([valueSchema, z.array(valueSchema).min(1).max(10)])
  .meta({ id: 'field', description: 'A path, a template, constant words, or several ways in order of preference.' })
export type FieldRule = z.infer<typeof fieldRuleSchema>

export const fieldsSchema = z.partialRecord(sessionFieldSchema, fieldRuleSchema)
export type Fields = z.infer<typeof fieldsSchema>

/** One way or several, as several. */
export function fieldValues(rule: FieldRule | undefined): readonly FieldValue[] {
  if (rule === undefined) return []
  return Array.isArray(rule) ? rule : [rule]
}

/**
 * What the shown id does not hold and ending a session needs. `with`: further parts that become part of the kept id, such as the user's id
 * where it stands in the path. `hidden`: parts that must never be kept, such as a token that revokes; they stay in memory from the last
 * read. `hashed`: the id is itself a secret, so a SHA-256 of it is kept and shown in its place. In templates `{id}` is the id itself
 * (not its hash) and `{id.name}` a part.
 */
export const idRuleSchema = z
  .strictObject({
    with: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/), fieldPathsSchema).optional(),
    hidden: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/), fieldPathsSchema).optional(),
    hashed: z.literal(true).optional(),
  })
  .meta({
    id: 'identity',
    description:
      'What ending a session needs beside its id: parts that are kept (with), parts that never are (hidden), and ids that are secrets (hashed).',
  })
export type IdRule = z.infer<typeof idRuleSchema>

/**
 * A profile's fields with those that are different on one server. A path that takes the place of a rule with other words for its values
 * keeps those words: where the field is called otherwise, its values mostly are what they were.
 */
export function fieldsWith(usual: Fields, different: Fields | undefined): Fields {
  const kept = Object.entries(different ?? {}).map(([field, rule]) => {
    const words = fieldValues(usual[field as SessionField]).find((value) => typeof value === 'object' && 'path' in value)
    if (words === undefined || rule === undefined) return [field, rule]
    return [field, fieldValues(rule).map((value) => (typeof value === 'string' ? { ...words, path: value } : value))]
  })
  return { ...usual, ...Object.fromEntries(kept) }
}
