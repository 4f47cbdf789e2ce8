import { z } from 'zod'
import { t } from '../language/language.ts'

export const TIME_FIELDS = ['createdAt', 'lastActiveAt', 'expiresAt'] as const
export type TimeField = (typeof TIME_FIELDS)[number]

/**
 * How a moment is written in an answer. `iso` needs a zone in the text, has 0 to 9 fraction digits, and may stand in `{ "__type": "Date",
 * "iso": … }`. `java` is `Sat Nov 21 15:59:46 UTC 2026`.
 */
export const timeKindSchema = z.enum(['iso', 'epoch-seconds', 'epoch-milliseconds', 'java'])
export type TimeKind = z.infer<typeof timeKindSchema>

/** A zone by its IANA name, such as `Europe/Copenhagen` or `UTC`, or a placeholder for an input. */
export const zoneSchema = z
  .string()
  .regex(/^(?:[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){0,2}|\{input\.[\w-]+\})$/, { error: () => t('refusal.zone') })

const unknownValues = z
  .array(z.union([z.string().max(60), z.number()]))
  .max(10)
  .optional()

/** Text without a zone, read in a declared one. `date` says in which order day, month and year stand. */
const localTimeSchema = z.strictObject({
  kind: z.literal('local'),
  zone: zoneSchema,
  date: z.enum(['year-month-day', 'day-month-year', 'month-day-year']).default('year-month-day'),
  /** Values that mean "not known" or "never", beside 0, -1, null and the empty text. */
  unknown: unknownValues,
})
/** `YYYYMMDDhhmmss`, read in a declared zone. */
const compactTimeSchema = z.strictObject({ kind: z.literal('compact'), zone: zoneSchema, unknown: unknownValues })
/**
 * A length of time instead of a moment: `clock` is `[dd ]hh:mm:ss`. It is counted back from the server's now for `createdAt` and
 * `lastActiveAt`, and forward for `expiresAt`, from now or from another of the row's times.
 */
const durationSchema = z.strictObject({
  kind: z.literal('duration'),
  unit: z.enum(['seconds', 'milliseconds', 'minutes', 'clock']),
  from: z.enum(['now', 'createdAt', 'lastActiveAt']).default('now'),
  unknown: unknownValues,
})
const plainTimeSchema = z.strictObject({ kind: timeKindSchema, unknown: unknownValues })

export const timeRuleSchema = z.union([timeKindSchema, plainTimeSchema, localTimeSchema, compactTimeSchema, durationSchema]).meta({
  id: 'time',
  description: 'How a moment is written: iso, epoch-seconds, epoch-milliseconds, java, local or compact in a zone, or a duration.',
})
export type TimeRule = z.infer<typeof timeRuleSchema>
