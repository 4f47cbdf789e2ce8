import { age } from '../../../../shared/duration.ts'
import { t } from '../../../../shared/language/language.ts'
import type { SessionHistory } from '../../../../shared/session.ts'
import { dateTimeText, shortTimeText } from '../../../components/format.ts'
import { activeParts, partStart, runsOf } from './history-runs.ts'

type Change = SessionHistory['changes'][number]

/**
 * What the chart shows, in sentences: for who can't see it, and for who wants to say it on the phone. A minute or two have no parts to count.
 */
export function historyWords(history: SessionHistory, now: number): readonly string[] {
  const from = shortTimeText(history.from, now)
  const to = shortTimeText(history.to, now)
  const parts = activeParts(history.activity)
  const length = age((history.to - history.from) / history.activity.length)
  const share = parts === null ? t('details.historyNoActivity') : t('details.historyShare', { ...parts, length, from, to })
  const isShort = parts !== null && history.activity.length === 1
  return isShort ? [gapWords(history, now)] : [share, gapWords(history, now)]
}

function gapWords(history: SessionHistory, now: number): string {
  const gaps = runsOf(history.activity).filter(({ what }) => what === null)
  const [gap] = gaps
  const moment = (part: number) => shortTimeText(partStart(history, part), now)
  const first = gap === undefined ? '' : t('details.historySpan', { from: moment(gap.from), to: moment(gap.to) })
  return t('details.historyGaps', { count: gaps.length, first })
}

/** The fact that changed, as its column is called. */
export function changedFact(what: Change['what']): string {
  return {
    user: t('grid.user'),
    userId: t('grid.userId'),
    displayName: t('grid.personName'),
    email: t('grid.email'),
    project: t('grid.project'),
    organisation: t('grid.organisation'),
    account: t('grid.account'),
    type: t('grid.type'),
    node: t('grid.node'),
    address: t('grid.address'),
    userAgent: t('grid.agent'),
    createdAt: t('grid.created'),
    expires: t('grid.expires'),
    own: t('details.ownSession'),
  }[what]
}

/** One side of a change. `clockOffset`: the server's clock minus ours, in ms. */
export function changedValue(what: Change['what'], value: string | null, clockOffset: number): string {
  if (value === null) return t('details.changeUnknown')
  if (what === 'createdAt' || what === 'expires') return dateTimeText(Number(value) - clockOffset)
  if (what === 'own') return value === '1' ? t('details.changeYes') : t('details.changeNo')
  return value
}
