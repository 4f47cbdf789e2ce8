import type { OutcomeKind, Run, RunSummary } from '../../../shared/termination.ts'
import { OUTCOMES } from '../../../shared/termination.ts'
import { countText } from '../../components/format.ts'

/** The word for each outcome, as a person reads it in a list. */
export const OUTCOME_WORDS: Readonly<Record<OutcomeKind, string>> = {
  terminated: 'Terminated',
  'already-gone': 'Already gone',
  'still-present': 'Still present',
  refused: 'Refused',
  failed: 'Failed',
  unknown: 'Unknown',
  'not-attempted': 'Not attempted',
}

type Counted = Pick<RunSummary, 'counts' | 'total' | 'state'>

/** Targets that have an outcome. */
export function settled(run: Pick<RunSummary, 'counts'>): number {
  return OUTCOMES.reduce((sum, kind) => sum + run.counts[kind], 0)
}

/** Targets without an outcome; with `settled` they add up to the total. */
export function open(run: Pick<RunSummary, 'counts' | 'total'>): number {
  return run.total - settled(run)
}

/** "12 of 14 terminated". */
export function headline(run: Pick<RunSummary, 'counts' | 'total'>): string {
  return `${countText(run.counts.terminated)} of ${countText(run.total)} terminated`
}

/**
 * What stands in place of the numbers when users were logged out of a server that lists nobody, and it did not refuse: there is nothing to
 * count. Null for every other run.
 */
export function unseenWords(run: Run): string | null {
  const unseen = run.targets.filter(({ target, outcome }) => target.kind === 'user' && outcome?.kind === 'unknown')
  if (unseen.length === 0 || unseen.length < run.targets.length) return null
  return 'The server was asked to log the user out. It lists nobody, so nobody can see what became of it.'
}

/** Every number beside the headline, in the order of the outcomes, so that they add up with it to the total. */
export function otherCounts(
  run: Counted,
): readonly { readonly kind: OutcomeKind | 'waiting'; readonly count: number; readonly words: string }[] {
  const others = OUTCOMES.filter((kind) => kind !== 'terminated' && run.counts[kind] > 0).map((kind) => ({
    kind,
    count: run.counts[kind],
    words: OUTCOME_WORDS[kind].toLowerCase(),
  }))
  const waiting = open(run)
  return waiting > 0 ? [...others, { kind: 'waiting' as const, count: waiting, words: 'waiting' }] : others
}

/** The whole summary in one line: "12 of 14 terminated, 1 already gone, 1 refused". */
export function summaryLine(run: Counted): string {
  return [headline(run), ...otherCounts(run).map(({ count, words }) => `${countText(count)} ${words}`)].join(', ')
}

/** Whether a run has anything more to tell. */
export function isOver(run: Pick<RunSummary, 'state'>): boolean {
  return run.state === 'done' || run.state === 'interrupted'
}

/** Whether a run that is over left a session that was to end, or may have. A run stopped by hand is not a failure. */
export function hasFailed(run: Pick<RunSummary, 'counts' | 'state'>): boolean {
  const { counts } = run
  return isOver(run) && counts['still-present'] + counts.refused + counts.failed + counts.unknown > 0
}

/** "Run 12 was interrupted: 340 done, 2 in doubt, 58 not started". In doubt: asked, and the answer is not known. */
export function interruptedLine(run: Pick<Run, 'counts' | 'number' | 'total' | 'targets'>): string {
  const asked = run.targets.filter(({ step, outcome }) => step === 'asked' && outcome === null).length
  const inDoubt = run.counts.unknown + asked
  const notStarted = run.counts['not-attempted'] + open(run) - asked
  const done = run.total - inDoubt - notStarted
  return `Run ${run.number} was interrupted: ${done} done, ${inDoubt} in doubt, ${notStarted} not started`
}

const TROUBLE_FIRST: readonly (OutcomeKind | 'waiting')[] = [
  'still-present',
  'failed',
  'refused',
  'unknown',
  'waiting',
  'not-attempted',
  'already-gone',
  'terminated',
]

/** The targets of a finished run with what needs a person first; a run under way keeps its own order, so that rows stand still. */
export function inReadingOrder(run: Run): Run['targets'] {
  if (!isOver(run)) return run.targets
  const rank = (target: Run['targets'][number]) => TROUBLE_FIRST.indexOf(target.outcome?.kind ?? 'waiting')
  return run.targets.toSorted((left, right) => rank(left) - rank(right))
}
