import { z } from 'zod'

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

/** How a moment is written in an answer. */
export const timeKindSchema = z.enum(['iso', 'epoch-seconds', 'epoch-milliseconds'])
export type TimeKind = z.infer<typeof timeKindSchema>

/** A dotted path into a JSON value, for example `user.name` or `addresses[0]`. */
export const fieldPathSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s.[\]]+(?:\.[^\s.[\]]+|\[\d{1,4}\])*$/, 'a path such as user.name or addresses[0]')

/** How a request proves who asks. The secret itself never stands here: it lives in the keychain. */
export const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('basic'), username: z.string().min(1).max(256) }),
  z.strictObject({
    kind: z.literal('header'),
    name: z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, 'a header name'),
    template: z
      .string()
      .max(200)
      .refine((template) => template.split('{secret}').length === 2, 'the template must hold {secret} exactly once'),
  }),
])
export type Auth = z.infer<typeof authSchema>

/** A path below the server's base path, without dot segments, query or fragment. */
export const listPathSchema = z
  .string()
  .max(500)
  .regex(/^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~!$&'()*+,;=:@%-]+)+$/, 'a path such as /api/admin/sessions')

/** What an admin may change of a profile for one server, without writing a profile. */
export const profileOverridesSchema = z.strictObject({
  listPath: listPathSchema.optional(),
  rows: fieldPathSchema.optional(),
  total: fieldPathSchema.optional(),
  fields: z.partialRecord(sessionFieldSchema, z.array(fieldPathSchema).min(1).max(5)).optional(),
  times: z.partialRecord(z.enum(['createdAt', 'lastActiveAt', 'expiresAt']), timeKindSchema).optional(),
  pageSize: z.number().int().min(1).max(1000).optional(),
})
export type ProfileOverrides = z.infer<typeof profileOverridesSchema>

/** Which connector speaks to a server, and what is different there. */
export const connectorChoiceSchema = z.strictObject({
  profileId: z.string().regex(/^[a-z0-9-]{1,60}$/),
  overrides: profileOverridesSchema.default({}),
})
export type ConnectorChoice = z.infer<typeof connectorChoiceSchema>

const fieldsSchema = z.partialRecord(sessionFieldSchema, z.array(fieldPathSchema).min(1).max(5))

/**
 * The path of a request that ends something: `{list}` is the list's path, the other placeholder stands for one whole segment and is
 * percent-encoded there.
 */
const endPathSchema = z.string().regex(/^\{list\}(?:\/[A-Za-z0-9._~-]+)*(?:\/\{sessionId\})?$/, 'a path such as {list}/{sessionId}')

/**
 * How to speak to one kind of server without code. Every choice is a discriminated union or a closed record, so that a new kind of
 * paging, terminating or time form is one more member, and an unknown key is refused at load.
 */
export const profileSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: z.string().min(1).max(80),
  about: z.string().min(1).max(500),
  /** The way to sign in that the server dialog proposes. */
  auth: authSchema,
  list: z.strictObject({
    method: z.literal('GET'),
    path: listPathSchema,
    paging: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('limit-offset'),
        limit: z.string().min(1).max(60),
        offset: z.string().min(1).max(60),
        pageSize: z.number().int().min(1).max(1000),
      }),
    ]),
    /** Where the rows may be when the answer is an envelope; the first that holds an array counts. A bare array is always understood. */
    rows: z.array(fieldPathSchema).max(10),
    total: z.array(fieldPathSchema).max(10),
  }),
  fields: fieldsSchema,
  times: z.partialRecord(z.enum(['createdAt', 'lastActiveAt', 'expiresAt']), timeKindSchema),
  /** Names of fields, at any depth and in any spelling, that are never shown, kept, exported or logged, beside those that look like a secret. */
  secretFields: z.array(z.string().min(1).max(100)).max(50),
  terminate: z.strictObject({
    one: z
      .strictObject({
        method: z.literal('DELETE'),
        path: endPathSchema.refine((path) => path.includes('{sessionId}'), 'a path that names {sessionId}'),
      })
      .optional(),
    user: z
      .strictObject({
        method: z.literal('DELETE'),
        path: endPathSchema.refine((path) => !path.includes('{sessionId}'), 'a path without {sessionId}'),
        /** The query parameter that carries the user's id. */
        parameter: z.string().min(1).max(60),
      })
      .optional(),
  }),
  /** What the system does, in words; what it offers follows from `terminate`, `fields` and the auth. */
  facts: z.strictObject({
    address: z.enum(['sign-in', 'latest', 'unknown']),
    activity: z.string().min(1).max(300),
    coverage: z.string().min(1).max(300),
    terminateMeans: z.string().min(1).max(300),
  }),
})
export type Profile = z.infer<typeof profileSchema>
