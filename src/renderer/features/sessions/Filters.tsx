import Box from '@mui/material/Box'
import { type ReactNode, type RefObject, useId, useMemo, useState } from 'react'
import { readFilter } from '../../../shared/filter/parse.ts'
import type { ServerView } from '../../../shared/server.ts'
import type { GridSummary } from '../../../shared/session.ts'
import { useStore } from '../../components/store.ts'
import { FilterBox } from './filter/FilterBox.tsx'
import { FilterChips } from './filter/FilterChips.tsx'
import { FilterNotes } from './filter/FilterNotes.tsx'
import { useFilterDraft } from './filter/filter-text.ts'
import { nameWarnings } from './filter/name-warnings.ts'
import { QuickFilters } from './filter/QuickFilters.tsx'
import { SuggestionList } from './filter/SuggestionList.tsx'
import { useCompletion } from './filter/use-completion.ts'
import { useFilterActions } from './filter/use-filter-actions.ts'
import { useSources } from './filter/use-sources.ts'
import { viewStore } from './view-state.ts'

interface FiltersProps {
  readonly servers: readonly ServerView[]
  readonly summary: GridSummary | undefined
  readonly searchInput: RefObject<HTMLInputElement | null>
  readonly onLeaveSearch: () => void
  /** What stands at the right end. */
  readonly children: ReactNode
}

/** Search and filters above the grid. All of them read and write one text. */
export function Filters({ servers, summary, searchInput, onLeaveSearch, children }: FiltersProps) {
  const draft = useFilterDraft()
  const { text } = draft
  const { clauses } = useMemo(() => readFilter(text).filter, [text])
  const shown = useStore(viewStore).filter
  const notesId = useId()
  const listId = useId()
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const completing = useCompletion(text, useSources(servers, summary), searchInput)
  // While somebody chooses how to go on, what is typed is not wrong but unfinished.
  const problem = completing.completion === null ? draft.problem : null
  useFilterActions(text)
  const find = () => searchInput.current?.focus()
  return (
    <Box role="search">
      <Box sx={BAR}>
        <FilterBox
          text={text}
          completing={completing}
          listId={listId}
          onFrame={setFrame}
          inputRef={searchInput}
          problemId={problem === null ? undefined : notesId}
          onLeave={onLeaveSearch}
        />
        <QuickFilters text={text} servers={servers} summary={summary} />
        <Box sx={{ display: 'flex', gap: 1, ml: 'auto' }}>{children}</Box>
      </Box>
      <SuggestionList id={listId} anchor={frame} completing={completing} />
      <FilterNotes
        id={notesId}
        text={text}
        problem={problem}
        isKept={shown !== text.trim()}
        warnings={servers.length === 0 ? [] : nameWarnings(clauses, servers)}
        onShow={({ from, to }) => {
          find()
          searchInput.current?.setSelectionRange(from, to)
        }}
      />
      <FilterChips text={text} clauses={clauses} onEmpty={find} />
    </Box>
  )
}

/** Where there is little height, such as with large text, one line that is moved sideways leaves room for the grid. */
const BAR = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 1,
  px: 2,
  pb: 1,
  '@media (max-height: 500px)': { flexWrap: 'nowrap', overflowX: 'auto', scrollbarWidth: 'thin', pt: 0.5, mt: -0.5 },
} as const
