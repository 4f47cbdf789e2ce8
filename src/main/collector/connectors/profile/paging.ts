import {
  addRows,
  capOf,
  dropPass,
  ended,
  type GapFound,
  isShort,
  isWhole,
  type Listing,
  type ListPage,
  type ListRead,
  loopGap,
  movedGap,
  nextPage,
  type Pass,
  startPass,
  totalGap,
} from './pass.ts'

/** A list that is read by limit and offset. */
export interface PagedList<Row = unknown> extends Listing<Row> {
  fetch(limit: number, offset: number): Promise<ListPage<Row>>
  readonly pageSize: number
}

export const ATTEMPTS = 3
/** One row of overlap and one more: enough to see whether anything follows. */
export const PROBE = 2

/**
 * Reads a list by limit and offset so that "complete" can be believed. Each page starts with the last row of the one before; when that
 * row is not there, the total changes or a row turns up on two pages, the list moved and is read again from the start, three times at
 * most. A short page is only believed to be the last when the total says so or the next offset holds nothing more, because servers cap
 * pages silently; and a total that is no more than the first page's length only after a second answer, because some servers count the
 * page. What was read by then is always given, with the gap in words.
 */
export function readPaged<Row>(asked: PagedList<Row>): Promise<ListRead<Row>> {
  const list = { ...asked, pageSize: Math.max(PROBE, asked.pageSize) }
  return attempts((lenient) => readOnce(list, lenient))
}

/** Reads a list until it stands still while it is read; the last attempt brings home as much as there is. */
export async function attempts<Row>(readOnce: (lenient: boolean) => Promise<ListRead<Row> | 'moved'>): Promise<ListRead<Row>> {
  for (let attempt = 1; ; attempt += 1) {
    const read = await readOnce(attempt === ATTEMPTS)
    if (read !== 'moved') return read
  }
}

/** A list that comes in one answer. */
export async function readWhole<Row>(list: Listing<Row>, fetch: () => Promise<ListPage<Row>>): Promise<ListRead<Row>> {
  const pass = startPass(list, await fetch())
  const { spent } = pass
  return ended(pass, spent.rows > list.limits.rows || spent.bytes > list.limits.bytes ? capOf(list, pass) : totalGap(pass))
}

/** One pass. `lenient` goes on when the list moves, to bring home as much as there is. */
async function readOnce<Row>(list: PagedList<Row>, lenient: boolean): Promise<ListRead<Row> | 'moved'> {
  const first = await list.fetch(list.pageSize, 0)
  const pass = startPass(list, first)
  let full = first.rows.length >= list.pageSize
  let capped = false
  while (!isWhole(pass, full)) {
    const cap = capOf(list, pass)
    if (cap !== null) return ended(pass, cap)
    const limit: number = full || capped || isShort(pass) ? list.pageSize : PROBE
    const page: ListPage<Row> | GapFound = await nextPage(pass, () => list.fetch(limit, pass.rows.length - 1))
    if ('kind' in page) return ended(pass, page)
    if (provesTotal(list, pass, page)) return ended(pass, null)
    const fit = fitOf(list, pass, page.rows)
    if (fit === 'first-again') return await afterFirstAgain(list, pass, page, limit)
    const added = addRows(list, pass, page, fit === 'fits')
    pass.moved ||= fit === 'other' || page.total !== pass.total || added.twice
    if (pass.moved && !lenient) {
      dropPass(pass)
      return 'moved'
    }
    pass.total = page.total
    if (added.rows === 0) break
    full = limit === list.pageSize && page.rows.length >= limit
    // A page that was not full and yet not the last: the server gives less at a time than it is asked for.
    capped = !full
  }
  return ended(pass, pass.moved ? movedGap(pass) : totalGap(pass))
}

/** The second answer repeats the total without having as many rows, and shows none that is new: the first page was the whole list. */
function provesTotal<Row>(list: PagedList<Row>, pass: Pass<Row>, page: ListPage<Row>): boolean {
  if (pass.pages !== 2 || pass.total !== pass.rows.length) return false
  if (page.total !== pass.total || page.rows.length === page.total) return false
  const known = new Set(pass.rows.map((row) => list.keyOf(row)))
  return page.rows.every((row) => known.has(list.keyOf(row)))
}

/** Whether a page begins with the last row so far, as it was asked to; is the first page once more; or begins with another row, or none. */
function fitOf<Row>(list: PagedList<Row>, pass: Pass<Row>, rows: readonly Row[]): 'fits' | 'first-again' | 'other' {
  const [first] = rows
  const last = pass.rows.at(-1)
  if (first === undefined || last === undefined) return 'other'
  if (list.keyOf(first) === list.keyOf(last)) return 'fits'
  return pass.pages === 2 && isSamePage(list, rows.slice(0, pass.rows.length), pass.rows) ? 'first-again' : 'other'
}

/** Whether each row is, at its place, one of another page. */
export function isSamePage<Row>(list: Listing<Row>, rows: readonly Row[], others: readonly Row[]): boolean {
  return rows.every((row, index) => {
    const other = others[index]
    return other !== undefined && list.keyOf(row) === list.keyOf(other)
  })
}

/**
 * The offset is not heeded. When the limit is not heeded either, the first answer was the whole list in one piece; else the rest can't be
 * reached.
 */
async function afterFirstAgain<Row>(list: PagedList<Row>, pass: Pass<Row>, page: ListPage<Row>, limit: number): Promise<ListRead<Row>> {
  const probe = limit === PROBE ? page : await nextPage(pass, () => list.fetch(PROBE, pass.rows.length - 1))
  if ('kind' in probe) return ended(pass, probe)
  const shorterThanProbe = pass.rows.length <= PROBE && pass.rows.length < list.pageSize
  const inOnePiece = probe.rows.length > PROBE || shorterThanProbe
  return ended(pass, inOnePiece && !isShort(pass) ? null : loopGap(pass))
}
