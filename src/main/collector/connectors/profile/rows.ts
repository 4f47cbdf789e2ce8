import type { Paging, Rows } from '../../../../shared/profile/list.ts'
import { pathList } from '../../../../shared/profile/path.ts'
import { shown } from '../shown.ts'
import { type Beside, getter, isRow } from './path.ts'
import type { Origin, Placed } from './placed.ts'

/** Finds the rows of an answer; null when it holds none, which is a shape that is not understood. */
export interface RowsReader {
  place(json: unknown, beside: Beside | null, origin: Origin): readonly Placed[] | null
  total(json: unknown): number | null
  /** Why `place` gave null, in names and kinds only: values may be anything, secrets too. */
  misfit(json: unknown): string
}

/** Compiles where the rows and their total are. */
export function rowsReader(rows: Rows, paging: Paging): RowsReader {
  const places = pathList(rows.at)
  const rowGetters = places.map((path) => getter(path))
  const totalGetters = 'total' in paging ? pathList(paging.total).map((path) => getter(path)) : []
  const fits = rows.shape === 'map' ? (value: unknown): boolean => Array.isArray(value) || isRow(value) : Array.isArray

  function found(json: unknown): unknown {
    if (Array.isArray(json) || rowGetters.length === 0) return json
    let other: unknown
    for (const get of rowGetters) {
      const value = get(json)
      if (fits(value)) return value
      other ??= value ?? undefined
    }
    return other
  }

  return {
    place(json, beside, origin) {
      const value = found(json)
      if (Array.isArray(value)) return placedArray(value, beside, origin, rows.shape === 'values')
      if (rows.shape === 'map' && isRow(value)) return placedMap(value, beside, origin)
      const nothing = value === undefined || value === null || (places.length === 0 && isRow(value) && Object.keys(value).length === 0)
      return rows.mayBeMissing && nothing && (typeof json === 'object' || json === null) ? [] : null
    },
    total(json) {
      if (!isRow(json)) return null
      for (const get of totalGetters) {
        const total = get(json)
        const count = typeof total === 'string' && /^\d{1,15}$/.test(total) ? Number(total) : total
        if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count
      }
      return null
    },
    misfit(json) {
      const where =
        places.length === 0 ? 'the answer itself is none' : `there is none at ${places.map((path) => shown(path, 60)).join(', ')}`
      return `${kindOf(json)} Rows were looked for, and ${where}.`
    },
  }
}

function placedArray(rows: readonly unknown[], beside: Beside | null, origin: Origin, wrapped: boolean): readonly Placed[] {
  const placed: Placed[] = []
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index]
    placed.push({ row: wrapped ? { value: row } : row, beside, origin })
  }
  return placed
}

function placedMap(rows: Beside, beside: Beside | null, origin: Origin): readonly Placed[] {
  return Object.entries(rows).map(([key, row]) => ({ row, beside: { ...beside, key }, origin }))
}

/** What kind of thing an answer is, with its names where it is an object. */
export function kindOf(json: unknown): string {
  if (json === null) return 'The answer is null.'
  if (Array.isArray(json)) return `The answer is a list of ${json.length}.`
  if (typeof json !== 'object') return `The answer is a ${typeof json}.`
  const names = Object.keys(json).slice(0, 10)
  return `The answer is an object with ${names.length === 0 ? 'no fields' : `the fields ${names.map((name) => `“${shown(name, 40)}”`).join(', ')}`}.`
}
