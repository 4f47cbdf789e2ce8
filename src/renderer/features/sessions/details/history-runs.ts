import type { SessionHistory } from '../../../../shared/session.ts'

type Activity = SessionHistory['activity'][number]

/** Neighbouring parts of the span that say the same: parts `from` to before `to`. */
export interface Run {
  readonly what: Activity
  readonly from: number
  readonly to: number
}

/** The parts of a history, equal neighbours as one. */
export function runsOf(activity: SessionHistory['activity']): readonly Run[] {
  const runs: Run[] = []
  for (const [index, what] of activity.entries()) {
    const last = runs.at(-1)
    if (last?.what === what) runs[runs.length - 1] = { ...last, to: index + 1 }
    else runs.push({ what, from: index, to: index + 1 })
  }
  return runs
}

/** Where a moment lies in the span, from 0 to 1; null outside of it. */
export function placeIn({ from, to }: Pick<SessionHistory, 'from' | 'to'>, at: number): number | null {
  if (at < from || at > to) return null
  return to === from ? 1 : (at - from) / (to - from)
}

/** The moment at which a part of the history begins, epoch ms. */
export function partStart({ from, to, activity }: SessionHistory, part: number): number {
  return from + ((to - from) * part) / activity.length
}

/** Of the parts of which it is known, in how many there was activity; null where its server does not tell. */
export function activeParts(activity: SessionHistory['activity']): { readonly active: number; readonly seen: number } | null {
  const told = activity.filter((what) => what === 'active' || what === 'idle')
  return told.length === 0 ? null : { active: told.filter((what) => what === 'active').length, seen: told.length }
}
