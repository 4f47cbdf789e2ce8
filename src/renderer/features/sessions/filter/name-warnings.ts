import type { Clause } from '../../../../shared/filter/filter.ts'
import { t } from '../../../../shared/language/language.ts'
import type { ServerView } from '../../../../shared/server.ts'
import { visibleString } from '../../../components/visible-text.ts'

/** A few will do: they are said in one place. */
const MOST_WARNINGS = 3

/** Names in a filter that no server has, such as in a view of somebody else. Nothing is said of what is left out (`-server:…`). */
export function nameWarnings(clauses: readonly Clause[], servers: readonly ServerView[]): readonly string[] {
  const warnings = clauses
    .filter(({ negated }) => !negated)
    .flatMap(({ condition }) => {
      if (condition.kind === 'server') {
        const names = servers.map(({ server }) => server.name)
        const key = condition.exact ? 'filter.noSuchServer' : 'filter.noServerLike'
        return notAmong(names, condition).map((name) => t(key, { name }))
      }
      if (condition.kind !== 'tag') return []
      return notAmong(
        servers.flatMap(({ server }) => server.tags),
        condition,
      ).map((name) => t('filter.noSuchTag', { name }))
    })
  return [...new Set(warnings)].slice(0, MOST_WARNINGS)
}

function notAmong(
  names: readonly string[],
  { exact, values }: { readonly exact: boolean; readonly values: readonly string[] },
): readonly string[] {
  const known = names.map((name) => name.toLowerCase())
  const isFound = (value: string) => known.some((name) => (exact ? name === value.toLowerCase() : name.includes(value.toLowerCase())))
  return values.filter((value) => !isFound(value)).map((value) => visibleString(value, 80))
}
