import type { Action } from './actions.ts'

/** How well an action fits what was typed: the lower the better. */
const BEGINS = 0
const WORD_BEGINS = 1
const CONTAINS = 2

/**
 * The actions that fit a text, best first, and those of one section together. All words must be found, in the name or the section; accents
 * and case count for nothing. An empty text fits everything but what there are many of, in the order that is given.
 */
export function fittingActions(actions: readonly Action[], text: string): readonly Action[] {
  const words = folded(text).split(/\s+/).filter(Boolean)
  const ranked = actions.flatMap((action) => {
    const rank = rankOf(action, words)
    const isLeftOut = action.keyOnly || (action.oneOfMany && words.length === 0)
    return isLeftOut || rank === null ? [] : [{ action, rank }]
  })
  const best = new Map<string, number>()
  for (const { action, rank } of ranked) best.set(action.section, Math.min(rank, best.get(action.section) ?? CONTAINS))
  const sections = [...best.entries()].toSorted(([, left], [, right]) => left - right).map(([section]) => section)
  return ranked
    .toSorted((left, right) => {
      const bySection = sections.indexOf(left.action.section) - sections.indexOf(right.action.section)
      return bySection || left.rank - right.rank
    })
    .map(({ action }) => action)
}

function rankOf({ name, section }: Action, words: readonly string[]): number | null {
  const [first] = words
  if (first === undefined) return BEGINS
  const foldedName = folded(name)
  const all = `${foldedName} ${folded(section)}`
  if (!words.every((word) => all.includes(word))) return null
  if (foldedName.startsWith(words.join(' '))) return BEGINS
  return foldedName.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(first)) ? WORD_BEGINS : CONTAINS
}

function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
