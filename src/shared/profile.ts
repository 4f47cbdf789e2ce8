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

/** What an admin may change of a profile for one server, without writing a profile. */
export const profileOverridesSchema = z.strictObject({
  listPath: z.string().startsWith('/').max(500).optional(),
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
