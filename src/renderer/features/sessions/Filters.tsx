import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { ReactNode, RefObject } from 'react'
import type { ServerView } from '../../../shared/server.ts'
import type { GridSummary } from '../../../shared/session.ts'
import { FilterMenu } from '../../components/FilterMenu.tsx'
import { countText } from '../../components/format.ts'
import { SearchBox } from '../../components/SearchBox.tsx'
import { changeView, FIRST_VIEW, isNarrowed, type SessionsView } from './view-state.ts'

interface FiltersProps {
  readonly servers: readonly ServerView[]
  readonly summary: GridSummary | undefined
  readonly view: SessionsView
  readonly onSearch: (search: string) => void
  readonly searchInput: RefObject<HTMLInputElement | null>
  readonly onLeaveSearch: () => void
  /** What stands at the right end. */
  readonly children: ReactNode
}

/** Shows everything again. The sort order stays. */
export function clearFilters(): void {
  changeView({ search: FIRST_VIEW.search, serverIds: FIRST_VIEW.serverIds, types: FIRST_VIEW.types })
}

/** Search and filters above the grid. */
export function Filters({ servers, summary, view, onSearch, searchInput, onLeaveSearch, children }: FiltersProps) {
  const sessionsOf = new Map(summary?.servers.map((server) => [server.serverId, server.sessions]))
  const serverOptions = servers.map(({ server }) => ({
    value: server.id,
    label: server.name,
    note: countText(sessionsOf.get(server.id) ?? 0),
  }))
  const typeOptions = (summary?.types ?? []).map(({ type, sessions }) => ({
    value: type,
    label: type || 'No type',
    note: countText(sessions),
  }))
  return (
    <Box role="search" sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, pb: 1 }}>
      <SearchBox label="Search sessions" value={view.search} onSearch={onSearch} inputRef={searchInput} onLeave={onLeaveSearch} />
      <FilterMenu label="Server" options={serverOptions} chosen={view.serverIds} onChange={(serverIds) => changeView({ serverIds })} />
      <FilterMenu label="Type" options={typeOptions} chosen={view.types} onChange={(types) => changeView({ types })} />
      {isNarrowed(view) ? (
        <Button
          color="inherit"
          onClick={() => {
            clearFilters()
            // This button leaves with the filters.
            searchInput.current?.focus()
          }}
        >
          Clear filters
        </Button>
      ) : null}
      <Box sx={{ ml: 'auto' }}>{children}</Box>
    </Box>
  )
}
