import { z } from 'zod'
import { groupingSchema } from './session.ts'

/** How the columns of a view stand. Names that no column has any more are kept and left out, so that a view survives another version. */
export const columnLayoutSchema = z.object({
  /** Column names from left to right; columns that are not named follow in their usual order. */
  order: z.array(z.string().max(40)).max(100).default([]),
  /** Column name → shown. Columns that are absent take their default. */
  shown: z.record(z.string().max(40), z.boolean()).default({}),
  /** Column name → width in px. Columns that are absent share the room there is. */
  widths: z.record(z.string().max(40), z.number().min(30).max(2000)).default({}),
  /** The user column stays in sight when the grid is moved sideways. */
  userPinned: z.boolean().default(true),
})
export type ColumnLayout = z.infer<typeof columnLayoutSchema>

/** `usual-…` for the views that come with the program, whose ids never change; random for those that somebody saved. */
export const viewIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/)

/** A column's name; session and idle time sort by their own clocks. */
export const viewSortSchema = z.object({ field: z.string().max(40), direction: z.enum(['asc', 'desc']) })
export type ViewSort = z.infer<typeof viewSortSchema>

/** What the grid shows and how. Servers are part of the filter, by name, so that a view can be given to others. */
export const viewContentSchema = z.object({
  filter: z.string().max(2000).default(''),
  sort: z
    .array(viewSortSchema)
    .min(1)
    .max(3)
    .default([{ field: 'user', direction: 'asc' }]),
  group: groupingSchema.nullable().default(null),
  columns: columnLayoutSchema.default(columnLayoutSchema.parse({})),
})
export type ViewContent = z.infer<typeof viewContentSchema>

/** A view with a name. Those that come with the program are not stored. */
export const viewSchema = viewContentSchema.extend({
  id: viewIdSchema,
  name: z.string().trim().min(1).max(60),
})
export type View = z.infer<typeof viewSchema>

/** A view as a file: no ids, no secrets, nothing of this machine. */
export const viewFileSchema = z.object({
  format: z.literal('rollcall-view'),
  version: z.literal(1),
  view: viewContentSchema.extend({ name: viewSchema.shape.name }),
})
export type ViewFile = z.infer<typeof viewFileSchema>
