import { isObject, pathText, type Step, valueAt, wordsOf } from './json-path.ts'
import type { RowsPlace } from './propose-rows.ts'

/** How a list goes on, as it is chosen and typed in *Map fields*. `size` and the others name what stands in the request's query. */
export interface PagingDraft {
  readonly kind: 'none' | 'offset' | 'page' | 'cursor' | 'link-header' | 'link'
  readonly pageSize: string
  /** The number of the first page. */
  readonly first: '0' | '1'
  /** Where the answer says how many there are; may be empty. */
  readonly total: string
  /** Where the answer names the next page. */
  readonly next: string
  /** Names of parameters: the page's size, and where it begins. */
  readonly sizeName: string
  readonly atName: string
}

export const NO_PAGING: PagingDraft = { kind: 'none', pageSize: '100', first: '1', total: '', next: '', sizeName: 'limit', atName: '' }

/** Names that servers give these parameters, the usual one first. */
const SIZE_NAMES = ['limit', 'take', 'pageSize', 'page_size', 'per_page', 'perPage', 'perpage', 'size', 'max', 'count', 'top']
const OFFSET_NAMES = ['offset', 'skip', 'first', 'start', 'startIndex', 'from']
const PAGE_NAMES = ['page', 'pageNumber', 'page_number', 'p']
const CURSOR_NAMES = ['cursor', 'page_token', 'pageToken', 'after', 'from', 'continuation']

const TOTAL = /^(?:total(?: count| results?| items| elements| records| size| record count)?|count|items? count)$/
const NEXT =
  /^(?:next|next (?:page|token|cursor|link|url|page token|page url|href|marker)|end cursor|cursor|continuation(?: token)?|after|odata next link)$/

interface Fact {
  readonly path: string
  readonly name: string
  readonly value: unknown
}

/** How the list goes on, told by what stands around the rows and by the request's own parameters. */
export function proposePaging(
  answer: unknown,
  rows: Pick<RowsPlace, 'at' | 'count'>,
  query: Readonly<Record<string, string>>,
): PagingDraft {
  const around = factsAround(answer, rows.at)
  const total = around.find(({ name, value }) => TOTAL.test(name) && isCount(value, rows.count))?.path ?? ''
  const next = around.find(({ name, value }) => NEXT.test(name) && typeof value === 'string' && value !== '')
  const asked = Object.keys(query)
  // What was asked with is certain; what stands in the answer may be called otherwise in a request.
  const ask = (names: readonly string[]) =>
    names.find((name) => asked.includes(name)) ?? names.find((name) => around.some((fact) => fact.path.endsWith(name)))
  const sizeName = ask(SIZE_NAMES) ?? 'limit'
  const pageSize = query[sizeName] && /^\d{1,4}$/.test(query[sizeName]) ? query[sizeName] : usualSize(around, rows.count)
  const common = { ...NO_PAGING, pageSize, total, sizeName }
  if (next !== undefined) {
    const isLink = /^(?:https?:\/\/|\/|\?)/.test(String(next.value))
    return isLink
      ? { ...common, kind: 'link', next: next.path }
      : { ...common, kind: 'cursor', next: next.path, atName: ask(CURSOR_NAMES) ?? 'cursor' }
  }
  const page =
    ask(PAGE_NAMES) ??
    (around.some(({ name }) => /^(?:page|current|current page|page number|total pages|page count)$/.test(name)) ? 'page' : undefined)
  if (page !== undefined) {
    const number = around.find(({ name }) => /^(?:page|current|current page|page number|number)$/.test(name))?.value
    return { ...common, kind: 'page', atName: page, first: number === 0 ? '0' : '1' }
  }
  const offset = ask(OFFSET_NAMES)
  if (offset !== undefined || ask(SIZE_NAMES) !== undefined) return { ...common, kind: 'offset', atName: offset ?? 'offset' }
  return { ...common, kind: 'none' }
}

/** More rows are there than were given, or the count is one at which servers cut lists: without paging the rest would not be seen. */
export function looksCut(answer: unknown, rows: Pick<RowsPlace, 'at' | 'count'>, paging: PagingDraft): boolean {
  if (paging.kind !== 'none' || rows.count === 0) return false
  const total = paging.total === '' ? undefined : Number(valueAt(answer, paging.total))
  if (total !== undefined && Number.isFinite(total)) return total > rows.count
  return [10, 20, 25, 30, 50, 100, 200, 250, 500, 1000].includes(rows.count)
}

/** Numbers and texts beside the rows and beside what holds them, down to a table of them. */
function factsAround(answer: unknown, at: string): readonly Fact[] {
  const facts: Fact[] = []
  visit(answer, [])
  return facts

  function visit(value: unknown, steps: readonly Step[]): void {
    if (!isObject(value) || steps.length > 3) return
    for (const [name, member] of Object.entries(value).slice(0, 60)) {
      const path = pathText([...steps, name])
      if (path === at) continue
      if (isObject(member)) visit(member, [...steps, name])
      else if (!Array.isArray(member) && !path.startsWith(`${at}[`)) facts.push({ path, name: wordsOf(name).join(' '), value: member })
    }
  }
}

/** Zitadel writes counts as texts. */
function isCount(value: unknown, rows: number): boolean {
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof count === 'number' && Number.isInteger(count) && count >= rows
}

function usualSize(around: readonly Fact[], rows: number): string {
  const said = around.find(({ name }) => SIZE_NAMES.some((size) => wordsOf(size).join(' ') === name) && name !== 'count')?.value
  if (typeof said === 'number' && said >= 1 && said <= 1000) return String(said)
  return rows >= 10 && rows <= 1000 && rows % 5 === 0 ? String(rows) : '100'
}
