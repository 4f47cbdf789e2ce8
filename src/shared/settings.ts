import { z } from 'zod'
import { LANGUAGES } from './language/language.ts'
import { viewContentSchema, viewIdSchema, viewSchema } from './view.ts'

const values = {
  language: z.enum(['system', ...LANGUAGES]),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'normal', 'roomy']),
  views: z.array(viewSchema).max(100),
  viewOrder: z.array(viewIdSchema).max(200),
  viewId: viewIdSchema,
  keys: z.record(z.string().max(60), z.array(z.string().max(40)).max(4)),
  detailsWidth: z.number().int().min(280).max(900),
  pageSize: z.number().int().min(10).max(100),
}

/** What the window remembers across restarts. Unknown columns are ignored, so an old profile opens in a new program and back. */
export const settingsSchema = z.object({
  language: values.language.default('system'),
  theme: values.theme.default('system'),
  density: values.density.default('normal'),
  /** The views that somebody saved. */
  views: values.views.default([]),
  /** Ids of views in the order in which they are listed; those that are not named follow: the usual ones, then the saved ones. */
  viewOrder: values.viewOrder.default([]),
  /** The view that was opened last. */
  viewId: values.viewId.default('usual-everyone'),
  /** View id → what was changed in it and not saved: kept until it is saved or thrown away. */
  unsavedViews: z.record(viewIdSchema, viewContentSchema).default({}),
  /** Action id → keys, where somebody chose others than the usual ones (components/actions). */
  keys: values.keys.default({}),
  /** Width of the details beside the grid, in px. */
  detailsWidth: values.detailsWidth.default(328),
  pageSize: values.pageSize.default(100),
})
export type Settings = z.infer<typeof settingsSchema>

/**
 * A change of some settings; the others stay as they are, so that two windows do not undo each other's. Of `unsavedViews` it changes the
 * views that it names, and null takes one out.
 */
export const settingsChangeSchema = z.object({ ...values, unsavedViews: z.record(viewIdSchema, viewContentSchema.nullable()) }).partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>

/** The settings as they are after a change. */
export function changedSettings(settings: Settings, change: SettingsChange): Settings {
  const unsaved = { ...settings.unsavedViews, ...change.unsavedViews }
  const unsavedViews = Object.fromEntries(Object.entries(unsaved).flatMap(([id, content]) => (content === null ? [] : [[id, content]])))
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  return { ...settings, ...Object.fromEntries(given), unsavedViews }
}
