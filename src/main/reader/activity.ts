import type { SessionHistory } from '../../shared/session.ts'
import type { SessionRead } from '../store/session-history.ts'

type Activity = SessionHistory['activity']

/** More parts than this can't be told apart where they are drawn. */
const MOST_PARTS = 96
/** Shorter parts would say more than reads tell. Seconds. */
const LEAST_PART = 60

/** What to make of the reads of a session. Times in epoch seconds of our clock. */
export interface ActivitySpan {
  readonly from: number
  readonly to: number
  /** The server's clock minus ours, in seconds. */
  readonly clockOffset: number
  /** Two reads further apart than so many seconds have a gap between them. */
  readonly gap: number
}

/**
 * Whether a session was active in each of equal parts of a span. A read tells of an activity at one moment, and of none since then; of what
 * lies before that moment the reads before it tell. Where reads are missing a part stays unknown, unless a later read tells of it.
 */
export function activityOf(reads: readonly SessionRead[], span: ActivitySpan): Activity {
  const length = Math.max(1, span.to - span.from)
  const count = Math.min(MOST_PARTS, Math.max(1, Math.floor(length / LEAST_PART)))
  const parts: Part[] = Array.from({ length: count }, () => ({ active: false, known: 0, listed: 0 }))
  const width = length / count
  let before: SessionRead | null = null
  for (const read of [...reads, lastWord(reads, span)]) {
    if (read?.listed && read.told) takeRead(parts, width, span, read, before)
    if (read?.told) before = read
  }
  return parts.map((part) => verdict(part, width))
}

interface Part {
  active: boolean
  /** Seconds of it that something is known of, and those of them of which only that it was listed. */
  known: number
  listed: number
}

/** What was said last still holds until the next read is due. */
function lastWord(reads: readonly SessionRead[], { to, gap }: ActivitySpan): SessionRead | null {
  const last = reads.findLast(({ told }) => told)
  return last === undefined || !last.listed ? null : { ...last, t: Math.min(to, last.t + gap) }
}

function takeRead(parts: Part[], width: number, span: ActivitySpan, read: SessionRead, before: SessionRead | null): void {
  const { from, gap } = span
  const active = read.lastActive - span.clockOffset
  const follows = before?.listed === true && read.t - before.t <= gap
  const begin = before === null || !before.listed ? read.t : before.t
  if (Number.isNaN(active)) {
    if (follows) spread(parts, width, begin - from, read.t - from, 'listed')
    return
  }
  const place = Math.min(parts.length - 1, Math.floor((active - from) / width))
  const part = active >= from && active <= span.to ? parts[place] : undefined
  if (part !== undefined) part.active = true
  spread(parts, width, (follows ? begin : Math.max(active, begin)) - from, read.t - from, 'known')
}

/** Adds the seconds from `begin` to `end` to the parts they lie in. */
function spread(parts: Part[], width: number, begin: number, end: number, what: 'known' | 'listed'): void {
  const first = Math.max(0, Math.floor(begin / width))
  for (let index = first; index < parts.length && index * width < end; index += 1) {
    const seconds = Math.min(end, (index + 1) * width) - Math.max(begin, index * width)
    const part = parts[index]
    if (part === undefined || seconds <= 0) continue
    part.known += seconds
    if (what === 'listed') part.listed += seconds
  }
}

function verdict({ active, known, listed }: Part, width: number): Activity[number] {
  if (active) return 'active'
  if (known < width / 2) return null
  return listed > known / 2 ? 'listed' : 'idle'
}
