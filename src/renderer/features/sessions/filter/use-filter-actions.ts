import { useMemo } from 'react'
import { toggleClause } from '../../../../shared/filter/write.ts'
import { language, t } from '../../../../shared/language/language.ts'
import { type Action, useActions } from '../../../components/actions/actions.ts'
import { clearFilters, filterText, setFilter } from './filter-text.ts'
import { switches } from './switches.ts'

/** Offers the conditions that are on or off, and an end to all of them, to the palette. */
export function useFilterActions(text: string): void {
  const isEmpty = text === ''
  const spoken = language()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language is not read here, but the names are made in it, so that each new one makes them anew
  const actions = useMemo(() => filterActions(isEmpty), [isEmpty, spoken])
  useActions(actions)
}

function filterActions(isEmpty: boolean): readonly Action[] {
  const section = t('filter.section')
  const nothing = isEmpty ? { unavailable: t('filter.nothingToClear') } : {}
  return [
    ...switches().map(({ id, clause, name }) => ({
      id: `sessions.filter.${id}`,
      name,
      section,
      run: () => setFilter(toggleClause(filterText(), clause)),
    })),
    { id: 'sessions.filter.clear', name: t('filter.clear'), section, ...nothing, run: clearFilters },
  ]
}
