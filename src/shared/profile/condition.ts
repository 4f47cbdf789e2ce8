import { z } from 'zod'
import { fieldPathSchema } from './path.ts'
import { timeRuleSchema } from './time.ts'

const scalarSchema = z.union([z.string().max(200), z.number(), z.boolean(), z.null()])

/** Something that is true or false of a row or an answer. */
export const conditionSchema = z
  .union([
    z.strictObject({ path: fieldPathSchema, is: z.union([scalarSchema, z.array(scalarSchema).min(1).max(50)]) }),
    z.strictObject({ path: fieldPathSchema, isNot: z.union([scalarSchema, z.array(scalarSchema).min(1).max(50)]) }),
    /** Text that starts so, for messages that end in something of their own. */
    z.strictObject({ path: fieldPathSchema, startsWith: z.string().min(1).max(200) }),
    /** Whether there is a value there at all, be it empty; null counts as none. */
    z.strictObject({ path: fieldPathSchema, exists: z.boolean() }),
    /** A moment that lies in the past of the server's clock. */
    z.strictObject({ path: fieldPathSchema, past: timeRuleSchema }),
  ])
  .meta({
    id: 'condition',
    description: 'Something that is true or false of a row or an answer: is, isNot, exists, or a moment that is past.',
  })
export type Condition = z.infer<typeof conditionSchema>

/** True when any of them is. */
export const conditionsSchema = z.array(conditionSchema).min(1).max(10).meta({ id: 'conditions', description: 'True when any of them is.' })
