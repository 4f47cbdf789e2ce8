import { createContext, useContext, useMemo } from 'react'
import { type Environment, isStale, type ServerState, type ServerView } from '../../../shared/server.ts'
import { useServerStates } from '../../components/server-states.ts'

/** What a row's cells must know of its server. `clockOffset`: its clock minus ours, in ms; 0 while unknown. */
export interface ServerFacts {
  readonly state: ServerState
  readonly stale: boolean
  readonly clockOffset: number
  readonly environment: Environment
}

const UNKNOWN_SERVER: ServerFacts = { state: 'never read', stale: true, clockOffset: 0, environment: 'test' }

export const ServerFactsContext = createContext<ReadonlyMap<string, ServerFacts>>(new Map())

/** The facts of every server by its id, for `ServerFactsContext`. */
export function useAllServerFacts(servers: readonly ServerView[]): ReadonlyMap<string, ServerFacts> {
  const states = useServerStates(servers)
  return useMemo(
    () => new Map(servers.map((view) => [view.server.id, factsOf(view, states.get(view.server.id) ?? 'never read')])),
    [servers, states],
  )
}

function factsOf(view: ServerView, state: ServerState): ServerFacts {
  return { state, stale: isStale(state), clockOffset: view.status.clockOffset ?? 0, environment: view.server.environment }
}

/** The facts of one row's server. */
export function useServerFacts(serverId: string): ServerFacts {
  return useContext(ServerFactsContext).get(serverId) ?? UNKNOWN_SERVER
}
