import { t } from '../../../../shared/language/language.ts'
import type { GridSummary } from '../../../../shared/session.ts'
import { CheckMenuItem } from '../../../components/CheckMenuItem.tsx'
import { countText } from '../../../components/format.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { FilterMenu } from './FilterMenu.tsx'
import { setFilter } from './filter-text.ts'
import { type ChosenTypes, chooseTypes, chosenTypes, type TypeGroup, toggled, typeChoices } from './quick-filters.ts'

const GROUPS = { rest: 'filter.restApi', browser: 'filter.browser', other: 'filter.other' } as const

interface TypeFilterProps {
  readonly text: string
  readonly types: GridSummary['types']
}

/** Which types of session are shown: the three kinds that every server knows, or the types as servers name them. */
export function TypeFilter({ text, types }: TypeFilterProps) {
  const chosen = chosenTypes(text)
  const choices = typeChoices(types)
  const choose = (next: ChosenTypes) => setFilter(chooseTypes(text, next))
  return (
    <FilterMenu label={t('filter.type')} chosen={chosenWords(chosen)}>
      {choices.groups.map(({ group, sessions }) => (
        <CheckMenuItem
          key={group}
          checked={chosen.groups.includes(group)}
          label={t(GROUPS[group])}
          note={countText(sessions)}
          onToggle={() => choose({ groups: toggled(chosen.groups, group) as readonly TypeGroup[], types: [] })}
        />
      ))}
      {choices.types.map(({ type, sessions }, index) => (
        <CheckMenuItem
          key={`type ${type}`}
          checked={chosen.types.some((other) => other.toLowerCase() === type.toLowerCase())}
          label={typeWords(type)}
          note={countText(sessions)}
          divided={index === 0}
          onToggle={() => choose({ groups: [], types: toggled(chosen.types, type) })}
        />
      ))}
      <CheckMenuItem
        checked={chosen.groups.length + chosen.types.length === 0}
        label={t('filter.all')}
        onToggle={() => choose({ groups: [], types: [] })}
        divided
      />
    </FilterMenu>
  )
}

function typeWords(type: string): string {
  return type === '' ? t('filter.noType') : visibleString(type)
}

function chosenWords({ groups, types }: ChosenTypes): string | null {
  const words = [...groups.map((group) => t(GROUPS[group])), ...types.map(typeWords)]
  if (words.length === 0) return null
  return words.length === 1 ? (words[0] ?? null) : t('filter.chosen', { count: words.length })
}
