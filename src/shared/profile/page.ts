import { z } from 'zod'
import { t } from '../language/language.ts'
import { conditionsSchema } from './condition.ts'
import { pathTemplateSchema, templateSchema } from './template.ts'

/**
 * What a page may say, in every language and spelling that is known of it. Case, spaces (also those that don't break), markup inside and
 * arrows or other signs around it do not count. A text that is exactly `{input.name}` stands for the words of that input.
 */
const textSchema = z.string().min(1).max(200)
export const textsSchema = z.union([textSchema, z.array(textSchema).min(1).max(60)])
export type Texts = z.infer<typeof textsSchema>

/** One text or several, as several. */
export function textList(texts: Texts | undefined): readonly string[] {
  if (texts === undefined) return []
  return typeof texts === 'string' ? [texts] : texts
}

const nameSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/, { error: () => t('refusal.columnName') })
const inputNameSchema = z.string().min(1).max(100)

/** Offered only when an input has one of these values. */
const whenSchema = z.strictObject({ input: z.string().min(1).max(60), is: z.array(z.string().max(100)).min(1).max(20) })

/** A page below the server's base path. */
export const pageAddressSchema = z.strictObject({
  path: pathTemplateSchema,
  query: z.record(z.string().min(1).max(100), templateSchema).optional(),
})

/** A link of a page: by its text (or title), by how its path ends, by parameters in its query. What is given must all be true of it. */
export const linkRuleSchema = z
  .strictObject({
    text: textsSchema.optional(),
    path: templateSchema.optional(),
    query: z.record(z.string().min(1).max(100), templateSchema).optional(),
  })
  .refine((link) => link.text !== undefined || link.path !== undefined || link.query !== undefined, { error: () => t('refusal.linkRule') })
export type LinkRule = z.infer<typeof linkRuleSchema>

/**
 * A sign-in by a form. Its page is opened, the form with a password field is filled in, and everything hidden in it is sent back. It was
 * refused when the next page shows such a form again, or one of the texts of `refused`.
 */
export const pageLoginSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** For the choice in the server dialog: "User name and password". */
  name: z.string().min(1).max(60),
  usernameLabel: z.string().min(1).max(60).default('User name'),
  secretLabel: z.string().min(1).max(60).default('Password'),
  page: pageAddressSchema,
  /** Names of the form's fields; without them the password field and the text field before it are meant. */
  usernameField: inputNameSchema.optional(),
  passwordField: inputNameSchema.optional(),
  /** Further fields to fill in, such as a realm: `{ "realm": "{input.realm}" }`. */
  fields: z.record(inputNameSchema, templateSchema).optional(),
  refused: textsSchema.optional(),
  /** A page that is opened to sign out, when Rollcall quits. */
  logout: pageAddressSchema.optional(),
})
export type PageLogin = z.infer<typeof pageLoginSchema>

/**
 * Where in a cell a value stands. `text` is what is read on screen; an `attribute` is that of the cell or of the first thing in it that has
 * it, such as `title` or `datetime`; `input` the value of a field in it (with a name, or the first); `parameter` a parameter of a link's address.
 */
const cellValueSchema = z.union([
  z.literal('text'),
  z.strictObject({ attribute: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/) }),
  z.strictObject({ input: z.union([z.literal(true), inputNameSchema]) }),
  z.strictObject({ parameter: inputNameSchema }),
])
export type CellValue = z.infer<typeof cellValueSchema>

const cellValuesSchema = z.union([cellValueSchema, z.array(cellValueSchema).min(1).max(5)])

/** One column of the table, under any of these headings. A table that lacks a `required` one is not the table that is meant. */
export const columnSchema = z.strictObject({
  headings: textsSchema,
  required: z.boolean().default(true),
  /** In order of preference: the first that gives something counts. */
  from: cellValuesSchema.default('text'),
})

/**
 * The table of sessions. Each of its rows becomes an object of texts with the names of `columns` and `values`, which the fields' paths
 * then read, as those of an API's row.
 */
export const tableSchema = z.strictObject({
  columns: z.record(nameSchema, columnSchema).refine((columns) => Object.keys(columns).length > 0, { error: () => t('refusal.oneColumn') }),
  /** What stands somewhere in a row, in whatever column: a hidden field, a checkbox's value, a link's parameter, an attribute. */
  values: z.record(nameSchema, cellValuesSchema).optional(),
  /** Texts that stand on a page without the table when there are no sessions. */
  empty: textsSchema.optional(),
  /** Whether several tables with these headings on one page are parts of one list. */
  several: z.boolean().default(false),
  /** Rows that are no live sessions any more and are left out. */
  ended: conditionsSchema.optional(),
})
export type Table = z.infer<typeof tableSchema>

/** The page that holds the table. `follow` goes there by links of the page before, so that tokens in their addresses come along. */
export const pageSourceSchema = z.strictObject({
  ...pageAddressSchema.shape,
  follow: z.array(linkRuleSchema).max(5).default([]),
  /**
   * The link to the list's next page, by its text; `rel="next"` is always understood where this is given. A button or a link for scripts
   * with that text makes a list that is not complete.
   */
  next: z.strictObject({ text: textsSchema.optional(), atMost: z.number().int().min(2).max(2000).default(500) }).optional(),
})

/**
 * How a row's id is made. Without `derived` it is the field `sessionId`. `derived`: rows have no id, so one is made of these values, which
 * must stay the same while a session lives, or it looks as if it had ended; rows that share all of them can't be ended one by one.
 * `hashed`: the id is itself a secret, so a SHA-256 of it is kept and shown in its place.
 */
export const pageIdSchema = z.strictObject({
  derived: z.array(nameSchema).min(1).max(10).optional(),
  hashed: z.literal(true).optional(),
})

/** Values of fields of the form in place of those that stand there, as the page's own scripts would set them. */
const filledSchema = z.record(inputNameSchema, templateSchema).optional()

/**
 * What is pressed to end something. The page is read again before, the row is found again on it, and the form goes where the page says, with
 * everything hidden in it. `row-form`: a button in the row. `row-link`: a link in the row. `tick`: the row's checkbox is ticked (`box`: its
 * field's name) and a button of the checkbox's form is pressed, for several rows at once.
 */
export const pressSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('row-form'), button: textsSchema, fields: filledSchema }),
  z.strictObject({ kind: z.literal('row-link'), link: linkRuleSchema }),
  z.strictObject({
    kind: z.literal('tick'),
    box: inputNameSchema,
    button: textsSchema,
    fields: filledSchema,
    atMost: z.number().int().min(1).max(500).default(100),
  }),
])

const endSchema = z.strictObject({
  press: pressSchema,
  /** The button of a page that asks once more: pressed only where exactly one says so, and never one of the list. */
  confirm: textsSchema.optional(),
  /**
   * Texts of the page that comes after. The form of the sign-in there always means that the sign-in was not accepted; after any other page
   * with a password field only a read tells what happened, but for one that shows `success.shown`.
   */
  success: z.strictObject({ shown: textsSchema.optional(), notShown: textsSchema.optional() }).default({}),
  /** There is no such session any more. */
  gone: textsSchema.optional(),
  /** The account may not do this. */
  noRight: textsSchema.optional(),
  when: whenSchema.optional(),
})
export type PageEnd = z.infer<typeof endSchema>

/** How sessions are ended: one by one (with `tick`, also several at once), or all of a user by one press in any of the user's rows. */
export const pageTerminateSchema = z.strictObject({
  one: endSchema.optional(),
  user: z.strictObject({ ...endSchema.shape, by: z.enum(['user', 'userId']).default('user') }).optional(),
})

/** As the own rule of an API, where nobody can be asked. A flag in the row is mapped as the field `own`. */
export const pageOwnSchema = z.discriminatedUnion('kind', [
  /** Every session of the user name that Rollcall signs in with, or that stands in the input `ownUser`. */
  z.strictObject({ kind: z.literal('user') }),
  z.strictObject({ kind: z.literal('none'), why: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('unknown'), why: z.string().min(1).max(200) }),
])

/** Kept apart from `profileHead`, so that a profile's kinds don't import each other. */
export const pageParts = {
  logins: z.array(pageLoginSchema).max(3).default([]),
  page: pageSourceSchema,
  table: tableSchema,
  identity: pageIdSchema.prefault({}),
  terminate: pageTerminateSchema.prefault({}),
  own: pageOwnSchema.optional(),
}
