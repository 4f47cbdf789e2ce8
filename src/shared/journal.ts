import { z } from 'zod'

/** What the console writes down about itself; `data` of each kind holds ids, names and counts, never a secret. */
export const journalKindSchema = z.enum([
  'console-started',
  'server-added',
  'server-changed',
  'server-removed',
  'server-paused',
  'server-resumed',
  'credential-stored',
  'credential-detached',
  'certificate-pinned',
  'run-started',
  'target-intent',
  'target-outcome',
  'run-finished',
  'run-interrupted',
  'cache-set-aside',
  'profile-saved',
  'profile-removed',
  'sample-sent',
])
export type JournalKind = z.infer<typeof journalKindSchema>

/** One line of the append-only, hash-chained journal. `hash` = SHA-256 over the previous hash and the canonical JSON of the rest. */
export const journalEntrySchema = z.object({
  sequence: z.number().int(),
  at: z.number(),
  kind: journalKindSchema,
  /** The server it is about, and its name at that time. */
  serverId: z.string().nullable(),
  serverName: z.string().nullable(),
  runId: z.string().nullable(),
  /** One sentence for the page. */
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
})
export type JournalEntry = z.infer<typeof journalEntrySchema>
