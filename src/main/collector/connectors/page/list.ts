import { hash } from 'node:crypto'
import type { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Base } from '../address.ts'
import type { Failing } from '../failure.ts'
import { type GapFound, isAboutOneList, type ReadLimits } from '../profile/pass.ts'
import { type Browser, problemOf, type Trip, type Visit } from './browser.ts'
import type { CompiledPage, PlacedRow } from './compile.ts'
import { textOf } from './html.ts'
import { resolve } from './link.ts'
import { passwordField, titleOf } from './sign-in.ts'
import type { Near } from './table.ts'
import { spaced } from './words.ts'

/** The page asks to sign in, so what was asked of it did nothing. */
export class SignedOut extends Error {}

/** One page of the list, with its sessions. */
export interface ListPage {
  readonly visit: Visit
  readonly rows: readonly PlacedRow[]
}

/** Follows the list of one server. */
export interface ListWalk {
  /**
   * Opens one page after the other; gives at the end why there may be more, or null. Throws `SignedOut`, `wrong-shape` naming the headings
   * that were not found, and what opening a page throws.
   */
  pages(trip: Trip): AsyncGenerator<ListPage, GapFound | null, void>
  /** The rows of a page that was opened before, once more. Throws as `pages`. */
  again(page: ListPage, trip: Trip): Promise<ListPage>
}

interface Options {
  readonly serverName: string
  readonly base: Base
  readonly browser: Browser
  readonly compiled: CompiledPage
  readonly limits: ReadLimits
}

export function listWalk({ serverName, base, browser, compiled, limits }: Options): ListWalk {
  const cap = Math.min(limits.pages, compiled.mostPages)

  async function first(trip: Trip): Promise<Visit> {
    let visit = await browser.open(compiled.start(), trip)
    for (const find of compiled.follow) {
      const address = find(visit.html)
      const target = address === null ? null : resolve(base, visit, address)
      if (target === null) throw lost(visit, trip, address !== null)
      visit = await browser.open(target, trip, visit)
    }
    return visit
  }

  function lost(visit: Visit, trip: Trip, elsewhere: boolean): Error {
    if (passwordField(visit.html) !== null) return new SignedOut()
    const say = (at: Failing): string => (elsewhere ? t('reading.pageLinkElsewhere', at) : t('reading.noPageLink', at))
    return problemOf(serverName, trip, 'wrong-shape', say, t('reading.pageLinkNext'), browser.quote(titleOf(visit.html)))
  }

  function taken(visit: Visit, trip: Trip): ListPage {
    const found = compiled.search(visit.html)
    if (found.kind === 'found') {
      const at = Date.now() + (visit.answer.clockOffset ?? 0)
      return { visit, rows: found.tables.flatMap((table) => compiled.rowsOf(table, at)) }
    }
    if (found.kind === 'too-many') throw tooLarge(trip)
    if (passwordField(visit.html) !== null) throw new SignedOut()
    if (compiled.isEmpty(spaced(textOf(visit.html, 'with-controls', 200_000)))) return { visit, rows: [] }
    if (found.kind === 'ambiguous') throw ambiguous(trip, found.tables)
    throw withoutTable(visit, trip, found.near)
  }

  function tooLarge(trip: Trip): RollcallError {
    return problemOf(serverName, trip, 'too-large', (at) => t('reading.manyTables', at), t('reading.pageNext'))
  }

  function ambiguous(trip: Trip, tables: number): RollcallError {
    return problemOf(serverName, trip, 'wrong-shape', (at) => t('reading.severalTables', { ...at, tables }), t('reading.severalTablesNext'))
  }

  function withoutTable(visit: Visit, trip: Trip, near: Near | null): RollcallError {
    const next = t('reading.headingsNext')
    if (near === null)
      return problemOf(serverName, trip, 'wrong-shape', (at) => t('reading.noTable', at), next, browser.quote(titleOf(visit.html)))
    const why = headingWords(near)
    const say = (at: Failing): string =>
      near.has.length === 0 ? t('reading.nearTable', { ...at, why }) : t('reading.nearTableHas', { ...at, why, has: listed(near.has) })
    const headings = near.headings.slice(0, 20).map((heading) => `“${heading}”`)
    return problemOf(serverName, trip, 'wrong-shape', say, next, browser.quote(`Headings of the nearest table: ${headings.join(', ')}`))
  }

  /** Addresses with a new token each look like new pages, so a page is also known by its sessions. */
  function idsOn({ rows }: ListPage): string {
    return hash('sha256', JSON.stringify(rows.map(({ row, beside }) => compiled.identity.keep(row, beside))), 'hex')
  }

  async function following(page: ListPage, trip: Trip, number: number): Promise<ListPage | GapFound | null> {
    const next = compiled.next(page.visit.html)
    if (next === null) return null
    if (next.address === null) return { kind: 'broken', words: t('reading.nextNeedsScript') }
    const target = resolve(base, page.visit, next.address)
    if (target === null) return { kind: 'broken', words: t('reading.nextElsewhere') }
    // Some last pages link to themselves.
    if (target === page.visit.target) return next.isScripted ? { kind: 'broken', words: t('reading.nextNeedsScript') } : null
    try {
      return taken(await browser.open(target, trip, page.visit), trip)
    } catch (error) {
      if (!isAboutOneList(error)) throw error
      return { kind: 'broken', words: t('reading.pageFailed', { number, why: error.message }) }
    }
  }

  return {
    async *pages(trip) {
      const seen = new Set<string>()
      let [rows, bytes] = [0, 0]
      let page = taken(await first(trip), trip)
      for (let number = 1; ; number += 1) {
        seen.add(page.visit.target)
        seen.add(idsOn(page))
        const room = limits.rows - rows
        yield page.rows.length > room ? { ...page, rows: page.rows.slice(0, room) } : page
        rows += page.rows.length
        bytes += page.visit.answer.bytes
        const isMore = compiled.next(page.visit.html) !== null
        if (rows > limits.rows || (isMore && (rows === limits.rows || number >= cap || bytes >= limits.bytes)))
          return { kind: 'cap', words: t('reading.pagesCap', { count: Math.min(rows, limits.rows), pages: number }) }
        const next = await following(page, trip, number + 1)
        if (next === null || 'kind' in next) return next
        if (seen.has(next.visit.target) || (next.rows.length > 0 && seen.has(idsOn(next))))
          return {
            kind: 'loop',
            words: t('reading.pagesLoop', { count: rows }),
          }
        page = next
      }
    },
    again: async (page, trip) => taken(await browser.open(page.visit.target, trip), trip),
  }
}

/** Which headings the nearest table lacks, or has twice. */
function headingWords({ lacks, twice }: Near): string {
  if (lacks.length === 0) return t('reading.headingsTwice', { names: listed(twice) })
  if (twice.length === 0) return t('reading.headingsLack', { names: listed(lacks) })
  return t('reading.headingsBoth', { names: listed(lacks), others: listed(twice) })
}

function listed(names: readonly string[]): string {
  return names.map((name) => t('connection.quoted', { text: name })).join(', ')
}
