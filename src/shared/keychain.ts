import { z } from 'zod'
import { problemSchema } from './errors.ts'

/** Whether secrets survive quitting. `absent`: no OS keychain, so they are kept in memory. `locked`, `stuck`: there, but not answering. */
export const keychainStateSchema = z.object({
  state: z.enum(['unknown', 'working', 'absent', 'locked', 'stuck']),
  problem: problemSchema.nullable(),
})
export type KeychainState = z.infer<typeof keychainStateSchema>

/** Why a read of one secret gave none: a null from the keychain is told apart with the canary entry. */
export type SecretRead =
  | { readonly kind: 'found'; readonly secret: string }
  | { readonly kind: 'missing' }
  /** There is an entry, but not the one that was stored for this server with the settings it has. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'unavailable'; readonly keychain: KeychainState }
