import type { Table } from '../../../../shared/profile/page.ts'
import { type Grid, type GridRow, gridsOf } from './grid.ts'
import { type Element, findFirst, MOST_IN_CELL, textOf } from './html.ts'
import { folded, type Inputs, textsOf } from './words.ts'

/** The rows of the session table of one page, and the column in which each of the profile's columns stands. */
export interface FoundTable {
  readonly columns: ReadonlyMap<string, number>
  readonly rows: readonly GridRow[]
}

/** What came of looking: tables, or what the nearest thing to one lacks. */
export type Search =
  | { readonly kind: 'found'; readonly tables: readonly FoundTable[] }
  | { readonly kind: 'ambiguous'; readonly tables: number }
  | { readonly kind: 'missing'; readonly near: Near | null }
  /** So many tables that looking through all of them would hold up everything else; the right one may be among them. */
  | { readonly kind: 'too-many' }

/** The table that comes nearest: which columns it has, which it lacks, and which of its headings stand there twice. */
export interface Near {
  readonly has: readonly string[]
  readonly lacks: readonly string[]
  readonly twice: readonly string[]
  /** Its headings, as they are read. */
  readonly headings: readonly string[]
}

interface Wanted {
  readonly name: string
  readonly headings: ReadonlySet<string>
  readonly required: boolean
}

/** One way to read a table's headings: the cells above each column, and the row below which its rows begin. */
interface Heading {
  readonly above: readonly (readonly Element[])[]
  readonly below: number
}

interface Fit extends Omit<Near, 'headings'> {
  readonly grid: Grid
  readonly heading: Heading
  readonly columns: ReadonlyMap<string, number>
}

/** Headings stand in one of the first rows; some pages have a title and a search row above them. */
const HEADING_ROWS = 6
/** How many cells are read as headings on one page, and how much of each: a longer text than a profile may give is none of its headings. */
const MOST_HEADINGS = 50_000
const MOST_IN_HEADING = 500
const MOST_HEADING_TEXT = 301

/** A page has more cells where headings may stand than are read. */
class TooManyHeadings extends Error {}

/** What a cell says as a heading, folded; read once, for a cell that spans columns stands in each of them and in several headings. */
type Said = (cell: Element) => ReadonlySet<string>

/** Compiles how the session table of a page is found by its headings. */
export function tableFinder(table: Table, inputs: Inputs): (page: Element) => Search {
  const wanted = Object.entries(table.columns).map(
    ([name, { headings, required }]): Wanted => ({ name, required, headings: new Set(textsOf(headings, inputs).map(folded)) }),
  )
  function searched(page: Element): Search {
    const said = reader()
    const fits = gridsOf(page)
      .map((grid) => bestFit(grid, wanted, said))
      .filter((fit) => fit !== null)
    const whole = fits.filter(({ lacks, twice }) => lacks.length === 0 && twice.length === 0)
    if (whole.length === 0) return { kind: 'missing', near: nearest(fits) }
    // Columns that are not needed don't tell which of two tables is meant.
    return table.several || whole.length === 1 ? { kind: 'found', tables: whole.map(foundIn) } : { kind: 'ambiguous', tables: whole.length }
  }

  return (page) => {
    try {
      return searched(page)
    } catch (error) {
      if (error instanceof TooManyHeadings) return { kind: 'too-many' }
      throw error
    }
  }
}

/** Reads headings of one page. Throws `TooManyHeadings`. */
function reader(): Said {
  const known = new Map<Element, ReadonlySet<string>>()
  return (cell) => {
    const before = known.get(cell)
    if (before !== undefined) return before
    if (known.size === MOST_HEADINGS) throw new TooManyHeadings()
    const said = new Set(headingTexts(cell).map(folded))
    known.set(cell, said)
    return said
  }
}

function nearest(fits: readonly Fit[]): Near | null {
  const [best] = fits.filter(({ has, twice }) => has.length + twice.length > 0).sort((one, other) => other.has.length - one.has.length)
  if (best === undefined) return null
  const { has, lacks, twice, heading } = best
  const shown = columnsOf(heading).map(({ cells }) => cells.map((cell) => textOf(cell, 'with-controls', 60)).join(' '))
  return { has, lacks, twice, headings: shown.filter((text) => text !== '') }
}

function bestFit(grid: Grid, wanted: readonly Wanted[], said: Said): Fit | null {
  let best: Fit | null = null
  for (const heading of headingsOf(grid)) {
    const fit = fitOf(grid, heading, wanted, said)
    if (best === null || scoreOf(fit) > scoreOf(best)) best = fit
  }
  return best
}

/** A table that has everything counts more than one with further columns that are not needed. */
function scoreOf({ lacks, twice, columns }: Fit): number {
  return columns.size - (lacks.length + twice.length) * 1000
}

/** Each of the first rows alone, and all rows of headings together, for those that stand in two rows. */
function headingsOf({ rows }: Grid): readonly Heading[] {
  const first = rows.slice(0, HEADING_ROWS)
  const single = first.map((row, index): Heading => ({ above: row.cells.map((cell) => [cell]), below: index + 1 }))
  const leading = first.findIndex((row) => !isHeadingRow(row))
  const count = leading === -1 ? first.length : leading
  if (count < 2) return single
  const width = Math.max(...first.slice(0, count).map(({ cells }) => cells.length))
  const above = Array.from({ length: width }, (_, column) => first.slice(0, count).flatMap((row) => row.cells[column] ?? []))
  return [...single, { above: above.map((cells) => [...new Set(cells)]), below: count }]
}

function isHeadingRow({ element, own }: GridRow): boolean {
  return own.length > 0 && (element.parent?.tag === 'thead' || own.every(({ tag }) => tag === 'th'))
}

function fitOf(grid: Grid, heading: Heading, wanted: readonly Wanted[], said: Said): Fit {
  const read = columnsOf(heading).map(({ column, cells }) => ({ column, texts: new Set(cells.flatMap((cell) => [...said(cell)])) }))
  const columns = new Map<string, number>()
  const twice: string[] = []
  const lacks: string[] = []
  for (const { name, headings, required } of wanted) {
    const at = read.filter(({ texts }) => [...texts].some((text) => headings.has(text)))
    const [only] = at
    if (at.length === 1 && only !== undefined) columns.set(name, only.column)
    else if (at.length > 1) twice.push(name)
    else if (required) lacks.push(name)
  }
  return { grid, heading, columns, twice, lacks, has: [...columns.keys()] }
}

interface Column {
  readonly column: number
  readonly cells: readonly Element[]
}

/** The columns of a heading. One that spans two is one heading, and its column is the first. */
function columnsOf({ above }: Heading): readonly Column[] {
  return above.map((cells, column): Column => ({ column, cells })).filter(({ cells, column }) => !sameCells(cells, above[column - 1]))
}

function sameCells(one: readonly Element[] | undefined, other: readonly Element[] | undefined): boolean {
  return one !== undefined && other !== undefined && one.length === other.length && one.every((cell, index) => cell === other[index])
}

/** What a heading says: its text, with and without buttons in it, or what stands in its place for those who can't see it. */
function headingTexts(cell: Element): readonly string[] {
  const named = findFirst(cell, ({ attributes }) => hasName(attributes), MOST_IN_HEADING)
  return [
    textOf(cell, 'without-controls', MOST_HEADING_TEXT, MOST_IN_HEADING),
    textOf(cell, 'with-controls', MOST_HEADING_TEXT, MOST_IN_HEADING),
    ...namesOf(cell.attributes),
    ...(named === null ? [] : namesOf(named.attributes)),
  ].filter((text) => text !== '')
}

function hasName({ title, alt, 'aria-label': label }: Element['attributes']): boolean {
  return (title ?? alt ?? label ?? '') !== ''
}

function namesOf({ title, alt, 'aria-label': label }: Element['attributes']): readonly string[] {
  return [title, alt, label].filter((text) => text !== undefined)
}

function foundIn({ grid, heading, columns }: Fit): FoundTable {
  return { columns, rows: grid.rows.slice(heading.below).filter((row) => isSession(row)) }
}

/** Headings that are repeated, sums at the end, blank rows, and rows of one wide cell that only say something are no sessions. */
function isSession(row: GridRow): boolean {
  const { element, own, cells } = row
  const section = element.parent?.tag
  if (own.length === 0 || section === 'tfoot' || isHeadingRow(row)) return false
  if (own.length === 1 && cells.length > 1 && cells.every((cell) => cell === own[0])) return false
  return own.some((cell) => textOf(cell, 'with-controls', 1) !== '' || findFirst(cell, ({ tag }) => tag === 'input', MOST_IN_CELL) !== null)
}
