import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JournalEntry } from '../../../shared/journal.ts'
import { read } from '../../api/clients.ts'

/** How many entries a page holds. */
export const PAGE_SIZE = 100

/** What the journal is narrowed to. */
export interface JournalFilter {
  readonly search: string
  readonly serverId: string | undefined
}

/** One page of the journal and the way to its neighbours. */
export interface JournalPageState {
  readonly entries: readonly JournalEntry[]
  /** Entries that match the filter, on all pages. */
  readonly total: number
  /** The position of the first entry shown, from 1. */
  readonly first: number
  readonly isPending: boolean
  readonly isOld: boolean
  readonly error: unknown
  readonly newest: (() => void) | null
  readonly newer: (() => void) | null
  readonly older: (() => void) | null
}

/**
 * Pages through the journal, newest first. A page is named by the entry it goes on from, so that it stands still while new entries are
 * written; only the first page follows the newest.
 */
export function useJournalPage(filter: JournalFilter): JournalPageState {
  const [place, setPlace] = useState<{ readonly filter: string; readonly trail: readonly number[] }>({ filter: '', trail: [] })
  const filterText = JSON.stringify(filter)
  // Another filter begins at its newest entry.
  const trail = place.filter === filterText ? place.trail : []
  const goTo = (next: readonly number[]) => setPlace({ filter: filterText, trail: next })

  const { data, isPending, isPlaceholderData, error } = useQuery({
    ...read.journal.page.queryOptions({ input: { ...filter, before: trail.at(-1), limit: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  })
  const entries = data?.entries ?? []
  const last = entries.at(-1)?.sequence
  return {
    entries,
    total: data?.total ?? 0,
    first: trail.length * PAGE_SIZE + 1,
    isPending,
    isOld: isPlaceholderData,
    error,
    newest: trail.length > 0 ? () => goTo([]) : null,
    newer: trail.length > 0 ? () => goTo(trail.slice(0, -1)) : null,
    older: last !== undefined && entries.length === PAGE_SIZE ? () => goTo([...trail, last]) : null,
  }
}
