import { around, type Element, walk } from './html.ts'

/** One row of a table, with its cells at the columns where they are seen. */
export interface GridRow {
  readonly element: Element
  /** By column; a cell that spans columns or rows stands in each of them. */
  readonly cells: readonly Element[]
  /** The cells that begin in this row. */
  readonly own: readonly Element[]
}

/** A table's own rows, without those of tables in its cells. */
export interface Grid {
  readonly table: Element
  readonly rows: readonly GridRow[]
}

/** More columns than any table has; a cell may say that it spans millions. */
const MOST_COLUMNS = 100
const MOST_SPAN = 1000

/** All tables of a page, in its order, also those inside others. */
export function gridsOf(page: Element): readonly Grid[] {
  const rowsOf = new Map<Element, Element[]>()
  walk(page, (element) => {
    if (element.tag === 'table') rowsOf.set(element, [])
    if (element.tag === 'tr') {
      const table = around(element, ({ tag }) => tag === 'table')
      if (table !== null) rowsOf.get(table)?.push(element)
    }
    return true
  })
  return [...rowsOf].map(([table, rows]) => ({ table, rows: spread(rows) }))
}

interface Carried {
  readonly cell: Element
  readonly rows: number
}

function spread(rows: readonly Element[]): readonly GridRow[] {
  let carried: (Carried | undefined)[] = []
  return rows.map((element) => {
    const own = cellsOf(element)
    const cells: Element[] = []
    const next: (Carried | undefined)[] = []
    const place = (cell: Element, rowsLeft: number): void => {
      if (rowsLeft > 1) next[cells.length] = { cell, rows: rowsLeft - 1 }
      cells.push(cell)
    }
    const takeCarried = (): void => {
      for (let from = carried[cells.length]; from !== undefined; from = carried[cells.length]) place(from.cell, from.rows)
    }
    for (const cell of own) {
      takeCarried()
      const columns = spanOf(cell, 'colspan')
      const span = spanOf(cell, 'rowspan')
      for (let column = 0; column < columns && cells.length < MOST_COLUMNS; column += 1) place(cell, span)
    }
    takeCarried()
    carried = next
    return { element, cells, own }
  })
}

function spanOf({ attributes }: Element, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(attributes[name] ?? '1', 10)
  return Number.isNaN(span) || span < 1 ? 1 : Math.min(span, MOST_SPAN)
}

/** The cells of a row, also where a form stands between the row and its cells. */
function cellsOf(row: Element): readonly Element[] {
  const cells: Element[] = []
  walk(row, (element) => {
    if (element.tag !== 'td' && element.tag !== 'th') return element.tag !== 'table'
    cells.push(element)
    return false
  })
  return cells
}
