import { useMemo } from 'react'
import type { CompletionSources } from '../../../../shared/filter/complete.ts'
import type { ServerView } from '../../../../shared/server.ts'
import type { GridSummary } from '../../../../shared/session.ts'
import { tagsOf } from './server-tags.ts'

/** What can be named in a filter just now. It is the same object as long as it holds the same names, although servers are told of all the time. */
export function useSources(servers: readonly ServerView[], summary: GridSummary | undefined): CompletionSources {
  const names = JSON.stringify({
    servers: servers.map(({ server }) => server.name),
    tags: tagsOf(servers),
    types: (summary?.types ?? []).map(({ type }) => type).filter((type) => type !== ''),
  })
  return useMemo((): CompletionSources => JSON.parse(names), [names])
}
