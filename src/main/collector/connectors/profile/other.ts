import type { SessionField } from '../../../../shared/profile.ts'
import { type Getter, getter, isRow, type Row } from './path.ts'

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
    const found: { name: string; value: string }[] = []
    if (!isRow(raw)) return found
    const keep = (path: string, value: unknown): void => {
      const isMapped = earlier.get(path)?.every((get) => get(raw) === undefined || get(raw) === null) ?? false
      if (!isMapped) found.push({ name: path.slice(0, MOST_VALUE), value: String(value).slice(0, MOST_VALUE).toWellFormed() })
    }
    walk(raw, '', 0, secrets, (path, value) => {
      if (found.length < MOST_ENTRIES) keep(path, value)
    })
    return found
  }
}

/** Walks down to the values that are neither objects nor arrays, no deeper than a person could read. */
function walk(
  parent: object,
  path: string,
  depth: number,
  secrets: ReadonlySet<string>,
  leaf: (path: string, value: unknown) => void,
): void {
  const inArray = Array.isArray(parent)
  for (const key of Object.keys(parent)) {
    const value: unknown = (parent as Row)[key]
    if (value === null || value === undefined || secrets.has(key.toLowerCase())) continue
    const here = inArray ? `${path}[${key}]` : joined(path, key)
    if (typeof value !== 'object') leaf(here, value)
    else if (depth < MOST_DEPTH) walk(value, here, depth + 1, secrets, leaf)
  }
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
