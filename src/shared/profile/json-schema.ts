import { z } from 'zod'
import { profileSchema } from '../profile.ts'

/** Where the published schema stands in the repository; profiles may name it as `$schema`. */
export const PROFILE_SCHEMA_FILE = 'docs/profile.schema.json'

/**
 * The JSON Schema of a profile, for editors that complete and check while it is written. It knows keys, kinds and forms; what the parts of
 * a profile must be to each other is checked when it is loaded.
 */
export function profileJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(profileSchema, { io: 'input', unrepresentable: 'any' })
  return {
    $schema,
    title: 'Rollcall profile',
    description: 'How Rollcall speaks to one kind of system. See docs/profiles.md.',
    ...schema,
  }
}
