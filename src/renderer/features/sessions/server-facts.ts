import { createContext, useContext, useMemo } from 'react'
import { type Capabilities, type Environment, isStale, type PollStatus, type ServerState, type ServerView } from '../../../shared/server.ts'
import { clockOffsetOf } from '../../../shared/server-clock.ts'
import { stateWord } from '../../components/StateMark.tsx'
import { useServerStates } from '../../components/server-states.ts'

/** What a row's cells must know of its server. `clockOffset`: its clock minus ours, in ms, as `clockOffsetOf` has it. */
export interface ServerFacts {
  readonly state: ServerState
  /** The state in words. */
  readonly word: string
  readonly status: Pick<PollStatus, 'hold' | 'lastAttempt'>
  readonly stale: boolean
  readonly clockOffset: number
  readonly environment: Environment
  /** Which address its sessions show. */
  readonly address: Capabilities['address']
  /** Whether it can log out a user on all devices. */
  readonly terminateUser: boolean
}

/** A server that is not in the list, such as one that was removed just now. */
const UNKNOWN_SERVER: Omit<ServerFacts, 'word'> = {
  state: 'never read',
  status: { hold: null, lastAttempt: null },
  stale: true,
  clockOffset: 0,
  environment: 'test',
  address: 'unknown',
  terminateUser: false,
}

export const ServerFactsContext = createContext<ReadonlyMap<string, ServerFacts>>(new Map())

/** The facts of every server by its id, for `ServerFactsContext`. `isLost`: the window has lost the program, so nothing is known. */
export function useAllServerFacts(servers: readonly ServerView[], isLost: boolean): ReadonlyMap<string, ServerFacts> {
  const states = useServerStates(servers, isLost)
  return useMemo(
    () => new Map(servers.map((view) => [view.server.id, factsOf(view, states.get(view.server.id) ?? 'never read')])),
    [servers, states],
  )
}

function factsOf(view: ServerView, state: ServerState): ServerFacts {
  const { server, status, capabilities } = view
  return {
    state,
    word: stateWord(state, status),
    status,
    stale: isStale(state),
    clockOffset: clockOffsetOf(status),
    environment: server.environment,
    address: capabilities.address,
    terminateUser: capabilities.terminateUser,
  }
}

/** The facts of one row's server. */
export function useServerFacts(serverId: string): ServerFacts {
  const known = useContext(ServerFactsContext).get(serverId)
  return useMemo(() => known ?? { ...UNKNOWN_SERVER, word: stateWord(UNKNOWN_SERVER.state, UNKNOWN_SERVER.status) }, [known])
}
