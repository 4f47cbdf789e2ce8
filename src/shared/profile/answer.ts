import { z } from 'zod'
import { conditionsSchema } from './condition.ts'
import { fieldPathsSchema } from './path.ts'

/**
 * What an answer's JSON says where its status does not, or says otherwise. `$status` is the status. Looked at in this order; what none
 * of them names is judged by its status alone.
 */
export const answersSchema = z
  .strictObject({
    /** As 401: the sign-in no longer counts. */
    signIn: conditionsSchema.optional(),
    /** As 403. */
    noRight: conditionsSchema.optional(),
    /** As 404 to a request that ends a session: there is no such session. */
    gone: conditionsSchema.optional(),
    /** It failed, whatever the status is. */
    failed: conditionsSchema.optional(),
    /** Where the server's own words about a failure are. */
    message: fieldPathsSchema.optional(),
  })
  .meta({ id: 'answers' })
export type Answers = z.infer<typeof answersSchema>
