import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { GridSummary, GroupLine, SessionRow } from '../../../shared/session.ts'
import { read } from '../../api/clients.ts'
import { readerSort } from './Columns.tsx'
import { isTimeBound } from './filter/time-bound.ts'
import { useStillPage } from './use-still-page.ts'
import { changeView, type SessionsView } from './view-state.ts'

/** How old an answer may get that changes with time alone, in ms. */
const AGEING_MS = 10_000

const NO_ROWS: readonly SessionRow[] = []
const NO_GROUPS: readonly GroupLine[] = []

interface SessionPage {
  readonly rows: readonly SessionRow[]
  /** The heads of groups among them. */
  readonly groups: readonly GroupLine[]
  /** How many lines all pages have. */
  readonly lines: number
  readonly matching: number
  readonly total: number
  readonly pages: number
  readonly isPending: boolean
  /** The rows answer an earlier question; those of this one are being read. */
  readonly isOld: boolean
  readonly error: unknown
}

/** The rows that the grid shows. Old rows stay until new ones are there; a page that is no more gives way to the last one. */
export function useSessionPage(view: SessionsView, pageSize: number): SessionPage {
  const { filter, sort, group, groupsOpen, groupsExcept, page } = view
  const input = {
    page,
    pageSize,
    filter: filter.trim(),
    sort: sort.map(({ field, direction }) => readerSort(field, direction)),
    ...(group === null ? {} : { group: { by: group, open: groupsOpen, except: [...groupsExcept] } }),
  }
  const {
    data: answer,
    isPending,
    isPlaceholderData,
    error,
  } = useQuery(
    read.sessions.page.queryOptions({
      input,
      placeholderData: keepPreviousData,
      // While no server can be read, nothing else tells that what is looked for has become another set of sessions.
      refetchInterval: isTimeBound(input.filter) ? AGEING_MS : false,
    }),
  )
  const question = JSON.stringify(input)
  const data = useStillPage({ question, page: answer, isOld: isPlaceholderData, pageSize })
  const matching = data?.matching ?? 0
  const lines = data?.lines ?? 0
  const pages = Math.max(1, Math.ceil(lines / pageSize))
  const beyond = data !== undefined && !isPlaceholderData && page >= pages
  useEffect(() => {
    if (beyond) changeView({ page: pages - 1 })
  }, [beyond, pages])
  return {
    rows: data?.rows ?? NO_ROWS,
    groups: data?.groups ?? NO_GROUPS,
    lines,
    matching,
    total: data?.total ?? 0,
    pages,
    isPending,
    isOld: isPlaceholderData,
    error,
  }
}

/** Counts per server and the session types there are; undefined until first read. */
export function useSummary(): GridSummary | undefined {
  return useQuery(read.sessions.summary.queryOptions()).data
}
