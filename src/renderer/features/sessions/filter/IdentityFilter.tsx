import { t } from '../../../../shared/language/language.ts'
import { identitySchema } from '../../../../shared/session.ts'
import { CheckMenuItem } from '../../../components/CheckMenuItem.tsx'
import { valueWords } from './clause-words.ts'
import { FilterMenu } from './FilterMenu.tsx'
import { setFilter } from './filter-text.ts'
import { chooseValues, chosenValues, toggled } from './quick-filters.ts'

/** Whose sessions are shown: named users', those of somebody who has not signed in yet, or API keys' and monitors'. */
export function IdentityFilter({ text }: { readonly text: string }) {
  const chosen = chosenValues(text, 'identity')
  const [only] = chosen
  const many = chosen.length > 1 ? t('filter.chosen', { count: chosen.length }) : null
  return (
    <FilterMenu label={t('filter.identity')} chosen={only === undefined ? null : (many ?? valueWords('identity', only))}>
      {identitySchema.options.map((identity) => (
        <CheckMenuItem
          key={identity}
          checked={chosen.includes(identity)}
          label={valueWords('identity', identity)}
          onToggle={() => setFilter(chooseValues(text, 'identity', toggled(chosen, identity)))}
        />
      ))}
      <CheckMenuItem
        checked={chosen.length === 0}
        label={t('filter.all')}
        onToggle={() => setFilter(chooseValues(text, 'identity', []))}
        divided
      />
    </FilterMenu>
  )
}
