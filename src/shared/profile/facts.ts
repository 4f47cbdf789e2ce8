import { z } from 'zod'

/** What a system does, in words for the person at the screen. */
export const factsSchema = z.strictObject({
  /** What the address column means there. */
  address: z.enum(['sign-in', 'latest', 'unknown']).describe('Whether the address is that of the sign-in or of the latest request.'),
  /** What counts as activity there. */
  activity: z.string().min(1).max(300).describe('What counts as activity there.'),
  /** After how many minutes without activity it ends a session by itself, where its documents say one figure. */
  idleTimeoutMinutes: z.number().int().min(1).max(100_000).optional().describe('Minutes without activity after which a session ends.'),
  /** What the list cannot see. */
  coverage: z.string().min(1).max(500).describe('What the list cannot see.'),
  /** What ending a session really does there. */
  terminateMeans: z.string().min(1).max(500).describe('What ending a session really does there.'),
  /** What is known of the product, and from where. */
  known: z.string().min(1).max(500).describe('What is known of the product, and from where.'),
  /** What the admin must have or find out: a right, a key, a path. */
  supply: z.string().min(1).max(500).describe('What the admin must have or find out: a right, a key, a path.'),
})
