import type { SessionField } from '../../../../shared/profile.ts'
import { type Getter, getter, isRow } from './path.ts'

const MOST_ENTRIES = 100
const MOST_DEPTH = 5
const MOST_VALUE = 1000

type Other = readonly { readonly name: string; readonly value: string }[]

/**
 * Compiles the reader of everything a row gives beyond its mapped fields. A path that only stands in for one that was there is kept, so
 * that nothing the server gave is lost; fields named as secret are left out at any depth, with all they hold.
 */
export function otherReader(
  fields: Readonly<Partial<Record<SessionField, readonly string[]>>>,
  secretFields: readonly string[],
): (raw: unknown) => Other {
  const secrets = new Set(secretFields.map((name) => name.toLowerCase()))
  const earlier = new Map<string, readonly Getter[]>()
  for (const paths of Object.values(fields))
    for (const [index, path] of paths.entries()) earlier.set(path, paths.slice(0, index).map(getter))

  return (raw) => {
    if (!isRow(raw)) return []
    const found: { name: string; value: string }[] = []
    for (const { path, value } of leavesOf(raw, '', 0, secrets)) {
      if (found.length === MOST_ENTRIES) break
      const isMapped = earlier.get(path)?.every((get) => get(raw) === undefined || get(raw) === null) ?? false
      if (!isMapped) found.push({ name: path.slice(0, MOST_VALUE), value: String(value).slice(0, MOST_VALUE).toWellFormed() })
    }
    return found
  }
}

/** Walks down to the values that are neither objects nor arrays, no deeper than a person could read. */
function* leavesOf(
  parent: object,
  path: string,
  depth: number,
  secrets: ReadonlySet<string>,
): Generator<{ readonly path: string; readonly value: unknown }> {
  for (const [key, value] of Object.entries(parent)) {
    if (value === null || value === undefined || secrets.has(key.toLowerCase())) continue
    const here = Array.isArray(parent) ? `${path}[${key}]` : joined(path, key)
    if (typeof value !== 'object') yield { path: here, value }
    else if (depth < MOST_DEPTH) yield* leavesOf(value, here, depth + 1, secrets)
  }
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
