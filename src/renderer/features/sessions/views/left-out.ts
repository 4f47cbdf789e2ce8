import type { Condition } from '../../../../shared/filter/filter.ts'
import { parseFilter } from '../../../../shared/filter/parse.ts'
import { t } from '../../../../shared/language/language.ts'
import type { ViewContent } from '../../../../shared/view.ts'
import { visibleString } from '../../../components/visible-text.ts'

/** What there is for a view to show. */
export interface Known {
  readonly columns: ReadonlySet<string>
  readonly serverNames: readonly string[]
}

/** What a view asks for that is not there, in words, one sentence each: columns of another version, servers that are gone, a filter of its own kind. */
export function leftOutOf({ filter, sort, columns }: ViewContent, known: Known): readonly string[] {
  const unknown = (names: readonly string[]) => [...new Set(names)].filter((name) => !known.columns.has(name))
  const missing = unknown([...columns.order, ...Object.keys(columns.shown)].filter((name) => columns.shown[name] !== false))
  const unsorted = unknown(sort.map(({ field }) => field))
  const parsed = parseFilter(filter)
  const gone = 'problem' in parsed ? [] : goneServers(parsed.filter.clauses, known.serverNames)
  return [
    ...(missing.length > 0 ? [t('views.unknownColumns', { count: missing.length, names: quoted(missing) })] : []),
    ...(unsorted.length > 0 ? [t('views.unknownSort', { names: quoted(unsorted) })] : []),
    ...(gone.length > 0 ? [t('views.goneServers', { count: gone.length, names: quoted(gone) })] : []),
    ...('problem' in parsed ? [t('views.badFilter', { reason: parsed.problem.message })] : []),
  ]
}

/** The servers that a filter wants to see and that nobody is called like. */
function goneServers(clauses: readonly { readonly condition: Condition; readonly negated: boolean }[], names: readonly string[]): string[] {
  const folded = names.map((name) => name.toLowerCase())
  return clauses.flatMap(({ condition, negated }) => {
    if (condition.kind !== 'server' || negated) return []
    const { exact, values } = condition
    return values.filter((value) => {
      const wanted = value.toLowerCase()
      return !folded.some((name) => (exact ? name === wanted : name.includes(wanted)))
    })
  })
}

function quoted(names: readonly string[]): string {
  return names.map((name) => t('views.quoted', { name: visibleString(name, 60) })).join(', ')
}
