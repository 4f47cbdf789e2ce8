import { z } from 'zod'
import { t } from '../language/language.ts'
import { conditionsSchema } from './condition.ts'
import { fieldPathsSchema } from './path.ts'
import { actRequestSchema, headerNameSchema, readRequestSchema } from './request.ts'
import { templateSchema } from './template.ts'

/** How one server's requests prove who asks. The secret itself never stands here: it lives in the keychain. */
export const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('basic'), username: z.string().min(1).max(256) }),
  z.strictObject({
    kind: z.literal('header'),
    name: headerNameSchema,
    template: z
      .string()
      .max(200)
      .refine((template) => template.split('{secret}').length === 2, {
        error: () => t('refusal.secretOnce', { placeholder: '{secret}' }),
      }),
  }),
  /** In the query of each request, for servers that take it nowhere else. */
  z.strictObject({
    kind: z.literal('query'),
    name: z.string().regex(/^[A-Za-z0-9._~-]{1,64}$/, { error: () => t('refusal.parameterName') }),
  }),
  /** By one of the profile's sign-in requests. */
  z.strictObject({ kind: z.literal('login'), login: z.string().regex(/^[a-z0-9-]{1,40}$/), username: z.string().min(1).max(256) }),
])
export type Auth = z.infer<typeof authSchema>

/**
 * A sign-in by request, with `{username}` and `{secret}`. What it gives goes into later requests: a token from the body or a header of
 * its answer, or the cookies that were set. It is done once before the first request, once more when a request is answered with 401 or the
 * token has expired (by `renew` where there is one), and undone when Rollcall quits.
 */
export const loginSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** For the choice in the server dialog: "User name and password", "Client id and secret". */
  name: z.string().min(1).max(60),
  usernameLabel: z.string().min(1).max(60).default('User name'),
  secretLabel: z.string().min(1).max(60).default('Password'),
  request: actRequestSchema.describe('The sign-in, with {username} and {secret}.'),
  token: z.union([
    z.strictObject({ body: fieldPathsSchema }),
    z.strictObject({ header: headerNameSchema }),
    z.strictObject({ cookies: z.literal(true) }),
  ]),
  /** Where `{token}` goes in every later request; not for cookies. */
  put: z
    .union([z.strictObject({ header: headerNameSchema, template: templateSchema }), z.strictObject({ query: z.string().min(1).max(64) })])
    .optional(),
  /** How long the token lives, when the answer says so. */
  expires: z.strictObject({ path: fieldPathsSchema, unit: z.enum(['seconds', 'milliseconds']) }).optional(),
  /** A good status that still means a refused sign-in. */
  refused: conditionsSchema.optional(),
  /**
   * Gives a new token for what the last sign-in gave (`{token}`, `{signIn.refresh_token}`), so that the same session goes on instead of a
   * new one beside it. A refused one is followed by a whole sign-in.
   */
  renew: actRequestSchema.optional().describe('Gives a new token for what the last sign-in gave, so that the same session goes on.'),
  logout: z.union([actRequestSchema, readRequestSchema]).optional().describe('What undoes the sign-in when Rollcall quits.'),
})
export type Login = z.infer<typeof loginSchema>
