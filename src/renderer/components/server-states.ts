import { useMemo } from 'react'
import { SERVER_STATES, type ServerState, type ServerView, serverState } from '../../shared/server.ts'
import { useDerivedFromNow } from './clock.ts'

/** Each server's state by its id, kept true as time passes; the map changes only when one of the states does. */
export function useServerStates(servers: readonly ServerView[]): ReadonlyMap<string, ServerState> {
  const states = useDerivedFromNow((now) => servers.map((view) => SERVER_STATES.indexOf(serverState(view, now))).join())
  return useMemo(() => {
    const indexes = states.split(',')
    return new Map(servers.map((view, position) => [view.server.id, SERVER_STATES[Number(indexes[position])] ?? 'never read']))
  }, [servers, states])
}
