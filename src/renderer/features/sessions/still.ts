import { type GridPage, type GroupLine, type SessionRow, sessionKeyText } from '../../../shared/session.ts'

/** One line of the grid by its key: a session or a group. */
type Line = { readonly id: string } & ({ readonly row: SessionRow } | { readonly group: GroupLine })

/** What is read of the grid's question, and what must not move meanwhile. */
export interface Reading {
  /** The question as a text: another one is answered at once, whatever holds the grid still. */
  readonly question: string
  readonly page: GridPage
  /** When it was read, in ms of this machine. */
  readonly at: number
  readonly pageSize: number
}

/** What keeps the grid as it is. */
export interface Hold {
  /** Somebody points at a row, works with the keys, has a menu open or rows ticked: values change, order and presence do not. */
  readonly isHeld: boolean
  /** Ticked sessions: they stay even when they have ended. */
  readonly ticked: ReadonlySet<string>
  /**
   * Sessions that are on screen and not on the fresh page, as far as they are still listed anywhere; null while that is being asked.
   */
  readonly elsewhere: ReadonlyMap<string, SessionRow> | null
}

/** What would change if the grid did not hold still. */
export interface News {
  /** Sessions that would come in. */
  readonly started: number
  /** Sessions on screen that have ended. */
  readonly ended: number
  /** Whether anything else would move: other order, or rows that now belong elsewhere. */
  readonly moved: boolean
}

/** The grid as it stands on screen. */
export interface Still {
  readonly reading: Reading
  readonly hold: Hold
  /** When the order on screen was read. */
  readonly orderAt: number
  /** What is shown: the order of then with the values of now. */
  readonly page: GridPage
  /** Sessions on screen that are listed no more. */
  readonly ended: ReadonlySet<string>
  /** Sessions on screen that the fresh page does not have: whoever holds the grid has to ask for them. */
  readonly missing: readonly SessionRow[]
  /** Null when the grid shows what was read last. */
  readonly news: News | null
}

const NONE: ReadonlySet<string> = new Set()
const NO_ROWS: readonly SessionRow[] = []

/**
 * The grid after something was read or what holds it has changed; the very same one when nothing has. A fresh answer is shown as it is,
 * except that ended sessions that are ticked keep their places, unless the grid is held: then the lines stay the same ones in the same
 * order, with their new values.
 */
export function stillAfter(before: Still | null, reading: Reading, hold: Hold): Still {
  if (before === null || before.reading.question !== reading.question) return fresh(null, reading, hold)
  if (before.reading === reading && isSameHold(before.hold, hold)) return before
  return hold.isHeld ? held(before, reading, hold) : fresh(before, reading, hold)
}

/** Shows what was read last, whatever holds the grid. Ended sessions that are ticked stay. */
export function applied(still: Still): Still {
  return fresh(still, still.reading, still.hold)
}

/** The grid without ended sessions whose end somebody has taken note of. */
export function withoutDismissed(still: Still, dismissed: ReadonlySet<string>): Still {
  const kept = linesOf(still.page).filter(({ id }) => !(still.ended.has(id) && dismissed.has(id)))
  return withLines(still, kept, still.page.lines)
}

function isSameHold(one: Hold, other: Hold): boolean {
  return one.isHeld === other.isHeld && one.ticked === other.ticked && one.elsewhere === other.elsewhere
}

function fresh(before: Still | null, reading: Reading, hold: Hold): Still {
  const start: Still = {
    reading,
    hold,
    orderAt: reading.at,
    page: reading.page,
    ended: before === null ? NONE : endedNow(before, reading, hold),
    missing: before?.missing ?? NO_ROWS,
    news: null,
  }
  if (before === null) return start
  const staying = new Set([...start.ended].filter((id) => hold.ticked.has(id)))
  if (staying.size === 0) return { ...start, ended: NONE, missing: NO_ROWS }
  const lines = keepPlaces(linesOf(before.page), linesOf(reading.page), staying)
  return withLines({ ...start, ended: staying }, lines, reading.page.lines)
}

function held(before: Still, reading: Reading, hold: Hold): Still {
  const now = new Map(linesOf(reading.page).map((line) => [line.id, line]))
  const lines = linesOf(before.page).map((line) => now.get(line.id) ?? withRow(line, hold.elsewhere?.get(line.id)))
  // Its pages are those of before as well: a shorter list must not turn the page.
  return withLines({ ...before, reading, hold, ended: endedNow(before, reading, hold) }, lines, before.page.lines)
}

function withRow(line: Line, row: SessionRow | undefined): Line {
  return row === undefined ? line : { id: line.id, row }
}

/** The sessions on screen that are known to be listed no more. While it is being asked, what was known before holds. */
function endedNow(before: Still, reading: Reading, hold: Hold): ReadonlySet<string> {
  const listed = new Set(reading.page.rows.map(sessionKeyText))
  const gone = before.page.rows.map(sessionKeyText).filter((id) => !listed.has(id))
  return new Set(gone.filter((id) => (hold.elsewhere === null ? before.ended.has(id) : !hold.elsewhere.has(id))))
}

/** The fresh lines with those that stay put in after the line that they stood behind. */
function keepPlaces(old: readonly Line[], now: readonly Line[], staying: ReadonlySet<string>): readonly Line[] {
  const there = new Set(now.map(({ id }) => id))
  const behind = new Map<string | null, Line[]>()
  let last: string | null = null
  for (const line of old) {
    if (there.has(line.id)) last = line.id
    else if (staying.has(line.id)) behind.set(last, [...(behind.get(last) ?? []), line])
  }
  return [...(behind.get(null) ?? []), ...now.flatMap((line) => [line, ...(behind.get(line.id) ?? [])])]
}

function withLines(still: Still, lines: readonly Line[], lineCount: number): Still {
  const { page } = still.reading
  const listed = new Set(linesOf(page).map(({ id }) => id))
  const shown: GridPage = {
    ...page,
    rows: lines.flatMap((line) => ('row' in line ? [line.row] : [])),
    groups: lines.flatMap((line, position) => ('group' in line ? [{ ...line.group, position }] : [])),
    lines: lineCount,
  }
  const missing = shown.rows.filter((row) => !listed.has(sessionKeyText(row)))
  return { ...still, page: shown, missing: sameRows(still.missing, missing), news: newsOf(still, lines) }
}

/** The earlier list when it names the same sessions, so that nobody asks anew. */
function sameRows(before: readonly SessionRow[], now: readonly SessionRow[]): readonly SessionRow[] {
  const isSame = before.length === now.length && now.every((row, place) => isSameSession(row, before[place]))
  return isSame ? before : now
}

function isSameSession(one: SessionRow, other: SessionRow | undefined): boolean {
  return other !== undefined && sessionKeyText(one) === sessionKeyText(other)
}

function newsOf(still: Still, lines: readonly Line[]): News | null {
  const { reading, ended, hold } = still
  const shown = new Set(lines.map(({ id }) => id))
  const coming = linesOf(reading.page).filter(({ id }) => !shown.has(id))
  const started = coming.filter((line) => 'row' in line && isNew(line.row, still)).length
  const going = lines.filter(({ id }) => ended.has(id) && !hold.ticked.has(id)).length
  const staying = lines.map(({ id }) => id).filter((id) => !ended.has(id))
  const order = linesOf(reading.page).map(({ id }) => id)
  const known = new Set(order)
  const kept = staying.filter((id) => known.has(id))
  const isReordered = order.filter((id) => shown.has(id)).some((id, place) => id !== kept[place])
  const moved = isReordered || kept.length < staying.length || coming.length > started
  return started === 0 && going === 0 && !moved ? null : { started, ended: going, moved }
}

/** On a list of one page whatever comes in is new to it; of a longer one, rows come over from other pages as well. */
function isNew(row: SessionRow, { reading, orderAt }: Still): boolean {
  return reading.page.lines <= reading.pageSize || (row.firstSeenAt !== null && row.firstSeenAt > orderAt)
}

/** The lines of a page in their order: group lines know their places, sessions fill the others. */
function linesOf({ rows, groups }: GridPage): readonly Line[] {
  const lines: Line[] = rows.map((row) => ({ id: sessionKeyText(row), row }))
  for (const group of groups.toSorted((one, other) => one.position - other.position)) {
    lines.splice(group.position, 0, { id: `group ${group.key}`, group })
  }
  return lines
}
