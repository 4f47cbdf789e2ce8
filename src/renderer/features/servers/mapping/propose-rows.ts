import { isObject, pathText, type Step } from './json-path.ts'
import { given, leavesOf, ROWS_LOOKED_AT } from './leaves.ts'
import { proposePlain, scoreId } from './propose-fields.ts'
import { proposeTimes } from './propose-times.ts'

/** A place in an answer that may hold the rows. */
export interface RowsPlace {
  /** The path; empty for the answer itself. */
  readonly at: string
  readonly shape: 'array' | 'map' | 'values'
  readonly count: number
  /** How much like sessions the rows are. */
  readonly score: number
}

const DEEPEST = 6
const MOST_PLACES = 200

/** The places that may hold the rows, the likeliest first. */
export function rowsPlaces(answer: unknown): readonly RowsPlace[] {
  const places: RowsPlace[] = []
  visit(answer, [])
  return places.toSorted((left, right) => right.score - left.score || right.count - left.count)

  function visit(value: unknown, steps: readonly Step[]): void {
    if (places.length >= MOST_PLACES || steps.length > DEEPEST) return
    const shape = shapeOf(value)
    if (shape !== null) places.push(placeOf(value, shape, steps))
    if (isObject(value)) for (const [name, member] of Object.entries(value).slice(0, 100)) visit(member, [...steps, name])
    // One thing in an array can be an envelope; of many each is a row.
    else if (Array.isArray(value) && value.length === 1) visit(value[0], [...steps, 0])
  }
}

/** The rows at a place, as the fields are read from them: `values` become objects with a `value`. */
export function rowsIn(value: unknown, shape: RowsPlace['shape']): readonly unknown[] {
  if (shape === 'map') return isObject(value) ? Object.values(value) : []
  if (!Array.isArray(value)) return []
  return shape === 'values' ? value.map((element) => ({ value: element })) : value
}

function shapeOf(value: unknown): RowsPlace['shape'] | null {
  if (Array.isArray(value)) {
    if (value.length === 0) return 'array'
    if (value.every((element) => isObject(element) || Array.isArray(element))) return 'array'
    return value.every((element) => typeof element === 'string' || typeof element === 'number') ? 'values' : null
  }
  if (!isObject(value)) return null
  const members = Object.values(value)
  if (members.length === 0 || !members.every(isObject)) return null
  return members.length === 1 || areAlike(members) ? 'map' : null
}

/** Rows of a table have the same names; parts of one thing do not. */
function areAlike(members: readonly Readonly<Record<string, unknown>>[]): boolean {
  const names = members.slice(0, 20).map((member) => new Set(Object.keys(member)))
  const [first = new Set<string>(), ...rest] = names
  return rest.every((other) => first.intersection(other).size * 2 >= Math.max(first.size, other.size))
}

/** A session has an id, a user, times and an address; a list of anything else has fewer of them. */
function placeOf(value: unknown, shape: RowsPlace['shape'], steps: readonly Step[]): RowsPlace {
  const rows = rowsIn(value, shape)
  const leaves = leavesOf(rows)
  const plain = proposePlain(leaves, Math.min(rows.length, ROWS_LOOKED_AT), new Set())
  const found =
    Object.keys(proposeTimes(leaves, 'UTC')).length * 3 +
    (plain.user || plain.userId ? 4 : 0) +
    (plain.address ? 4 : 0) +
    (plain.userAgent ? 2 : 0) +
    (leaves.some((leaf) => scoreId(leaf) > 0) ? 3 : 0)
  const name = String(steps.findLast((step) => typeof step === 'string') ?? '')
  const called = namedLike(name)
  const score = found + called - steps.length * 0.5 + unlikely(shape, rows, leaves.length)
  return { at: pathText(steps), shape, count: rows.length, score }
}

/** A map with one member, an empty array and a list of plain values are rows only where nothing else is. */
function unlikely(shape: RowsPlace['shape'], rows: readonly unknown[], leaves: number): number {
  if (rows.length === 0) return -6
  if (shape === 'values') return -8
  if (shape === 'map' && rows.length === 1) return -6
  return leaves === 0 ? -8 : 0
}

/** Whether a row's own name in a map is its id: always, unless a row names another one that is not its name. */
export function keysAreIds(value: unknown): boolean {
  return isObject(value) && !leavesOf(Object.values(value)).some((leaf) => scoreId(leaf) >= 11 && given(leaf).length > 0)
}

function namedLike(name: string): number {
  if (/session|connection|login|device|token/i.test(name)) return 3
  return /^(?:items|results|data|rows|content|records|list)$/i.test(name) ? 1 : 0
}
