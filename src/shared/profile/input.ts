import { z } from 'zod'

/** The input that names the admin's own user on the server, for profiles whose own sessions are told by it. */
export const OWN_USER_INPUT = 'ownUser'

/** Something that is asked in the server dialog and is no secret: a realm, a tenant, a zone. Templates name it `{input.name}`. */
export const inputSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/),
    label: z.string().min(1).max(60),
    help: z.string().max(300).optional(),
    /** `names`: several words, one per line or with commas. `zone`: an IANA time zone. */
    kind: z.enum(['text', 'names', 'choice', 'zone']).default('text'),
    choices: z
      .array(z.strictObject({ value: z.string().max(100), label: z.string().min(1).max(100) }))
      .max(20)
      .optional(),
    default: z.string().max(500).optional(),
    required: z.boolean().default(false),
  })
  .meta({ id: 'input' })
export type Input = z.infer<typeof inputSchema>

/** What was given for a profile's inputs. */
export const inputValuesSchema = z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/), z.string().max(4000))
export type InputValues = z.infer<typeof inputValuesSchema>
