import { t } from '../../../../shared/language/language.ts'
import { flagWords, spanWords } from './clause-words.ts'

/** A condition that is on or off, as a clause of the filter and in words. `id` is the end of its action's id. */
export interface Switch {
  readonly id: string
  readonly clause: string
  readonly name: string
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** The conditions that are on or off, in the order of the menu. */
export function switches(): readonly Switch[] {
  return [
    { id: 'manyAddresses', clause: 'addresses>1', name: t('filter.manyAddresses', { count: 1 }) },
    { id: 'endingSoon', clause: 'ends<30m', name: t('filter.endsLess', { time: spanWords(30 * MINUTE) }) },
    { id: 'new', clause: 'new<1d', name: t('filter.newLess', { time: spanWords(DAY) }) },
    { id: 'own', clause: 'is:own', name: flagWords('own') },
    { id: 'protected', clause: 'is:protected', name: flagWords('protected') },
    { id: 'stale', clause: 'is:stale', name: flagWords('stale') },
    { id: 'lookalike', clause: 'is:lookalike', name: flagWords('lookalike') },
  ]
}
