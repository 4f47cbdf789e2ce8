import { type ErrorCode, RollcallError } from '../../../../shared/errors.ts'

/** One answer of the list: its rows, and how many there are in all when the server says so. */
export interface ListPage {
  readonly rows: readonly unknown[]
  readonly total: number | null
  readonly bytes: number
}

/** Where a read of the whole list stops, so that no server can make it endless. */
export interface ReadLimits {
  readonly rows: number
  readonly pages: number
  readonly bytes: number
}

export interface PagedList {
  fetch(limit: number, offset: number): Promise<ListPage>
  /** A text that two readings of one row share. */
  keyOf(row: unknown): string
  /** Two rows with one key are the same session, seen twice. */
  isSame(one: unknown, another: unknown): boolean
  readonly pageSize: number
  readonly limits: ReadLimits
}

/** Why a read is not the whole list. */
export type Gap = 'moved' | 'loop' | 'cap' | 'total' | 'broken'

export interface ListRead {
  readonly rows: readonly unknown[]
  readonly gap: { readonly kind: Gap; readonly words: string } | null
}

const ATTEMPTS = 3
/** One row of overlap and one more: enough to see whether anything follows. */
const PROBE = 2

/** These say something about the whole server, not about one page, so they fail the read even when earlier pages came. */
const FATAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'sign-in-failed',
  'no-right',
  'too-many-requests',
  'redirected',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-changed',
])

/**
 * Reads a list by limit and offset so that "complete" can be believed. Each page starts with the last row of the one before; when that
 * row is not there, the total changes or a row turns up on two pages, the list moved and is read again from the start, three times at
 * most. A short page is only believed to be the last when the total says so or the next offset holds nothing more, because servers cap
 * pages silently; and a total that is no more than the first page's length only after a second answer, because some servers count the
 * page. What was read by then is always given, with the gap in words.
 */
export async function readPaged(asked: PagedList): Promise<ListRead> {
  const list = { ...asked, pageSize: Math.max(PROBE, asked.pageSize) }
  for (let attempt = 1; ; attempt += 1) {
    const read = await readOnce(list, attempt === ATTEMPTS)
    if (read !== 'moved') return read
  }
}

/** One pass. `lenient` goes on when the list moves, to bring home as much as there is. */
async function readOnce(list: PagedList, lenient: boolean): Promise<ListRead | 'moved'> {
  const first = await list.fetch(list.pageSize, 0)
  const pass = startPass(first)
  let full = first.rows.length >= list.pageSize
  let capped = false
  while (!isWhole(pass, full)) {
    const cap = capOf(list.limits, pass)
    if (cap !== null) return ended(pass, cap)
    const limit: number = full || capped || isShort(pass) ? list.pageSize : PROBE
    const page: ListPage | GapFound = await nextPage(list, pass, limit)
    if ('kind' in page) return ended(pass, page)
    if (provesTotal(list, pass, page)) return ended(pass, null)
    const fit = fitOf(list, pass, page.rows)
    if (fit === 'first-again') return await afterFirstAgain(list, pass, page, limit)
    const added = addRows(list, pass, page, fit === 'fits')
    pass.moved ||= fit === 'other' || page.total !== pass.total || added.twice
    if (pass.moved && !lenient) return 'moved'
    pass.total = page.total
    if (added.rows === 0) break
    full = limit === list.pageSize && page.rows.length >= limit
    // A page that was not full and yet not the last: the server gives less at a time than it is asked for.
    capped = !full
  }
  return ended(pass, pass.moved ? movedGap(pass) : totalGap(pass))
}

/** What a pass over the list has gathered. */
interface Pass {
  readonly rows: unknown[]
  /** Row index by key; filled when a second page comes. */
  readonly seen: Map<string, number>
  total: number | null
  /** What the server calls the total is the length of the page it gives. */
  countsPages: boolean
  pages: number
  bytes: number
  /** The list changed between two of its pages. */
  moved: boolean
}

type GapFound = NonNullable<ListRead['gap']>

function startPass(first: ListPage): Pass {
  return { rows: [...first.rows], seen: new Map(), total: first.total, countsPages: false, pages: 1, bytes: first.bytes, moved: false }
}

function movedGap(pass: Pass): GapFound {
  return { kind: 'moved', words: `the list kept changing while it was read; ${counted(pass)} came` }
}

function totalGap(pass: Pass): GapFound | null {
  if (pass.total === null || !isShort(pass)) return null
  return { kind: 'total', words: `the server counts ${spaced(pass.total)} sessions and listed ${spaced(pass.rows.length)}` }
}

/** The server says that there are more rows than have come. */
function isShort(pass: Pass): boolean {
  return pass.total !== null && pass.rows.length < pass.total
}

/** Nothing more is worth asking for. Neither a full page nor the first one is believed to be the last for its total alone. */
function isWhole(pass: Pass, full: boolean): boolean {
  if (pass.rows.length === 0) return true
  return pass.pages > 1 && pass.rows.length === pass.total && !full
}

/** The second answer repeats the total without having as many rows, and shows none that is new: the first page was the whole list. */
function provesTotal(list: PagedList, pass: Pass, page: ListPage): boolean {
  if (pass.pages !== 2 || pass.total !== pass.rows.length) return false
  if (page.total !== pass.total || page.rows.length === page.total) return false
  const known = new Set(pass.rows.map((row) => list.keyOf(row)))
  return page.rows.every((row) => known.has(list.keyOf(row)))
}

/** A total can't be the length of the first page and, behind all but its last row, that of the second one too. */
function countsPages(pass: Pass, page: ListPage): boolean {
  return pass.pages === 2 && pass.total === pass.rows.length && page.rows.length > 0 && page.total === page.rows.length
}

function capOf(limits: ReadLimits, pass: Pass): GapFound | null {
  if (pass.rows.length < limits.rows && pass.pages < limits.pages && pass.bytes < limits.bytes) return null
  if (pass.rows.length > limits.rows) pass.rows.length = limits.rows
  return { kind: 'cap', words: `only the first ${counted(pass)} were read` }
}

async function nextPage(list: PagedList, pass: Pass, limit: number): Promise<ListPage | GapFound> {
  try {
    const page = await list.fetch(limit, pass.rows.length - 1)
    pass.pages += 1
    pass.bytes += page.bytes
    pass.countsPages ||= countsPages(pass, page)
    if (!pass.countsPages) return page
    pass.total = null
    return { ...page, total: null }
  } catch (error) {
    if (!(error instanceof RollcallError) || FATAL.has(error.code)) throw error
    return { kind: 'broken', words: `${counted(pass)} were read, then: ${error.message}` }
  }
}

/** Whether a page begins with the last row so far, as it was asked to; is the first page once more; or begins with another row, or none. */
function fitOf(list: PagedList, pass: Pass, rows: readonly unknown[]): 'fits' | 'first-again' | 'other' {
  if (rows.length === 0) return 'other'
  if (list.keyOf(rows[0]) === list.keyOf(pass.rows.at(-1))) return 'fits'
  const isAgain =
    pass.pages === 2 && rows.slice(0, pass.rows.length).every((row, index) => list.keyOf(row) === list.keyOf(pass.rows[index]))
  return isAgain ? 'first-again' : 'other'
}

/** Adds a page's rows, the overlap not twice. A session that already stood on an earlier page is renewed there and reported. */
function addRows(list: PagedList, pass: Pass, page: ListPage, overlaps: boolean): { readonly rows: number; readonly twice: boolean } {
  const { rows, seen } = pass
  if (seen.size === 0) for (const [index, row] of rows.entries()) seen.set(list.keyOf(row), index)
  const before = rows.length
  if (overlaps) rows[before - 1] = page.rows[0]
  let twice = false
  for (const row of overlaps ? page.rows.slice(1) : page.rows) {
    const key = list.keyOf(row)
    const known = seen.get(key)
    if (known !== undefined && known < before && list.isSame(rows[known], row)) {
      rows[known] = row
      twice = true
      continue
    }
    if (known === undefined) seen.set(key, rows.length)
    rows.push(row)
  }
  return { rows: rows.length - before, twice }
}

/**
 * The offset is not heeded. When the limit is not heeded either, the first answer was the whole list in one piece; else the rest can't be
 * reached.
 */
async function afterFirstAgain(list: PagedList, pass: Pass, page: ListPage, limit: number): Promise<ListRead> {
  const probe = limit === PROBE ? page : await nextPage(list, pass, PROBE)
  if ('kind' in probe) return ended(pass, probe)
  const shorterThanProbe = pass.rows.length <= PROBE && pass.rows.length < list.pageSize
  const inOnePiece = probe.rows.length > PROBE || shorterThanProbe
  if (inOnePiece && !isShort(pass)) return ended(pass, null)
  return ended(pass, { kind: 'loop', words: `the server gives the same rows for every page, so only the first ${counted(pass)} were read` })
}

function ended(pass: Pass, gap: ListRead['gap']): ListRead {
  return { rows: pass.rows, gap }
}

/** "50 000 of 61 230 sessions", or without the total when the server gives none. */
function counted(pass: Pass): string {
  const total = pass.total !== null && pass.total > pass.rows.length ? ` of ${spaced(pass.total)}` : ''
  return `${spaced(pass.rows.length)}${total} sessions`
}

function spaced(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u00a0')
}
