import { type GridPage, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { type GridLine, gridLines, isGroup, isSession, lineKey } from './grid-lines.ts'

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
  /** Sessions whose end is no news to anybody, such as those that somebody has just terminated: once ended they go at once. */
  readonly expected: ReadonlySet<string>
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
  const kept = linesOf(still.page).filter((line) => !isIn(still.ended, line) || !isIn(dismissed, line))
  return withLines(still, kept, still.page.lines)
}

function isSameHold(one: Hold, other: Hold): boolean {
  return one.isHeld === other.isHeld && one.ticked === other.ticked && one.expected === other.expected && one.elsewhere === other.elsewhere
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
  const now = new Map(linesOf(reading.page).map((line) => [lineKey(line), line]))
  const lines = linesOf(before.page).map((line) => now.get(lineKey(line)) ?? hold.elsewhere?.get(lineKey(line)) ?? line)
  // Its pages are those of before as well: a shorter list must not turn the page.
  return withLines({ ...before, reading, hold, ended: endedNow(before, reading, hold) }, lines, before.page.lines)
}

/** The sessions on screen that are known to be listed no more. While it is being asked, what was known before holds. */
function endedNow(before: Still, reading: Reading, hold: Hold): ReadonlySet<string> {
  const listed = new Set(reading.page.rows.map(sessionKeyText))
  const gone = before.page.rows.map(sessionKeyText).filter((id) => !listed.has(id))
  return new Set(gone.filter((id) => (hold.elsewhere === null ? before.ended.has(id) : !hold.elsewhere.has(id))))
}

/** The fresh lines with those that stay put in after the line that they stood behind. */
function keepPlaces(old: readonly GridLine[], now: readonly GridLine[], staying: ReadonlySet<string>): readonly GridLine[] {
  const there = new Set(now.map(lineKey))
  const behind = new Map<string | null, GridLine[]>()
  let last: string | null = null
  for (const line of old) {
    if (isIn(there, line)) last = lineKey(line)
    else if (isIn(staying, line)) behind.set(last, [...(behind.get(last) ?? []), line])
  }
  return [...(behind.get(null) ?? []), ...now.flatMap((line) => [line, ...(behind.get(lineKey(line)) ?? [])])]
}

function withLines(still: Still, all: readonly GridLine[], lineCount: number): Still {
  const lines = all.filter((line) => !isIn(still.ended, line) || !isIn(still.hold.expected, line))
  const { page } = still.reading
  const listed = new Set(page.rows.map(sessionKeyText))
  const shown: GridPage = {
    ...page,
    rows: lines.filter(isSession),
    groups: lines.flatMap((line, position) => (isGroup(line) ? [{ ...line, position }] : [])),
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

function newsOf(still: Still, lines: readonly GridLine[]): News | null {
  const { reading, ended, hold } = still
  const shown = new Set(lines.map(lineKey))
  const coming = linesOf(reading.page).filter((line) => !isIn(shown, line))
  const started = coming.filter((line) => isSession(line) && isNew(line, still)).length
  const going = lines.filter((line) => isIn(ended, line) && !isIn(hold.ticked, line)).length
  const staying = lines.map(lineKey).filter((key) => !ended.has(key))
  const order = linesOf(reading.page).map(lineKey)
  const known = new Set(order)
  const kept = staying.filter((key) => known.has(key))
  const isReordered = order.filter((key) => shown.has(key)).some((key, place) => key !== kept[place])
  const moved = isReordered || kept.length < staying.length || coming.length > started
  return started === 0 && going === 0 && !moved ? null : { started, ended: going, moved }
}

/** On a list of one page whatever comes in is new to it; of a longer one, rows come over from other pages as well. */
function isNew(row: SessionRow, { reading, orderAt }: Still): boolean {
  return reading.page.lines <= reading.pageSize || (row.firstSeenAt !== null && row.firstSeenAt > orderAt)
}

function linesOf({ rows, groups }: GridPage): readonly GridLine[] {
  return gridLines(rows, groups)
}

function isIn(keys: ReadonlySet<string>, line: GridLine): boolean {
  return keys.has(lineKey(line))
}
