import Box from '@mui/material/Box'
import type { ReactNode, RefObject } from 'react'
import type { ServerView } from '../../../shared/server.ts'
import type { GridSummary } from '../../../shared/session.ts'
import { SearchBox } from '../../components/SearchBox.tsx'
import { typeFilter, useFilterDraft } from './filter/filter-text.ts'

interface FiltersProps {
  readonly servers: readonly ServerView[]
  readonly summary: GridSummary | undefined
  readonly searchInput: RefObject<HTMLInputElement | null>
  readonly onLeaveSearch: () => void
  /** What stands at the right end. */
  readonly children: ReactNode
}

/** Search and filters above the grid. */
export function Filters({ searchInput, onLeaveSearch, children }: FiltersProps) {
  const { text } = useFilterDraft()
  return (
    <Box role="search" sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, pb: 1 }}>
      <SearchBox label="Search sessions" value={text} onSearch={typeFilter} inputRef={searchInput} onLeave={onLeaveSearch} />
      <Box sx={{ ml: 'auto' }}>{children}</Box>
    </Box>
  )
}
