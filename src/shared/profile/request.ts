import { z } from 'zod'
import { t } from '../language/language.ts'
import { pathTemplateSchema, templateSchema } from './template.ts'

/** Header names that belong to HTTP itself; a profile that set one could change what a request means. */
const RESERVED_HEADERS = new Set(
  'host connection content-length transfer-encoding upgrade te trailer expect keep-alive accept-encoding cookie proxy-authorization'.split(
    ' ',
  ),
)

export const headerNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, { error: () => t('refusal.headerName') })
  .refine((name) => !RESERVED_HEADERS.has(name.toLowerCase()), { error: () => t('refusal.freeHeader') })

const headersSchema = z.record(headerNameSchema, templateSchema)

/** One value, or a parameter that is repeated. A value that is exactly `{ids}` is repeated for each id. */
const parametersSchema = z.record(z.string().min(1).max(100), z.union([templateSchema, z.array(templateSchema).max(20)]))

/**
 * JSON with placeholders in its texts. A text that is exactly one placeholder with `|number` becomes a number; `{ids}` becomes an array
 * of ids; an array of one object `{ "$each": … }` is repeated for each id.
 */
export type JsonTemplate = string | number | boolean | null | JsonTemplate[] | { [name: string]: JsonTemplate }
export const jsonTemplateSchema: z.ZodType<JsonTemplate> = z.lazy(() =>
  z.union([
    templateSchema,
    z.number(),
    z.boolean(),
    z.null(),
    z.array(jsonTemplateSchema).max(100),
    z.record(z.string().max(100), jsonTemplateSchema),
  ]),
)

/** What an array repeats for each id: it holds nothing but one object with nothing but `$each`. undefined for any other array. */
export function repeatedIn(array: readonly JsonTemplate[]): JsonTemplate | undefined {
  const [only] = array
  if (array.length !== 1 || typeof only !== 'object' || only === null || Array.isArray(only)) return undefined
  return Object.keys(only).length === 1 ? only.$each : undefined
}

const parts = {
  path: pathTemplateSchema,
  /** A parameter whose placeholders have no value yet, such as the cursor of a first page, is left out. */
  query: parametersSchema.optional(),
  headers: headersSchema.optional(),
  /** A JSON body. At most one of `json` and `form`. */
  json: jsonTemplateSchema.optional(),
  form: parametersSchema.optional(),
}

function oneBody(request: { readonly json?: unknown; readonly form?: unknown }): boolean {
  return request.json === undefined || request.form === undefined
}

/** A request that only asks. */
export const readRequestSchema = z
  .strictObject({ method: z.enum(['GET', 'POST', 'LIST']).default('GET'), ...parts })
  .refine(oneBody, { error: () => t('refusal.oneBody') })
  .meta({ id: 'readRequest', description: 'A request that only asks.' })
export type ReadRequest = z.infer<typeof readRequestSchema>

/** A request that does something: signs in, signs out, ends sessions. */
export const actRequestSchema = z
  .strictObject({ method: z.enum(['DELETE', 'POST', 'PUT', 'PATCH', 'GET']), ...parts })
  .refine(oneBody, { error: () => t('refusal.oneBody') })
  .meta({ id: 'actRequest', description: 'A request that does something: signs in or out, ends sessions.' })
export type ActRequest = z.infer<typeof actRequestSchema>

export type ProfileRequest = ReadRequest | ActRequest
