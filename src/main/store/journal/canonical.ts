/**
 * A value as JSON with one way to write it: keys in code unit order, no spaces, no undefined members, every text well-formed, because a
 * lone surrogate would come back from the file as another character and break the hash.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(ordered(value))
}

function ordered(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  const sorted = members.map(([name, member]) => [name.toWellFormed(), ordered(member)] as const).sort(byName)
  return Object.fromEntries(sorted)
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
