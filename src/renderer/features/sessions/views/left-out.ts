import { t } from '../../../../shared/language/language.ts'
import type { ViewContent } from '../../../../shared/view.ts'
import { visibleString } from '../../../components/visible-text.ts'

/**
 * The columns that a view asks for and that are not there, such as those of another version, in words, one sentence each. What in its filter
 * finds nothing or can't be understood is said below the search box.
 */
export function leftOutOf({ sort, columns: { order, shown } }: ViewContent, fields: ReadonlySet<string>): readonly string[] {
  const unknown = (names: readonly string[]) => [...new Set(names)].filter((name) => !fields.has(name))
  const missing = unknown([...order, ...Object.keys(shown)].filter((name) => shown[name] !== false))
  const unsorted = unknown(sort.map(({ field }) => field))
  return [
    ...(missing.length > 0 ? [t('views.unknownColumns', { count: missing.length, names: quoted(missing) })] : []),
    ...(unsorted.length > 0 ? [t('views.unknownSort', { names: quoted(unsorted) })] : []),
  ]
}

function quoted(names: readonly string[]): string {
  return names.map((name) => t('views.quoted', { name: visibleString(name, 60) })).join(', ')
}
