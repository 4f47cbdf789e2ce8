import { type ErrorCode, RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'

/** One answer of the list: its rows, and how many there are in all when the server says so. */
export interface ListPage<Row = unknown> {
  readonly rows: readonly Row[]
  readonly total: number | null
  readonly bytes: number
}

/** Where a read stops, so that no server can make it endless. It holds for all lists of one read together. */
export interface ReadLimits {
  readonly rows: number
  readonly pages: number
  readonly bytes: number
}

/** What one read has taken by now, over all its lists. */
export interface Spent {
  rows: number
  pages: number
  bytes: number
}

/** What following a list needs, whichever way it goes on. */
export interface Listing<Row> {
  /** A text that two readings of one row share. */
  keyOf(row: Row): string
  /** Two rows with one key are the same session, seen twice. */
  isSame(one: Row, another: Row): boolean
  /** What its rows are where they are no sessions, in the plural: "users". */
  readonly noun?: string
  readonly limits: ReadLimits
  /** Shared by the lists of one read; without it, the limits are this list's alone. */
  readonly spent?: Spent
}

/** Why a read is not the whole list. */
export type Gap = 'moved' | 'loop' | 'cap' | 'total' | 'broken'
export interface GapFound {
  readonly kind: Gap
  readonly words: string
}

export interface ListRead<Row = unknown> {
  readonly rows: readonly Row[]
  readonly gap: GapFound | null
}

/** What a pass over the list has gathered. */
export interface Pass<Row> {
  readonly rows: Row[]
  /** Row index by key; filled when a second page comes. */
  readonly seen: Map<string, number>
  readonly noun: string
  total: number | null
  /** What the server calls the total is the length of the page it gives. */
  countsPages: boolean
  pages: number
  bytes: number
  /** The list changed between two of its pages. */
  moved: boolean
  readonly spent: Spent
}

/** These say something about the whole server, not about one page or one list, so they fail the read even when others came. */
const FATAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'sign-in-failed',
  'no-right',
  'too-many-requests',
  'redirected',
  'login-page',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-changed',
  'tls-failed',
  'credential-needed',
])

/** Whether an error is about the one list that was asked for, so that what others gave still counts. */
export function isAboutOneList(error: unknown): error is RollcallError {
  return error instanceof RollcallError && !FATAL.has(error.code)
}

export function startPass<Row>(list: Listing<Row>, first: ListPage<Row>): Pass<Row> {
  const spent = list.spent ?? { rows: 0, pages: 0, bytes: 0 }
  spent.rows += first.rows.length
  spent.pages += 1
  spent.bytes += first.bytes
  const { total, bytes } = first
  return {
    rows: [...first.rows],
    seen: new Map(),
    noun: list.noun ?? t('reading.sessions'),
    total,
    countsPages: false,
    pages: 1,
    bytes,
    moved: false,
    spent,
  }
}

/** Gives back what a pass took that is not going to count. */
export function dropPass(pass: Pass<unknown>): void {
  pass.spent.rows -= pass.rows.length
  pass.spent.pages -= pass.pages
  pass.spent.bytes -= pass.bytes
}

export function ended<Row>(pass: Pass<Row>, gap: GapFound | null): ListRead<Row> {
  return { rows: pass.rows, gap }
}

export function movedGap(pass: Pass<unknown>): GapFound {
  return { kind: 'moved', words: t('reading.moved', { counted: counted(pass) }) }
}

export function totalGap(pass: Pass<unknown>): GapFound | null {
  if (pass.total === null || !isShort(pass)) return null
  const words = t('reading.total', { total: spaced(pass.total), noun: pass.noun, amount: spaced(pass.rows.length) })
  return { kind: 'total', words }
}

export function loopGap(pass: Pass<unknown>): GapFound {
  return { kind: 'loop', words: t('reading.loop', { counted: counted(pass) }) }
}

/** The server says that there are more rows than have come. */
export function isShort(pass: Pass<unknown>): boolean {
  return pass.total !== null && pass.rows.length < pass.total
}

/** Nothing more is worth asking for. Neither a full page nor the first one is believed to be the last for its total alone. */
export function isWhole(pass: Pass<unknown>, full: boolean): boolean {
  if (pass.rows.length === 0) return true
  return pass.pages > 1 && pass.rows.length === pass.total && !full
}

export function capOf({ limits }: Listing<never>, pass: Pass<unknown>): GapFound | null {
  const { rows, spent } = pass
  if (spent.rows < limits.rows && spent.pages < limits.pages && spent.bytes < limits.bytes) return null
  const over = Math.min(rows.length, spent.rows - limits.rows)
  if (over > 0) {
    rows.length -= over
    spent.rows -= over
  }
  return { kind: 'cap', words: t('reading.cap', { counted: counted(pass) }) }
}

/** Asks for a further page. What breaks off in the middle of a list is a gap, unless it is about the server as a whole. */
export async function nextPage<Page extends ListPage>(pass: Pass<unknown>, fetch: () => Promise<Page>): Promise<Page | GapFound> {
  try {
    const page = await fetch()
    pass.pages += 1
    pass.bytes += page.bytes
    pass.spent.pages += 1
    pass.spent.bytes += page.bytes
    pass.countsPages ||= countsPages(pass, page)
    if (!pass.countsPages) return page
    pass.total = null
    return { ...page, total: null }
  } catch (error) {
    if (!isAboutOneList(error)) throw error
    return { kind: 'broken', words: t('reading.brokenOff', { counted: counted(pass), why: error.message }) }
  }
}

/** A total can't be the length of the first page and, behind all but its last row, that of the second one too. */
function countsPages(pass: Pass<unknown>, page: ListPage): boolean {
  return pass.pages === 2 && pass.total === pass.rows.length && page.rows.length > 0 && page.total === page.rows.length
}

/** Adds a page's rows, the overlap not twice. A session that already stood on an earlier page is renewed there and reported. */
export function addRows<Row>(
  list: Listing<Row>,
  pass: Pass<Row>,
  page: ListPage<Row>,
  overlaps: boolean,
): { readonly rows: number; readonly twice: boolean } {
  const { rows, seen } = pass
  if (seen.size === 0) for (const [index, row] of rows.entries()) seen.set(list.keyOf(row), index)
  const before = rows.length
  const [overlap] = page.rows
  if (overlaps && overlap !== undefined) rows[before - 1] = overlap
  let twice = false
  for (const row of overlaps ? page.rows.slice(1) : page.rows) {
    const key = list.keyOf(row)
    const known = seen.get(key)
    const former = known === undefined ? undefined : rows[known]
    if (known !== undefined && known < before && former !== undefined && list.isSame(former, row)) {
      rows[known] = row
      twice = true
      continue
    }
    if (known === undefined) seen.set(key, rows.length)
    rows.push(row)
  }
  pass.spent.rows += rows.length - before
  return { rows: rows.length - before, twice }
}

/** "50 000 of 61 230 sessions", or without the total when the server gives none. */
export function counted(pass: Pass<unknown>): string {
  const { total, rows, noun } = pass
  const values = { amount: spaced(rows.length), noun }
  return total !== null && total > rows.length ? t('reading.countedOf', { ...values, total: spaced(total) }) : t('reading.counted', values)
}

export function spaced(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u00a0')
}
