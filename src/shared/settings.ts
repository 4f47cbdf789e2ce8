import { z } from 'zod'

/** What the window remembers across restarts. Unknown columns are ignored, so an old profile opens in a new program and back. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['compact', 'normal', 'roomy']).default('normal'),
  /** Column name → shown. Columns that are absent take their default. */
  columns: z.record(z.string(), z.boolean()).default({}),
  pageSize: z.number().int().min(10).max(100).default(100),
})
export type Settings = z.infer<typeof settingsSchema>
