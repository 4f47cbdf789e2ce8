import { addClause, writeClause } from '../../../shared/filter/write.ts'
import { t } from '../../../shared/language/language.ts'
import type { Grouping, GroupLine } from '../../../shared/session.ts'
import { changeView, viewStore } from './view-state.ts'

/** As many groups as can stand open against the rule, or closed. */
const MOST_EXCEPT = 1000

/** By what sessions are grouped, as a word. */
export function groupingWord(by: Grouping): string {
  return {
    user: t('grid.groupUser'),
    server: t('grid.groupServer'),
    address: t('grid.groupAddress'),
    subnet: t('grid.groupSubnet'),
    type: t('grid.groupType'),
  }[by]
}

/** What the group of those sessions is called where the fact is not known. */
export function unknownWord(by: Grouping): string {
  return {
    user: t('grid.groupNoUser'),
    server: t('grid.groupNoServer'),
    address: t('grid.groupNoAddress'),
    subnet: t('grid.groupNoAddress'),
    type: t('grid.groupNoType'),
  }[by]
}

/** Groups the sessions, with all groups closed; null for one list of sessions. */
export function groupBy(by: Grouping | null): void {
  changeView({ group: by, groupsOpen: false, groupsExcept: [] })
}

/** Opens or closes all groups. */
export function openAllGroups(open: boolean): void {
  changeView({ groupsOpen: open, groupsExcept: [] })
}

/** Opens a closed group, or closes an open one; the page that is shown stays. */
export function toggleGroup({ key, open }: Pick<GroupLine, 'key' | 'open'>): void {
  const { groupsOpen, groupsExcept, page } = viewStore.get()
  const others = groupsExcept.filter((other) => other !== key)
  const isException = open === groupsOpen
  changeView({ groupsExcept: isException ? [...others, key].slice(-MOST_EXCEPT) : others, page })
}

/** Shows whoever is signed in from more than one address, each with all sessions below their name. */
export function showManyAddresses(): void {
  const { filter } = viewStore.get()
  changeView({ filter: addClause(filter, MANY_ADDRESSES), group: 'user', groupsOpen: true, groupsExcept: [] })
}

const MANY_ADDRESSES = writeClause({ field: 'addresses', operator: '>', values: ['1'] })
