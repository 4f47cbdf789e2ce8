import { z } from 'zod'
import { LANGUAGES } from './language/language.ts'
import { viewContentSchema, viewSchema } from './view.ts'

/** What the window remembers across restarts. Unknown columns are ignored, so an old profile opens in a new program and back. */
export const settingsSchema = z.object({
  language: z.enum(['system', ...LANGUAGES]).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['compact', 'normal', 'roomy']).default('normal'),
  /** The views that somebody saved, in the order in which they are listed. */
  views: z.array(viewSchema).max(100).default([]),
  /** The view that was open last. */
  viewId: z.string().max(64).default('usual-everyone'),
  /** View id → what was changed in it and not saved: kept until it is saved or thrown away. */
  unsavedViews: z.record(z.string().max(64), viewContentSchema).default({}),
  /** Action id → keys, where somebody chose others than the usual ones (components/actions). */
  keys: z.record(z.string().max(60), z.array(z.string().max(40)).max(4)).default({}),
  pageSize: z.number().int().min(10).max(100).default(100),
})
export type Settings = z.infer<typeof settingsSchema>
