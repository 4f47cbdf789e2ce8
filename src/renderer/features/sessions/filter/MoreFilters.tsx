import { hasClause, toggleClause } from '../../../../shared/filter/write.ts'
import { t } from '../../../../shared/language/language.ts'
import { environmentSchema, type ServerView } from '../../../../shared/server.ts'
import { CheckMenuItem } from '../../../components/CheckMenuItem.tsx'
import { visibleString } from '../../../components/visible-text.ts'
import { environmentWords } from './clause-words.ts'
import { FilterMenu } from './FilterMenu.tsx'
import { setFilter } from './filter-text.ts'
import { chooseValues, chosenValues, isSame, toggled } from './quick-filters.ts'
import { tagsOf } from './server-tags.ts'
import { switches } from './switches.ts'

interface MoreFiltersProps {
  readonly text: string
  readonly servers: readonly ServerView[]
}

/** The conditions that are on or off, and what servers are marked with. */
export function MoreFilters({ text, servers }: MoreFiltersProps) {
  const tags = tagsOf(servers)
  const chosenTags = chosenValues(text, 'tag')
  const environments = environmentSchema.options.filter((option) => servers.some(({ server }) => server.environment === option))
  const chosenEnvironments = chosenValues(text, 'env')
  const on = switches().filter(({ clause }) => hasClause(text, clause))
  const count = on.length + chosenTags.length + chosenEnvironments.length
  return (
    <FilterMenu label={t('filter.more')} chosen={count === 0 ? null : t('filter.chosen', { count })}>
      {switches().map(({ clause, name }) => (
        <CheckMenuItem key={clause} checked={hasClause(text, clause)} label={name} onToggle={() => setFilter(toggleClause(text, clause))} />
      ))}
      {environments.map((environment, index) => (
        <CheckMenuItem
          key={`environment ${environment}`}
          checked={chosenEnvironments.includes(environment)}
          label={t('filter.environment', { name: environmentWords(environment) })}
          divided={index === 0}
          onToggle={() => setFilter(chooseValues(text, 'env', toggled(chosenEnvironments, environment)))}
        />
      ))}
      {tags.map((tag, index) => (
        <CheckMenuItem
          key={`tag ${tag}`}
          checked={chosenTags.some((other) => isSame(other, tag))}
          label={t('filter.tag', { name: visibleString(tag) })}
          divided={index === 0}
          onToggle={() => setFilter(chooseValues(text, 'tag', toggled(chosenTags, tag)))}
        />
      ))}
    </FilterMenu>
  )
}
