import { z } from 'zod'
import { t } from '../language/language.ts'

/**
 * A path into a JSON value: names and indexes, for example `user.name`, `devices[0].ip_address` or `["odd.name"].x`; `[0]` alone reads a
 * row that is an array. A first name that starts with `$` is not part of the row itself: `$key` is the row's name in a map, `$status` the
 * HTTP status of an answer, and any other names what a profile's `each`, `detail`, `join` or `set` put beside it, such as `$client.name`.
 */
export const fieldPathSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(?:[^\s.[\]"]+|\[\d{1,4}\]|\["[^"]{1,100}"\])(?:\.[^\s.[\]"]+|\[\d{1,4}\]|\["[^"]{1,100}"\])*$/, {
    error: () => t('refusal.path'),
  })
  .meta({
    id: 'path',
    description: 'A path into a row or an answer: user.name, devices[0].ip, ["odd.name"].x, or $name.x for what stands beside it.',
  })

/** Paths in order of preference: the first that gives something usable counts. One path may stand alone. */
export const fieldPathsSchema = z
  .union([fieldPathSchema, z.array(fieldPathSchema).min(1).max(10)])
  .meta({ id: 'paths', description: 'One path, or several in order of preference.' })
export type FieldPaths = z.infer<typeof fieldPathsSchema>

/** The steps of a path, in order. */
export function pathSteps(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\["([^"]+)"\]|([^.[\]]+)/g)].map(([, index, quoted, name]) =>
    index === undefined ? (quoted ?? name ?? '') : Number(index),
  )
}

/** One path or several, as several. */
export function pathList(paths: FieldPaths | undefined): readonly string[] {
  if (paths === undefined) return []
  return typeof paths === 'string' ? [paths] : paths
}
