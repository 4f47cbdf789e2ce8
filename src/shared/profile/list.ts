import { z } from 'zod'
import { t } from '../language/language.ts'
import { conditionsSchema } from './condition.ts'
import { fieldPathSchema, fieldPathsSchema } from './path.ts'
import { readRequestSchema } from './request.ts'

/** A name that a row's companions get: `$client` in paths, `client` in templates. */
const companionSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/, { error: () => t('refusal.companion') })

const pageSizeSchema = z.number().int().min(1).max(1000)

/**
 * How a list goes on. The request's placeholders say where the numbers stand, in the query or in the body: `{limit}` and `{offset}`,
 * `{page}`, `{cursor}`.
 */
export const pagingSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    /** `{limit}` rows from the row number `{offset}` on. */
    z.strictObject({ kind: z.literal('offset'), pageSize: pageSizeSchema, total: fieldPathsSchema.optional() }),
    /** Page `{page}` of `{limit}` rows each, counted from `first`. */
    z.strictObject({
      kind: z.literal('page'),
      pageSize: pageSizeSchema,
      first: z.union([z.literal(0), z.literal(1)]),
      total: fieldPathsSchema.optional(),
    }),
    /** The answer names a token for the next page, which is sent as `{cursor}`. */
    z.strictObject({ kind: z.literal('cursor'), pageSize: pageSizeSchema, next: fieldPathsSchema, total: fieldPathsSchema.optional() }),
    /** The answer's `Link` header names the next page with `rel="next"`. */
    z.strictObject({ kind: z.literal('link-header'), pageSize: pageSizeSchema }),
    /** The answer's body names the next page's address, which must be on the same server. */
    z.strictObject({ kind: z.literal('link'), pageSize: pageSizeSchema, next: fieldPathsSchema, total: fieldPathsSchema.optional() }),
  ])
  .meta({ id: 'paging', description: 'How the list goes on: none, offset, page, cursor, link-header or link.' })
export type Paging = z.infer<typeof pagingSchema>

/** Where the rows of an answer are. */
export const rowsSchema = z
  .strictObject({
    /** The first path that holds rows counts. A bare array is always understood; without paths the answer itself is meant. */
    at: fieldPathsSchema.optional(),
    /** `array`: of objects or arrays. `map`: an object whose names are ids (`$key`) and whose values are rows. `values`: plain values, each a row `{ "value": … }`. */
    shape: z.enum(['array', 'map', 'values']).default('array'),
    /** An answer without anything at these paths is an empty list, not a shape that is not understood. */
    mayBeMissing: z.boolean().default(false),
  })
  .meta({ id: 'rows', description: 'Where the rows of an answer are, and whether they are a list, a map or plain values.' })
export type Rows = z.infer<typeof rowsSchema>

const listing = { request: readRequestSchema, paging: pagingSchema.default({ kind: 'none' }), rows: rowsSchema.prefault({}) }

/** What the list is read once for each of: the rows of another list, the words of an input, or values of the sign-in's answer. */
export const eachSchema = z.union([
  z.strictObject({
    as: companionSchema,
    ...listing,
    /** Only rows of which any of these is true. */
    where: conditionsSchema.optional(),
    /** How a row is called in words, such as its user name, when its own list can't be read. */
    called: fieldPathsSchema.optional(),
    /** HTTP statuses of the list under a row that only mean that the row is gone by now. */
    gone: z.array(z.number().int().min(400).max(499)).max(5).optional(),
    /** How many are read at once. */
    atOnce: z.number().int().min(1).max(8).default(4),
  }),
  z.strictObject({ as: companionSchema, input: z.string().min(1).max(60), atOnce: z.number().int().min(1).max(8).default(4) }),
  z.strictObject({ as: companionSchema, signIn: fieldPathSchema, atOnce: z.number().int().min(1).max(8).default(4) }),
])
export type Each = z.infer<typeof eachSchema>

/** One more request for every row, whose answer stands beside the row as `$detail`. A row that is gone by then (404, 410) is left out. */
export const detailSchema = z.strictObject({
  request: readRequestSchema,
  at: fieldPathSchema.optional(),
  atOnce: z.number().int().min(1).max(8).default(4),
})
export type Detail = z.infer<typeof detailSchema>

/** A table that is read once per poll, and whose row with the same key stands beside each session. */
export const joinSchema = z.strictObject({ as: companionSchema, ...listing, key: fieldPathSchema, on: fieldPathSchema })
export type Join = z.infer<typeof joinSchema>

/** One list of sessions. Several are read one after the other and merged; rows that are the same session are shown once. */
export const sourceSchema = z.strictObject({
  /** How the list is called in words when it can't be read: "online sessions". */
  name: z.string().min(1).max(60).optional().describe('How the list is called when it can’t be read: “online sessions”.'),
  each: eachSchema
    .optional()
    .describe('What the list is read once for each of: another list, an input’s words, values of the sign-in’s answer.'),
  ...listing,
  detail: detailSchema.optional().describe('One more request for every row; its answer stands beside the row as $detail.'),
  joins: z.array(joinSchema).max(5).optional().describe('Tables read once, whose row with the same key stands beside each session.'),
  /** Constants beside each row, such as `{ "kind": "offline" }` for `$kind`. */
  set: z.record(companionSchema, z.string().max(100)).optional(),
  /** Rows that are no live sessions any more and are left out. */
  ended: conditionsSchema.optional().describe('Rows that are no live sessions any more.'),
  /** The list is only read when an input has one of these values. */
  when: z.strictObject({ input: z.string().min(1).max(60), is: z.array(z.string().max(100)).min(1).max(20) }).optional(),
})
export type Source = z.infer<typeof sourceSchema>
