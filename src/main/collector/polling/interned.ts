import type { Database } from '../../store/database.ts'
import { type Agent, agentById, type SessionType, storedAgent, storedType, typeById } from '../../store/dictionaries.ts'
import { hasUsers, storedUser, type User, type UserFacts, userById } from '../../store/users.ts'
import { AGENT_READING } from './agent.ts'
import type { ServerMemory } from './memory.ts'

/** More distinct texts than this are hardly shared; forgetting them costs a look into the file. */
const MOST = 50_000

interface Interned {
  readonly agents: Map<string, Agent>
  readonly types: Map<string, SessionType>
}

const known = new WeakMap<Database, Interned>()

/** Forgets what was met on this connection; after a rollback some of it may not be in the file. */
export function forgetInterned(cache: Database): void {
  known.delete(cache)
}

/** The one object for this user agent; its words are made the first time it is met anywhere. */
export function internAgent(cache: Database, text: string | null): Agent | null {
  if (text === null) return null
  return remember(internedOf(cache).agents, text, () => storedAgent(cache, text, AGENT_READING))
}

export function internType(cache: Database, text: string | null): SessionType | null {
  if (text === null) return null
  return remember(internedOf(cache).types, text, () => storedType(cache, text))
}

/** The one object for this state of a user. */
export function internUser(cache: Database, memory: Pick<ServerMemory, 'users' | 'usersInFile'>, server: number, facts: UserFacts): User {
  const { user, userId, displayName, email, project, organisation, account } = facts
  const key = JSON.stringify([user, userId, displayName, email, project, organisation, account])
  // As long as the map holds all users of this server that the file does, whatever is not in the map is new.
  if (memory.users.size === 0 || memory.users.size >= MOST) memory.usersInFile ||= hasUsers(cache, server)
  return remember(memory.users, key, () => storedUser(cache, server, facts, memory.usersInFile))
}

/** The same objects by their ids, for rebuilding memory from the file. */
export interface InternedById {
  user(id: number): User | null
  agent(id: number | null): Agent | null
  type(id: number | null): SessionType | null
}

export function internedById(cache: Database): InternedById {
  const users = new Map<number, User | null>()
  const agents = new Map<number, Agent | null>()
  const types = new Map<number, SessionType | null>()
  return {
    user: (id) => remember(users, id, () => userById(cache, id)?.user ?? null),
    agent: (id) => (id === null ? null : remember(agents, id, () => agentById(cache, id))),
    type: (id) => (id === null ? null : remember(types, id, () => typeById(cache, id))),
  }
}

function internedOf(cache: Database): Interned {
  const interned = known.get(cache) ?? { agents: new Map(), types: new Map() }
  known.set(cache, interned)
  return interned
}

function remember<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const old = values.get(key)
  if (old !== undefined) return old
  if (values.size >= MOST) values.clear()
  const value = make()
  values.set(key, value)
  return value
}
