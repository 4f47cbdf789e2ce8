/** Follows one dotted path into a row; undefined where it leads nowhere. */
export type Getter = (row: Row) => unknown
export type Row = Readonly<Record<string, unknown>>

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Compiles a path such as `user.name` or `addresses[0]` once, so that reading a row splits no text. */
export function getter(path: string): Getter {
  const keys = path.split(/[.[\]]/).filter((key) => key !== '')
  const [first = '', second = ''] = keys
  if (keys.length === 1) return (row) => row[first]
  if (keys.length === 2) return (row) => step(row[first], second)
  return (row) => keys.reduce<unknown>(step, row)
}

function step(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Row)[key] : undefined
}
