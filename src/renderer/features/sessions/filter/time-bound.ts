import { readFilter } from '../../../../shared/filter/parse.ts'

/** Whether what a filter finds changes as time goes by, though nothing new was read: spans grow, and servers grow stale. */
export function isTimeBound(filter: string): boolean {
  return readFilter(filter).filter.clauses.some(
    ({ condition }) => condition.kind === 'span' || (condition.kind === 'flag' && condition.values.includes('stale')),
  )
}
