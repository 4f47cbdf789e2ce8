import type { SessionKey } from '../../../shared/session.ts'
import { agentName, type Target } from '../../../shared/termination.ts'
import { findSession, type ServerMemory } from './memory.ts'

/** A session as it was last read, frozen for a termination; null when the last complete read did not list it. */
export function knownTarget(memory: ServerMemory, serverName: string, key: SessionKey): Target | null {
  const state = findSession(memory.sessions, key.sessionId, key.duplicate)
  if (state === undefined) return null
  return {
    kind: 'session',
    key,
    serverName,
    user: state.user.user,
    address: state.address,
    agentWords: state.agent === null ? null : agentName(state.agent.words, state.agent.text),
    createdAt: state.createdAt,
    userId: state.user.userId,
    wholeUser: false,
  }
}
