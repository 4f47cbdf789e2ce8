import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Next } from './links.ts'
import { attempts, isSamePage, PROBE } from './paging.ts'
import {
  addRows,
  capOf,
  counted,
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

/** A list that is read by page numbers. */
export interface NumberedList<Row = unknown> extends Listing<Row> {
  fetch(limit: number, page: number): Promise<ListPage<Row>>
  readonly pageSize: number
  readonly firstPage: number
  /** Whether the request says how many rows a page holds, so that asking for fewer shows who listens. */
  readonly asksForSize: boolean
}

/** A page that names what to ask for next: a token, or an address. null at the end, undefined where that can't be understood. */
export interface ChainPage<Row> extends ListPage<Row> {
  readonly next: Next
}

/** A list each of whose answers names the next. */
export interface ChainedList<Row = unknown> extends Listing<Row> {
  /** `next` is null for the first page. */
  fetch(next: string | null): Promise<ChainPage<Row>>
}

/** An honest server gives an empty page now and then while it filters; this many in a row lead nowhere. */
const MOST_EMPTY = 20

/**
 * Reads a list by page numbers, as sceptically as `readPaged`: a short page is the last one only when the next shows nothing new, a total
 * counts only with a second answer, and a page that is the one before tells a server that does not heed the number. Some servers refuse a
 * page behind the last; that ends a list of which nothing is missing, when the page before was short or a total was given.
 */
export function readNumbered<Row>(list: NumberedList<Row>): Promise<ListRead<Row>> {
  return attempts((lenient) => readNumberedOnce(list, lenient))
}

async function readNumberedOnce<Row>(list: NumberedList<Row>, lenient: boolean): Promise<ListRead<Row> | 'moved'> {
  let before = await list.fetch(list.pageSize, list.firstPage)
  const pass = startPass(list, before)
  for (let number = list.firstPage + 1; !isWhole(pass, before.rows.length >= list.pageSize); number += 1) {
    const cap = capOf(list, pass)
    if (cap !== null) return ended(pass, cap)
    const page: ListPage<Row> | GapFound = await numberedPage(list, pass, number, before.rows.length < list.pageSize)
    if ('kind' in page) return ended(pass, page)
    if (page.rows.length === 0) break
    if (page.rows.length === before.rows.length && isSamePage(list, page.rows, before.rows)) return await afterSamePage(list, pass, page)
    const added = addRows(list, pass, page, false)
    pass.moved ||= page.total !== pass.total || added.twice
    if (pass.moved && !lenient) return droppedPass(pass)
    pass.total = page.total
    if (added.rows === 0) break
    before = page
  }
  return ended(pass, pass.moved ? movedGap(pass) : totalGap(pass))
}

function droppedPass(pass: Pass<unknown>): 'moved' {
  dropPass(pass)
  return 'moved'
}

const BEHIND: ListPage<never> = { rows: [], total: null, bytes: 0 }

/** Asks for a page that may be behind the last one, which some servers refuse. `wasShort`: the page before was not full. */
function numberedPage<Row>(list: NumberedList<Row>, pass: Pass<Row>, number: number, wasShort: boolean): Promise<ListPage<Row> | GapFound> {
  return nextPage(pass, () => list.fetch(list.pageSize, number).catch((error: unknown) => behindOrThrow(error, pass, wasShort)))
}

/** Behind a full page, without a total, more may follow, and "not found" may be said of anything. */
function behindOrThrow(error: unknown, pass: Pass<unknown>, wasShort: boolean): ListPage<never> {
  const code = error instanceof RollcallError ? error.code : null
  const isEnd = (code === 'not-found' && (wasShort || pass.total !== null)) || (code === 'unexpected-status' && pass.total !== null)
  if (isEnd && !isShort(pass)) return BEHIND
  throw error
}

async function afterSamePage<Row>(list: NumberedList<Row>, pass: Pass<Row>, page: ListPage<Row>): Promise<ListRead<Row>> {
  return pass.pages === 2 ? await afterFirstAgain(list, pass, page) : ended(pass, lastAgainGap(list, pass, page))
}

/** Some servers give the last page again instead of one behind it; when it was full, nobody knows what follows. */
function lastAgainGap<Row>(list: NumberedList<Row>, pass: Pass<Row>, page: ListPage<Row>): GapFound | null {
  if (isShort(pass)) return totalGap(pass)
  return pass.total === null && page.rows.length >= list.pageSize ? loopGap(pass) : null
}

/** The number is not heeded, or there is but one page: a page of fewer rows tells whether the first answer was all. */
async function afterFirstAgain<Row>(list: NumberedList<Row>, pass: Pass<Row>, page: ListPage<Row>): Promise<ListRead<Row>> {
  const { length } = pass.rows
  // `nextPage` forgets a total that looks like the page's own length; the page still says it.
  const total = page.total ?? pass.total
  if (total !== null && total > length) return ended(pass, loopGap(pass))
  if (length <= PROBE && length < list.pageSize) return ended(pass, null)
  if (!list.asksForSize) return ended(pass, length < list.pageSize ? null : loopGap(pass))
  const said = pass.countsPages ? length : total
  let probed: number | null = null
  const probe = await nextPage(pass, async () => {
    const few = await list.fetch(PROBE, list.firstPage)
    probed = few.total
    return few
  })
  if ('kind' in probe) return ended(pass, probe)
  const inOnePiece = probe.rows.length > PROBE
  const totalHolds = said === length && probed === length
  return ended(pass, inOnePiece || totalHolds ? null : loopGap(pass))
}

/**
 * Reads a list each of whose answers names the next, until none is named. A name that comes again, rows that all came before, and pages
 * without rows that never end are a loop; a row that turns up twice means that the list moved. The smallest total that was said counts,
 * because sessions may begin and end meanwhile without any being missed.
 */
export function readChained<Row>(list: ChainedList<Row>): Promise<ListRead<Row>> {
  return attempts((lenient) => readChainedOnce(list, lenient))
}

async function readChainedOnce<Row>(list: ChainedList<Row>, lenient: boolean): Promise<ListRead<Row> | 'moved'> {
  const first = await list.fetch(null)
  const pass = startPass(list, first)
  const asked = new Set<string>()
  let { next } = first
  let empty = 0
  while (next !== null) {
    if (next === undefined) return ended(pass, lostGap(pass))
    const cap = capOf(list, pass)
    if (cap !== null) return ended(pass, cap)
    if (asked.has(next)) return ended(pass, loopGap(pass))
    asked.add(next)
    const page: ChainPage<Row> | GapFound = await nextChained(list, pass, next)
    if ('kind' in page) return ended(pass, page)
    empty = page.rows.length === 0 ? empty + 1 : 0
    const added = addRows(list, pass, page, false)
    if (empty > MOST_EMPTY || (page.rows.length > 0 && added.rows === 0)) return ended(pass, loopGap(pass))
    pass.moved ||= added.twice
    if (pass.moved && !lenient) return droppedPass(pass)
    pass.total = smaller(pass.total, page.total)
    next = page.next
  }
  return ended(pass, pass.moved ? movedGap(pass) : totalGap(pass))
}

function lostGap(pass: Pass<unknown>): GapFound {
  return { kind: 'broken', words: t('reading.lost', { counted: counted(pass) }) }
}

function nextChained<Row>(list: ChainedList<Row>, pass: Pass<Row>, next: string): Promise<ChainPage<Row> | GapFound> {
  return nextPage(pass, () => list.fetch(next))
}

function smaller(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}
