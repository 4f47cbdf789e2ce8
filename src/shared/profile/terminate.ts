import { z } from 'zod'
import { answersSchema } from './answer.ts'
import { actRequestSchema, readRequestSchema } from './request.ts'

/** Offered only when an input has one of these values, for what only some versions or configurations of a system have. */
const whenSchema = z.strictObject({ input: z.string().min(1).max(60), is: z.array(z.string().max(100)).min(1).max(20) })

/**
 * How sessions are ended. `{id}` and its parts name the session; `{list}` is the path of the first list. `{user}` is the user's id, or
 * its name with `by: "user"`.
 */
export const terminateSchema = z.strictObject({
  one: z.strictObject({ request: actRequestSchema, answers: answersSchema.optional(), when: whenSchema.optional() }).optional(),
  /** Several by one request, with `{ids}` (and `{ids.part}`). Without it, one after the other. */
  many: z
    .strictObject({
      request: actRequestSchema,
      atMost: z.number().int().min(2).max(1000),
      /** Parts of the id that must be the same for all of one request, and may be named as `{id.part}` in it. */
      same: z.array(z.string().min(1).max(31)).max(3).optional(),
      answers: answersSchema.optional(),
      when: whenSchema.optional(),
    })
    .optional(),
  /** All sessions of one user. */
  user: z
    .strictObject({
      request: actRequestSchema,
      by: z.enum(['userId', 'user']).default('userId'),
      answers: answersSchema.optional(),
      when: whenSchema.optional(),
    })
    .optional(),
})
export type TerminateWhen = z.infer<typeof whenSchema>

/**
 * How Rollcall's own session is told. A flag in the row is mapped as the field `own`; this is for servers without one.
 * `none`: the credential has no session there. `unknown`: nobody can tell.
 */
export const ownRuleSchema = z.discriminatedUnion('kind', [
  /** A request about oneself; the value in its answer is that of the row's id, an id part, user or userId. */
  z.strictObject({
    kind: z.literal('whoami'),
    /** Sent with each read of the list, so it may only ask. */
    request: readRequestSchema,
    path: z.string().min(1).max(200),
    matches: z.string().regex(/^(?:id|id\.[a-z][A-Za-z0-9]{0,30}|user|userId)$/),
    /** A second value of the answer that must be the row's too, where ids are only unique for one user. */
    also: z
      .strictObject({
        path: z.string().min(1).max(200),
        matches: z.string().regex(/^(?:id|id\.[a-z][A-Za-z0-9]{0,30}|user|userId)$/),
      })
      .optional(),
  }),
  /** A claim of the token that the sign-in gave. */
  z.strictObject({
    kind: z.literal('token-claim'),
    claims: z.array(z.string().min(1).max(60)).min(1).max(5),
    matches: z.string().regex(/^(?:id|id\.[a-z][A-Za-z0-9]{0,30}|user|userId)$/),
  }),
  /** Every session of the user name that Rollcall signs in with, or that stands in the input `ownUser`. */
  z.strictObject({ kind: z.literal('user') }),
  z.strictObject({ kind: z.literal('none'), why: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('unknown'), why: z.string().min(1).max(200) }),
])
export type OwnRule = z.infer<typeof ownRuleSchema>
