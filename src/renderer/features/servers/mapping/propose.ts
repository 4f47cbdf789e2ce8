import type { SessionField } from '../../../../shared/profile/field.ts'
import type { TimeField, TimeRule } from '../../../../shared/profile/time.ts'
import { valueAt } from './json-path.ts'
import { given, type Leaf, leavesOf, ROWS_LOOKED_AT } from './leaves.ts'
import { type FieldPaths, proposePlain, scoreId } from './propose-fields.ts'
import { keysAreIds, type RowsPlace, rowsIn, rowsPlaces } from './propose-rows.ts'
import { proposeTimes } from './propose-times.ts'
import { momentForm } from './time-form.ts'

/** What is proposed for an answer: where its rows are, and what in a row is what. */
export interface Proposal {
  readonly rows: RowsPlace
  readonly fields: Partial<Record<SessionField, string>>
  readonly times: Partial<Record<TimeField, TimeRule>>
}

/** Proposes a mapping for an answer, from its names and its values; null when nothing in it can be rows. `zone` is for times without one. */
export function propose(answer: unknown, zone: string): Proposal | null {
  const [best] = rowsPlaces(answer)
  return best === undefined ? null : proposeFor(answer, best, zone)
}

/** As `propose`, for rows at a place that somebody has chosen. */
export function proposeFor(answer: unknown, place: Pick<RowsPlace, 'at' | 'shape'>, zone: string): Proposal {
  const value = valueAt(answer, place.at)
  const rows = rowsIn(value, place.shape)
  const leaves = leavesOf(rows)
  const times = proposeTimes(leaves, zone)
  const id = place.shape === 'map' && keysAreIds(value) ? '$key' : idPath(leaves)
  const timePaths = Object.entries(times).map(([field, time]) => [field, time.path] as const)
  const taken = new Set([...timePaths.map(([, path]) => path), ...(id === undefined ? [] : [id])])
  const looked = Math.min(rows.length, ROWS_LOOKED_AT)
  const plain = proposePlain(leaves, looked, taken)
  const fields: FieldPaths = { ...(id === undefined ? {} : { sessionId: id }), ...plain, ...Object.fromEntries(timePaths) }
  return {
    rows: { ...place, count: rows.length, score: 0 },
    fields: withoutNames(fields, leaves, taken),
    times: Object.fromEntries(Object.entries(times).map(([field, { rule }]) => [field, rule])),
  }
}

function idPath(leaves: readonly Leaf[]): string | undefined {
  const [best] = leaves
    .map((leaf) => ({ path: leaf.path, score: scoreId(leaf) }))
    .filter(({ score }) => score > 0)
    .toSorted((left, right) => right.score - left.score)
  return best?.path ?? namelessId(leaves)
}

/** In rows that are arrays the first column whose values are all unlike, and that is no moment, is the id. */
function namelessId(leaves: readonly Leaf[]): string | undefined {
  return leaves.find(
    (leaf) =>
      leaf.words.length === 0 &&
      given(leaf).length === leaf.values.length &&
      new Set(given(leaf).map(String)).size === leaf.values.length &&
      momentForm(leaf.values) === null,
  )?.path
}

/** In rows that are arrays the first column of short words that is nothing else is the user. */
function withoutNames(fields: FieldPaths, leaves: readonly Leaf[], taken: ReadonlySet<string>): FieldPaths {
  if (fields.user !== undefined) return fields
  const used = new Set([...taken, ...Object.values(fields)])
  const column = leaves.find(
    (leaf) =>
      leaf.words.length === 0 &&
      !used.has(leaf.path) &&
      given(leaf).length > 0 &&
      given(leaf).every((value) => typeof value === 'string' && /^[^\s]{1,60}$/.test(value)),
  )
  return column === undefined ? fields : { ...fields, user: column.path }
}
