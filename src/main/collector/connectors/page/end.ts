import type { ErrorCode } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { TerminateAnswer } from '../connector.ts'
import type { Failing } from '../failure.ts'
import type { GapFound } from '../profile/pass.ts'
import { problemOf, type Trip } from './browser.ts'
import type { CompiledPage, PlacedRow } from './compile.ts'
import type { ListPage, ListWalk } from './list.ts'
import type { Presser } from './press.ts'

/** Ends sessions by finding their rows on a fresh page and pressing what is there. Throws as following the list does. */
export interface PageEnder {
  sessions(ids: readonly string[], way: Presser, trip: Trip): Promise<TerminateAnswer>
  /** All sessions of a user, by one press in one of the user's rows. */
  user(field: 'user' | 'userId', value: string, way: Presser, trip: Trip): Promise<TerminateAnswer>
}

interface EnderOptions {
  readonly serverName: string
  readonly compiled: CompiledPage
  readonly list: ListWalk
}

/** Rows that are meant, on the page where they stand. */
interface Hit {
  readonly page: ListPage
  readonly rows: readonly PlacedRow[]
}

interface Found {
  readonly hits: readonly Hit[]
  /** The page that was opened last. */
  readonly last: ListPage | null
  readonly gap: GapFound | null
}

const notAll = (at: Failing): string => t('ending.notAllShown', at)
const alike = (at: Failing): string => t('ending.alike', at)

type Matches = (row: PlacedRow) => boolean

export function pageEnder({ serverName, compiled, list }: EnderOptions): PageEnder {
  const { decoder, identity } = compiled

  function keptId({ row, beside }: PlacedRow): string | null {
    return identity.keep(row, beside)
  }

  /** Whether nothing tells two of these rows apart. */
  function hasTwins(rows: readonly PlacedRow[]): boolean {
    return new Set(rows.map(keptId)).size < rows.length
  }

  /** Whether one of these ids has no row. */
  function lacks(rows: readonly PlacedRow[], wanted: ReadonlySet<string>): boolean {
    return new Set(rows.map(keptId)).size < wanted.size
  }

  /** `enough` says when no further page needs to be looked at. */
  async function find(trip: Trip, matches: Matches, enough: (hits: readonly Hit[]) => boolean): Promise<Found> {
    const hits: Hit[] = []
    const walk = list.pages(trip)
    for (let last: ListPage | null = null; ; ) {
      const step: IteratorResult<ListPage, GapFound | null> = await walk.next()
      if (step.done === true) return { hits, last, gap: step.value }
      last = step.value
      const rows = last.rows.filter(matches)
      if (rows.length > 0) hits.push({ page: last, rows })
      if (enough(hits)) return { hits, last, gap: null }
    }
  }

  /** The page is opened again when others were since, for its tokens may count no longer. */
  async function fresh(hit: Hit, last: ListPage | null, matches: Matches, trip: Trip): Promise<Hit> {
    if (hit.page === last) return hit
    const page = await list.again(hit.page, trip)
    return { page, rows: page.rows.filter(matches) }
  }

  /** Said before any button is pressed. */
  function failed(trip: Trip, code: ErrorCode, say: (at: Failing) => string, next = t('ending.itOnServerNext')): TerminateAnswer {
    return { kind: 'failed', problem: problemOf(serverName, trip, code, say, next).problem, unsent: true }
  }

  function absent(trip: Trip, gap: GapFound | null): TerminateAnswer {
    if (gap === null) return { kind: 'not-found' }
    return failed(trip, 'paging-failed', (at) => t('ending.notShown', { ...at, why: gap.words }), t('ending.laterNext'))
  }

  return {
    async sessions(ids, way, trip) {
      const wanted = new Set(ids)
      const matches: Matches = (row) => wanted.has(keptId(row) ?? '')
      const all = (hits: readonly Hit[]): readonly PlacedRow[] => hits.flatMap(({ rows }) => rows)
      // Ids that the server gives are its own; those made of what rows say may stand on a later page once more.
      const found = await find(trip, matches, (hits) => !compiled.isDerived && all(hits).length >= ids.length)
      const [hit] = found.hits
      if (hit === undefined && ids.length === 1) return absent(trip, found.gap)
      // One request has one answer, which must not speak of sessions that it does not name.
      if (hit === undefined || lacks(all(found.hits), wanted)) return failed(trip, 'not-allowed', notAll, t('ending.oneByOneNext'))
      if (found.hits.length > 1 && ids.length > 1)
        return failed(trip, 'not-allowed', (at) => t('ending.severalPages', at), t('ending.oneByOneNext'))
      if (hasTwins(all(found.hits))) return failed(trip, 'not-allowed', alike)
      const { page, rows } = await fresh(hit, found.last, matches, trip)
      if (rows.length === 0 && ids.length === 1) return { kind: 'not-found' }
      if (lacks(rows, wanted)) return failed(trip, 'not-allowed', notAll, t('ending.oneByOneNext'))
      if (hasTwins(rows)) return failed(trip, 'not-allowed', alike)
      return await way.press(page, rows, trip)
    },
    async user(field, value, way, trip) {
      const matches: Matches = (row) => decoder.decode([row]).sessions[0]?.[field] === value
      const { hits, gap } = await find(trip, matches, (found) => found.length > 0)
      const [hit] = hits
      if (hit === undefined) return absent(trip, gap)
      const row = hit.rows.find((candidate) => way.isOffered(hit.page, candidate)) ?? hit.rows[0]
      return await way.press(hit.page, row === undefined ? [] : [row], trip)
    },
  }
}
