import { hash } from 'node:crypto'
import { t } from '../../../../shared/language/language.ts'
import type { PageProfile } from '../../../../shared/profile.ts'
import type { Server } from '../../../../shared/server.ts'
import type { Base } from '../address.ts'
import { compileConditions } from '../profile/conditions.ts'
import { type RowDecoder, rowDecoder } from '../profile/fields.ts'
import { type Identity, identityOf, secretPaths } from '../profile/identity.ts'
import { inputsOf } from '../profile/inputs.ts'
import { otherReader } from '../profile/other.ts'
import { getter } from '../profile/path.ts'
import type { Origin } from '../profile/placed.ts'
import { compileRequest, type Scope, serverScope } from '../profile/request.ts'
import type { GridRow } from './grid.ts'
import { around, type Element } from './html.ts'
import { linkFinder } from './link.ts'
import { type Next, nextFinder } from './next.ts'
import { type PageRow, rowReader } from './row.ts'
import { type FoundTable, type Search, tableFinder } from './table.ts'
import { standsIn, textsOf } from './words.ts'

const HASH_LENGTH = 32

/** One row of the session table, as decoders read it, with the place on the page that it came from. */
export interface PlacedRow {
  readonly row: PageRow
  readonly beside: { readonly derived: string | null }
  readonly origin: Origin
  readonly element: Element
}

/** A page profile made ready for one server. */
export interface CompiledPage {
  readonly scope: Scope
  readonly inputs: Readonly<Record<string, string>>
  /** Path and query of the page that is opened first. */
  start(): string
  readonly follow: readonly ((page: Element) => string | null)[]
  next(page: Element): Next | null
  readonly mostPages: number
  search(page: Element): Search
  /** Whether an element stands in a table that has two of the list's headings side by side, so that its rows are likely sessions too. */
  isInList(element: Element): boolean
  /** Whether a page without the table says that there are no sessions; `text` as `spaced` makes it. */
  isEmpty(text: string): boolean
  /** The rows of a table that are live sessions; `at` is the server's clock when the page came, epoch ms. */
  rowsOf(found: FoundTable, at: number): readonly PlacedRow[]
  readonly decoder: RowDecoder
  readonly identity: Identity
  readonly other: ReturnType<typeof otherReader>
  /** What of a row must never be shown: its id, where that is hashed. */
  secretsOf(row: PlacedRow): readonly string[]
  /** Ids are made of what rows say, so several rows may share one. */
  readonly isDerived: boolean
}

/** Compiles a page profile. Throws `bad-input` for patterns and time zones that can't be used, and for paths that would leave the server. */
export function compilePage(profile: PageProfile, server: Server, base: Base): CompiledPage {
  const scope = serverScope(server, profile, base)
  const inputs = inputsOf(profile, server.connector)
  const { page, table, fields, times, secretFields } = profile
  const { derived, hashed } = profile.identity
  const sessionId = derived === undefined ? fields.sessionId : '$derived'
  const rule = hashed === undefined || derived !== undefined ? {} : { hashed }
  const identity = identityOf(sessionId, rule)
  const hidden = secretPaths(fields.sessionId, rule)
  const hiddenGetters = hidden.map(getter)
  const start = compileRequest({ method: 'GET', path: page.path, ...(page.query === undefined ? {} : { query: page.query }) }, base, () =>
    t('reading.doingSessions'),
  )
  const read = rowReader(table)
  const search = tableFinder(table, inputs)
  let now = 0
  const isEnded = compileConditions(table.ended, () => now, { inputs })

  function placed(found: FoundTable, gridRow: GridRow, origin: Origin): PlacedRow {
    const row = read(found, gridRow)
    return { row, beside: { derived: derived === undefined ? null : derivedId(row, derived) }, origin, element: gridRow.element }
  }

  return {
    scope,
    inputs,
    start: () => start(scope).target,
    follow: page.follow.map((rule) => linkFinder(rule, inputs, scope)),
    next: nextFinder(page.next, inputs),
    mostPages: page.next?.atMost ?? 1,
    search,
    isInList(element) {
      const table = around(element, ({ tag }) => tag === 'table')
      if (table === null) return false
      const found = search({ tag: '', attributes: {}, parent: null, children: [table] })
      return found.kind !== 'missing' || (found.near?.has.length ?? 0) > 1
    },
    isEmpty: standsIn(textsOf(table.empty, inputs)),
    rowsOf(found, at) {
      now = at
      const origin = { at, list: 0 }
      return found.rows.map((row) => placed(found, row, origin)).filter(({ row, beside }) => !isEnded(row, beside))
    },
    decoder: rowDecoder({ fields, times, identity, inputs }),
    identity,
    other: otherReader({ fields, secretFields, secretPaths: hidden }),
    secretsOf: ({ row }) => hiddenGetters.map((get) => get(row)).filter((value) => typeof value === 'string'),
    isDerived: derived !== undefined,
  }
}

/** An id for a row that has none. A row that gives nothing of it has no id either. */
function derivedId(row: PageRow, names: readonly string[]): string | null {
  const values = names.map((name) => row[name] ?? null)
  return values.every((value) => value === null) ? null : hash('sha256', JSON.stringify(values), 'hex').slice(0, HASH_LENGTH)
}
