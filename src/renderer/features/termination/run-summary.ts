import { t } from '../../../shared/language/language.ts'
import type { OutcomeKind, Run, RunSummary } from '../../../shared/termination.ts'
import { OUTCOMES } from '../../../shared/termination.ts'

/** The word for each outcome, as a person reads it in a list. */
export function outcomeWord(kind: OutcomeKind): string {
  return t(`termination.outcome-${kind}`)
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
  return t('termination.headline', { count: run.counts.terminated, total: run.total })
}

/**
 * What stands in place of the numbers when users were logged out of a server that lists nobody, and it did not refuse: there is nothing to
 * count. Null for every other run.
 */
export function unseenWords(run: Run): string | null {
  const unseen = run.targets.filter(({ target, outcome }) => target.kind === 'user' && outcome?.kind === 'unknown')
  if (unseen.length === 0 || unseen.length < run.targets.length) return null
  return t('termination.unseen')
}

/** Every number beside the headline with its word ("1 refused"), in the order of the outcomes, so that they add up with it to the total. */
export function otherCounts(
  run: Counted,
): readonly { readonly kind: OutcomeKind | 'waiting'; readonly count: number; readonly words: string }[] {
  const others = OUTCOMES.filter((kind) => kind !== 'terminated' && run.counts[kind] > 0).map((kind) => ({
    kind,
    count: run.counts[kind],
    words: t(`termination.count-${kind}`, { count: run.counts[kind] }),
  }))
  const waiting = open(run)
  if (waiting === 0) return others
  return [...others, { kind: 'waiting', count: waiting, words: t('termination.count-waiting', { count: waiting }) }]
}

/** The whole summary in one line: "12 of 14 terminated, 1 already gone, 1 refused". */
export function summaryLine(run: Counted): string {
  return [headline(run), ...otherCounts(run).map(({ words }) => words)].join(', ')
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
  return t('termination.interrupted', { number: run.number, done, doubt: inDoubt, open: notStarted })
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
