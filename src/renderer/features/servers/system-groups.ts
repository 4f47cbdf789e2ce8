import { locale, t } from '../../../shared/language/language.ts'
import type { CatalogueEntry } from '../../../shared/server.ts'

/** What the choice *System* is divided into, in this order. */
const SYSTEM_GROUPS = ['first', 'known', 'saved'] as const
export type SystemGroup = (typeof SYSTEM_GROUPS)[number]

/** The systems that Rollcall was made for, in the order in which they are offered. */
const FIRST = ['lasernet-keep', 'elsevier-pure', 'digital-reef', 'admin-sessions']

/** Under which heading a system is offered. */
export function groupOf(entry: Pick<CatalogueEntry, 'id' | 'origin'>): SystemGroup {
  if (entry.origin === 'saved') return 'saved'
  return FIRST.includes(entry.id) ? 'first' : 'known'
}

/** The heading of a group. */
export function groupWords(group: SystemGroup): string {
  return t(`systems.group-${group}`)
}

/** All systems by heading, and by name below each. */
export function inChoiceOrder(entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] {
  const rank = (entry: CatalogueEntry) => SYSTEM_GROUPS.indexOf(groupOf(entry))
  const place = (entry: CatalogueEntry) => (rank(entry) === 0 ? FIRST.indexOf(entry.id) : 0)
  return entries.toSorted(
    (left, right) => rank(left) - rank(right) || place(left) - place(right) || left.name.localeCompare(right.name, locale()),
  )
}

/** The system that a new server is proposed to be. */
export function firstChoice(entries: readonly CatalogueEntry[]): CatalogueEntry | undefined {
  return entries.find(({ id }) => id === 'admin-sessions') ?? entries[0]
}

/** Whether a system is meant by what was typed: every word of it stands in its name, its id or its line. */
export function isMeant(entry: Pick<CatalogueEntry, 'id' | 'name' | 'about'>, typed: string): boolean {
  const text = `${entry.name} ${entry.id} ${entry.about}`.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
