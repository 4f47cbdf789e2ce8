import { z } from 'zod'
import { t } from './language/language.ts'
import { answersSchema } from './profile/answer.ts'
import { factsSchema } from './profile/facts.ts'
import { fieldsSchema, idRuleSchema, SESSION_FIELDS } from './profile/field.ts'
import { inputSchema, inputValuesSchema } from './profile/input.ts'
import { sourceSchema } from './profile/list.ts'
import { pageParts } from './profile/page.ts'
import { fieldPathSchema } from './profile/path.ts'
import { headerNameSchema } from './profile/request.ts'
import { authSchema, loginSchema } from './profile/sign-in.ts'
import { templateSchema } from './profile/template.ts'
import { ownRuleSchema, terminateSchema } from './profile/terminate.ts'
import { TIME_FIELDS, timeRuleSchema } from './profile/time.ts'

/** A path below the server's base path, without dot segments, query or fragment. */
export const listPathSchema = z
  .string()
  .max(500)
  .regex(/^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~!$&'()*+,;=:@%-]+)+\/?$/, { error: () => t('refusal.listPath') })

const timesSchema = z.partialRecord(z.enum(TIME_FIELDS), timeRuleSchema)

/** What an admin may change of a profile for one server, without writing a profile. It applies to the profile's first list. */
export const profileOverridesSchema = z.strictObject({
  listPath: listPathSchema.optional(),
  rows: fieldPathSchema.optional(),
  total: fieldPathSchema.optional(),
  fields: fieldsSchema.optional(),
  times: timesSchema.optional(),
  pageSize: z.number().int().min(1).max(1000).optional(),
})
export type ProfileOverrides = z.infer<typeof profileOverridesSchema>

export const profileIdSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/, { error: () => t('refusal.profileId') })
  .meta({ description: 'What servers name this profile by, and what its file is called: small letters, digits and hyphens.' })

/** Which connector speaks to a server, what it was told for the profile's inputs, and what is different there. */
export const connectorChoiceSchema = z.strictObject({
  profileId: profileIdSchema,
  inputs: inputValuesSchema.default({}),
  overrides: profileOverridesSchema.default({}),
})
export type ConnectorChoice = z.infer<typeof connectorChoiceSchema>

/** What no public document of a product says, so that the admin fills it in from the product's own pages, with *Map fields* or by hand. */
export const fillInSchema = z
  .enum(['listPath', 'rows', ...SESSION_FIELDS])
  .meta({ description: 'Something that the product’s documents do not say and an admin fills in.' })
export type FillIn = z.infer<typeof fillInSchema>

/** What every kind of profile says of itself. */
export const profileHead = {
  $schema: z.string().max(300).optional().describe('Where this schema is, for the editor.'),
  version: z.literal(1).describe('The version of the profile language.'),
  id: profileIdSchema,
  name: z.string().min(1).max(80).describe('The system’s name, as it is offered in the server dialog.'),
  about: z.string().min(1).max(500).describe('What the system is, in a sentence or two.'),
  inputs: z
    .array(inputSchema)
    .max(20)
    .default([])
    .describe('What the server dialog asks for beside the address: a realm, a tenant, a zone. Templates name it {input.name}.'),
  /** The way to sign in that the server dialog proposes. */
  auth: authSchema,
  facts: factsSchema,
}

/**
 * How to speak to one kind of server's JSON API without code. Every choice is a discriminated union or a closed record, so that a new
 * kind of paging, terminating or time form is one more member, and an unknown key is refused at load.
 */
export const apiProfileSchema = z.strictObject({
  ...profileHead,
  kind: z.literal('api').describe('A system that is asked by requests and answers with JSON.'),
  /** Sign-in requests that `auth` may name. */
  logins: z.array(loginSchema).max(5).default([]).describe('Sign-in requests that auth may name.'),
  /** Headers of every request, such as `{ "Origin": "{origin}" }`. `{secret}` may not stand here. */
  headers: z.record(headerNameSchema, templateSchema).default({}).describe('Headers of every request, such as { "Origin": "{origin}" }.'),
  lists: z
    .array(sourceSchema)
    .max(8)
    .describe('Where sessions are listed. Empty for a system that can’t list them and only logs users out.'),
  answers: answersSchema.prefault({}).describe('What an answer’s JSON says where its status does not.'),
  fields: fieldsSchema.describe('Which fact of a session stands where in a row.'),
  identity: idRuleSchema.prefault({}),
  times: timesSchema.default({}),
  /** Names of fields, at any depth and in any spelling, that are never shown, kept, exported or logged, beside those that look like a secret. */
  secretFields: z.array(z.string().min(1).max(100)).max(50).default([]),
  terminate: terminateSchema,
  own: ownRuleSchema.optional().describe('How Rollcall’s own session is told, for systems whose rows have no flag for it.'),
  fillIn: z.array(fillInSchema).max(20).default([]),
})
export type ApiProfile = z.infer<typeof apiProfileSchema>

/** How to read the page that a system shows its administrators, where there is no API, and how to press its buttons. */
export const pageProfileSchema = z.strictObject({
  ...profileHead,
  kind: z.literal('page').describe('A system without an API: the page that it shows its administrators is read.'),
  ...pageParts,
  fields: fieldsSchema,
  times: timesSchema.default({}),
  /** Names of columns and values that are never shown, kept, exported or logged. */
  secretFields: z.array(z.string().min(1).max(100)).max(50).default([]),
})
export type PageProfile = z.infer<typeof pageProfileSchema>

export const profileSchema = z.discriminatedUnion('kind', [apiProfileSchema, pageProfileSchema])
export type Profile = z.infer<typeof profileSchema>
