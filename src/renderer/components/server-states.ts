import { useMemo } from 'react'
import { SERVER_STATES, type ServerState, type ServerView, serverState } from '../../shared/server.ts'
import { useDerivedFromNow } from './clock.ts'

/** Each server's state by its id, kept true as time passes; the map changes only when one of the states does. `isLost`: the window has lost the program, so nothing is known. */
export function useServerStates(servers: readonly ServerView[], isLost: boolean): ReadonlyMap<string, ServerState> {
  const states = useDerivedFromNow((now) =>
    servers.map((view) => SERVER_STATES.indexOf(isLost ? 'not known' : serverState(view, now))).join(),
  )
  return useMemo(() => {
    const indexes = states.split(',')
    return new Map(servers.map((view, position) => [view.server.id, SERVER_STATES[Number(indexes[position])] ?? 'never read']))
  }, [servers, states])
}
