import { age } from '../../shared/duration.ts'
import { t } from '../../shared/language/language.ts'
import { useDerivedFromNow } from './clock.ts'
import { dateTimeText } from './format.ts'

/** How long ago a moment of this machine's clock was, ticking: `12 s`. Not a live region: it would talk all day. */
export function AgeText({ since }: { readonly since: number }) {
  return <span className="tabular">{useDerivedFromNow((now) => age(now - since))}</span>
}

/** How long until a moment of this machine's clock, ticking; `now` when it is due. */
export function WaitText({ until }: { readonly until: number }) {
  return (
    <span className="tabular">
      {useDerivedFromNow((now) => (until - now < 1000 ? t('status.now') : t('status.in', { age: age(until - now) })))}
    </span>
  )
}

/** A moment of this machine's clock and how long ago it was: `2026-09-21 14:03:05, 12 s ago`. */
export function MomentAndAge({ at }: { readonly at: number }) {
  return <span className="tabular">{useDerivedFromNow((now) => t('status.ago', { moment: dateTimeText(at), age: age(now - at) }))}</span>
}
