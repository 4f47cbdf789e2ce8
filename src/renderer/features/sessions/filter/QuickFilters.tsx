import type { ServerView } from '../../../../shared/server.ts'
import type { GridSummary } from '../../../../shared/session.ts'
import { IdentityFilter } from './IdentityFilter.tsx'
import { IdleFilter } from './IdleFilter.tsx'
import { MoreFilters } from './MoreFilters.tsx'
import { ServerFilter } from './ServerFilter.tsx'
import { TypeFilter } from './TypeFilter.tsx'

interface QuickFiltersProps {
  readonly text: string
  readonly servers: readonly ServerView[]
  readonly summary: GridSummary | undefined
}

/** The usual conditions as menus. They change the text of the filter and know nothing else. */
export function QuickFilters({ text, servers, summary }: QuickFiltersProps) {
  return (
    <>
      <ServerFilter text={text} servers={servers} summary={summary} />
      <TypeFilter text={text} types={summary?.types ?? []} />
      <IdentityFilter text={text} />
      <IdleFilter text={text} />
      <MoreFilters text={text} servers={servers} />
    </>
  )
}
