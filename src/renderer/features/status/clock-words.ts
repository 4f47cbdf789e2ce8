import { age } from '../../../shared/duration.ts'
import { t } from '../../../shared/language/language.ts'

const WORTH_SAYING_MS = 60_000

/** The mark of a clock that is off by more than a minute, for where there is little room; null for every other. `clockOffset` as below. */
export function clockMark(clockOffset: number | null): string | null {
  return isOff(clockOffset) ? t('status.clockOff', { span: age(Math.abs(clockOffset)) }) : null
}

/** Says how far a server's clock is off, in words; null when it is near enough or unknown. `clockOffset`: its clock minus ours, in ms. */
export function clockWords(clockOffset: number | null): string | null {
  if (!isOff(clockOffset)) return null
  return t(clockOffset > 0 ? 'status.clockAhead' : 'status.clockBehind', { span: age(Math.abs(clockOffset)) })
}

function isOff(clockOffset: number | null): clockOffset is number {
  return clockOffset !== null && Math.abs(clockOffset) > WORTH_SAYING_MS
}
