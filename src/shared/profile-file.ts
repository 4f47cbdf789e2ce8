import { z } from 'zod'
import { reasonSchema } from './errors.ts'
import { profileIdSchema } from './profile.ts'
import { serverIdSchema } from './server.ts'
import { sessionRowSchema } from './session.ts'

/** Bounds of saved profiles: characters of one file's text, and files in the folder. */
export const PROFILE_FILE = { longest: 200_000, most: 200 } as const

export const profileTextSchema = z.string().min(1).max(PROFILE_FILE.longest)

/** One profile as a text that a person can read, edit and share. Saved ones are files; they are listed also when they are refused. */
export const profileFileSchema = z.object({
  /** What servers name it by; of a saved one also the name of its file, without the ending. */
  id: z.string(),
  name: z.string(),
  kind: z.enum(['api', 'page']).nullable(),
  /** The file's name below `profiles` in the data folder; null for a built-in profile. */
  file: z.string().nullable(),
  origin: z.enum(['built-in', 'saved']),
  text: z.string(),
  /** Why it is refused, all reasons at once; none for a profile that is in use. */
  problems: z.array(reasonSchema),
  usedBy: z.array(serverIdSchema),
})
export type ProfileFile = z.infer<typeof profileFileSchema>

/** A question that *Map fields* asks a server once, with the draft's way to sign in. The path is below the server's base path. */
export const sampleRequestSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'LIST']).default('GET'),
  path: z.string().min(1).max(2000),
  query: z.record(z.string().max(100), z.string().max(1000)).optional(),
  json: z.unknown().optional(),
})
export type SampleRequest = z.infer<typeof sampleRequestSchema>

/** What a server answered to a sample request, whatever its status. Values under names that look like a secret are masked. */
export const sampleSchema = z.object({
  status: z.number().int(),
  contentType: z.string(),
  /** Null when the answer is no JSON; then `text` is its beginning. */
  json: z.unknown(),
  text: z.string().nullable(),
  /** Rows or members at the end were left out, because the answer is long. */
  cut: z.boolean(),
  /** Server clock minus ours, ms. */
  clockOffset: z.number().nullable(),
})
export type Sample = z.infer<typeof sampleSchema>

/** A session as a profile decodes it. */
export const previewRowSchema = sessionRowSchema.pick({
  sessionId: true,
  user: true,
  userId: true,
  displayName: true,
  email: true,
  project: true,
  organisation: true,
  type: true,
  node: true,
  address: true,
  userAgent: true,
  createdAt: true,
  lastActiveAt: true,
  expiresAt: true,
  account: true,
  own: true,
})
export type PreviewRow = z.infer<typeof previewRowSchema>

/** What a profile makes of one sample answer of its first list. */
export const previewSchema = z.object({
  /** The first 50. */
  rows: z.array(previewRowSchema),
  /** How many rows were decoded in all. */
  decoded: z.number().int(),
  /** Rows without a usable id, or that are no rows, with the reason for the first few. */
  dropped: z.number().int(),
  reasons: z.array(z.string()),
  /** Rows that share an id with another row and differ from it. */
  duplicates: z.number().int(),
  emptyUsers: z.number().int(),
  /** Times that have a value in the answer which the profile can't read, by field. */
  unparsedTimes: z.array(
    z.object({ field: z.enum(['createdAt', 'lastActiveAt', 'expiresAt']), rows: z.number().int(), example: z.string() }),
  ),
  /** Why nothing could be decoded at all, such as no rows at the given place; null otherwise. */
  problem: z.string().nullable(),
})
export type Preview = z.infer<typeof previewSchema>

/** Saves a profile under its own id. `replaces`: the id it had before, when an edited profile got another one. */
export const saveProfileSchema = z.object({ text: profileTextSchema, replaces: profileIdSchema.optional() })
