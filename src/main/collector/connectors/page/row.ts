import type { CellValue, Table } from '../../../../shared/profile/page.ts'
import type { GridRow } from './grid.ts'
import { type Element, findFirst, MOST_IN_CELL, textOf } from './html.ts'
import { parameterOf } from './link.ts'
import type { FoundTable } from './table.ts'

/** One row as fields read it: texts by the names of the profile's columns and values. What is empty is left out. */
export type PageRow = Readonly<Record<string, string>>

type Reader = (place: Element) => string | null

const MOST_TEXT = 4000

/** Compiles how a row of the session table becomes an object. */
export function rowReader(table: Table): (found: FoundTable, row: GridRow) => PageRow {
  const columns = Object.entries(table.columns).map(([name, { from }]) => ({ name, read: firstOf(from) }))
  const values = Object.entries(table.values ?? {}).map(([name, from]) => ({ name, read: firstOf(from) }))
  return (found, row) => {
    const result: Record<string, string> = {}
    for (const { name, read } of columns) {
      const at = found.columns.get(name)
      const cell = at === undefined ? undefined : row.cells[at]
      const value = cell === undefined ? null : read(cell)
      if (value !== null) result[name] = value
    }
    for (const { name, read } of values) {
      const value = read(row.element)
      if (value !== null) result[name] = value
    }
    return result
  }
}

function firstOf(from: CellValue | readonly CellValue[]): Reader {
  const readers = (Array.isArray(from) ? (from as readonly CellValue[]) : [from as CellValue]).map(readerOf)
  return (place) => {
    for (const read of readers) {
      const value = read(place)
      if (value !== null && value !== '') return value.slice(0, MOST_TEXT).toWellFormed()
    }
    return null
  }
}

function readerOf(value: CellValue): Reader {
  if (value === 'text') return (place) => textOf(place)
  if ('attribute' in value) return (place) => attributeOf(place, value.attribute)
  if ('input' in value) return (place) => inputOf(place, value.input)
  return (place) => linkedOf(place, value.parameter)
}

function attributeOf(place: Element, name: string): string | null {
  const own = place.attributes[name]
  if (own !== undefined && own !== '') return own
  return findFirst(place, ({ attributes }) => (attributes[name] ?? '') !== '', MOST_IN_CELL)?.attributes[name] ?? null
}

/** A field's value; without a name the first that is there for the row, so not what is pressed. */
function inputOf(place: Element, name: string | true): string | null {
  const isMeant = ({ tag, attributes }: Element): boolean => {
    if (name !== true) return (tag === 'input' || tag === 'button') && attributes.name === name
    return tag === 'input' && !/^(?:submit|button|image|reset)$/i.test(attributes.type ?? '')
  }
  return findFirst(place, isMeant, MOST_IN_CELL)?.attributes.value ?? null
}

function linkedOf(place: Element, parameter: string): string | null {
  let value: string | null = null
  findFirst(
    place,
    ({ tag, attributes }) => {
      if (tag === 'a' && attributes.href !== undefined) value = parameterOf(attributes.href, parameter)
      return value !== null && value !== ''
    },
    MOST_IN_CELL,
  )
  return value
}
