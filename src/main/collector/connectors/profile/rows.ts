import { t } from '../../../../shared/language/language.ts'
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
  const parents = places.map((path) => parentOf(path))
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
        if (isCount(count)) return count
      }
      return paging.kind === 'none' ? unaskedTotal(json, parents) : null
    },
    misfit(json) {
      const named = places.map((path) => shown(path, 60)).join(', ')
      return `${kindOf(json)} ${places.length === 0 ? t('reading.noneHere') : t('reading.noneAt', { places: named })}`
    },
  }
}

/** What servers call the number of all rows. */
const TOTAL = /^(?:total(?:_?(?:count|results?|items|elements|records|size|hits))?|count|all|records_?total|results?_?count)$/i

/** A profile without paging takes the answer for the whole list; where the answer itself counts more, that is said and not believed. */
function unaskedTotal(json: Beside, parents: readonly ((json: unknown) => unknown)[]): number | null {
  for (const holder of [...parents.map((get) => get(json)), json]) {
    if (!isRow(holder) || Array.isArray(holder)) continue
    for (const [name, value] of Object.entries(holder)) if (TOTAL.test(name) && isCount(value)) return value
  }
  return null
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** What holds the rows: `data` for `data.sessions`, the answer itself for `sessions`. */
function parentOf(path: string): (json: unknown) => unknown {
  const end = path.lastIndexOf('.')
  return end === -1 ? (json) => json : getter(path.slice(0, end))
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
  if (json === null) return t('reading.isNull')
  if (Array.isArray(json)) return t('reading.isList', { count: json.length })
  if (typeof json !== 'object') return t('reading.isOther', { kind: typeof json })
  const names = Object.keys(json).slice(0, 10)
  if (names.length === 0) return t('reading.isBare')
  return t('reading.isObject', { names: names.map((name) => t('connection.quoted', { text: shown(name, 40) })).join(', ') })
}
