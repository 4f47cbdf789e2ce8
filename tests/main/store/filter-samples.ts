import type { FilterContext, FilterServer } from '../../../src/main/store/grid-source.ts'
import type { Filter } from '../../../src/shared/filter/filter.ts'
import { parseFilter } from '../../../src/shared/filter/parse.ts'

/** A filter as the search box's text says it; a test that writes one that can't be understood fails. */
export function filterOf(text: string): Filter {
  const understood = parseFilter(text)
  if ('problem' in understood) throw new Error(`${text}: ${understood.problem.message}`)
  return understood.filter
}

/** A server that is read and lets its sessions be ended; its clock stands at `clock` (epoch seconds). */
export function filterServer(serverId: string, clock: number, facts: Partial<FilterServer> = {}): FilterServer {
  const usual = {
    name: serverId.toUpperCase(),
    tags: [],
    environment: 'production',
    stale: false,
    closed: false,
    ownUsernames: [],
  } as const
  return { serverId, clock, idleClock: clock, ...usual, ...facts }
}

/** What filters are held against at `now` (epoch seconds). */
export function contextOf(now: number, ...servers: readonly FilterServer[]): FilterContext {
  return { servers, now }
}
