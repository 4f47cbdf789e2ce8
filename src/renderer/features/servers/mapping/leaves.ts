import { isObject, pathText, type Step, wordsOf } from './json-path.ts'

/** A path into a row that holds plain values, with what stands there in each of the rows that were looked at. */
export interface Leaf {
  readonly path: string
  /** The words of its last name; none for an index. */
  readonly words: readonly string[]
  /** The words of the names before it, outermost first. */
  readonly above: readonly string[]
  readonly depth: number
  /** One for each row, in the order of the rows; undefined where there is nothing. */
  readonly values: readonly unknown[]
}

const MOST_LEAVES = 300
const DEEPEST = 6
/** How many rows are looked at: enough to tell what repeats, few enough for each keystroke. */
export const ROWS_LOOKED_AT = 50

/** Every path into the rows that leads to a plain value. Of an array inside a row only the first element is looked at. */
export function leavesOf(rows: readonly unknown[]): readonly Leaf[] {
  const leaves = new Map<string, { steps: readonly Step[]; values: unknown[] }>()
  const looked = rows.slice(0, ROWS_LOOKED_AT)
  for (const [index, row] of looked.entries()) visit(row, [], index)
  return [...leaves].map(([path, { steps, values }]) => leafAt(path, steps, values, looked.length))

  function visit(value: unknown, steps: readonly Step[], row: number): void {
    if (Array.isArray(value)) {
      // A row that is an array has columns; an array inside a row is a list of alike things.
      const columns = steps.length === 0 ? value : value.slice(0, 1)
      for (const [index, element] of columns.entries()) visit(element, [...steps, index], row)
    } else if (isDate(value)) {
      take(value.iso, steps, row)
    } else if (isObject(value)) {
      if (steps.length >= DEEPEST) return
      for (const [name, member] of Object.entries(value)) visit(member, [...steps, name], row)
    } else take(value, steps, row)
  }

  function take(value: unknown, steps: readonly Step[], row: number): void {
    const path = pathText(steps)
    const leaf = leaves.get(path) ?? { steps, values: [] }
    if (!leaves.has(path)) {
      if (leaves.size >= MOST_LEAVES) return
      leaves.set(path, leaf)
    }
    leaf.values[row] = value
  }
}

/** A moment as Parse writes it, which a profile reads as one value. */
function isDate(value: unknown): value is { readonly iso: unknown } {
  return isObject(value) && value.__type === 'Date' && 'iso' in value
}

function leafAt(path: string, steps: readonly Step[], values: readonly unknown[], rows: number): Leaf {
  const names = steps.filter((step) => typeof step === 'string')
  const last = steps.at(-1)
  return {
    path,
    // `devices[0]` is named by what it is an element of.
    words: wordsOf(typeof last === 'string' ? last : (names.at(-1) ?? '')),
    above: names.slice(0, typeof last === 'string' ? -1 : names.length).flatMap((name) => wordsOf(name)),
    depth: steps.length,
    values: Array.from({ length: rows }, (_, index) => values[index]),
  }
}

/** The values of a leaf that say something. */
export function given(leaf: Leaf): readonly unknown[] {
  return leaf.values.filter((value) => value !== undefined && value !== null && value !== '')
}
