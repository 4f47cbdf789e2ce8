import type { Device } from '../../shared/session.ts'
import { type Database, prepared } from './database.ts'
import { searchText } from './fold.ts'

/** What a user agent tells; null where it is not recognised. `words` are its browser and system. */
export interface AgentFacts {
  readonly words: string | null
  readonly browser: string | null
  readonly system: string | null
  readonly device: Device | null
}

/** A user agent, kept once however many sessions show it. */
export interface Agent extends AgentFacts {
  readonly id: number
  readonly text: string
}

/** A session type, kept once. */
export interface SessionType {
  readonly id: number
  readonly text: string
}

/** A way of reading user agents; a better one has a higher number. */
export interface AgentReading {
  readonly number: number
  readonly read: (text: string) => AgentFacts
}

const AGENT = 'SELECT id, text, words, browser, system, device FROM agent'

/** The row of this user agent; it is read only when it is met for the first time. */
export function storedAgent(cache: Database, text: string, { number, read }: AgentReading): Agent {
  const known = prepared<Agent>(cache, `${AGENT} WHERE text = ?`).get(text)
  if (known !== undefined) return known
  const facts = read(text)
  const { words, browser, system, device } = facts
  const insert = prepared(cache, 'INSERT INTO agent (text, words, browser, system, device, reading, search) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const { lastInsertRowid } = insert.run(text, words, browser, system, device, number, agentSearchText(text, words))
  return { id: Number(lastInsertRowid), text, ...facts }
}

/** Reads again every user agent that was read in an older way: about 20 µs each. The caller wraps it in a transaction. */
export function readAgentsAgain(cache: Database, { number, read }: AgentReading): void {
  const old = cache.prepare<[number], { id: number; text: string }>('SELECT id, text FROM agent WHERE reading < ?').all(number)
  const update = prepared(cache, 'UPDATE agent SET words = ?, browser = ?, system = ?, device = ?, reading = ?, search = ? WHERE id = ?')
  for (const { id, text } of old) {
    const { words, browser, system, device } = read(text)
    update.run(words, browser, system, device, number, agentSearchText(text, words), id)
  }
}

/** The row of this session type; null when no session ever had it. */
export function findType(cache: Database, text: string): SessionType | null {
  return prepared<SessionType>(cache, 'SELECT id, text FROM typ WHERE text = ?').get(text) ?? null
}

/** The row of this session type, made now if it is new. */
export function storedType(cache: Database, text: string): SessionType {
  const known = findType(cache, text)
  if (known !== null) return known
  const insert = prepared(cache, 'INSERT INTO typ (text, search) VALUES (?, ?)')
  return { id: Number(insert.run(text, searchText([text])).lastInsertRowid), text }
}

/** What of a user agent can be searched: its words, or the header itself when it has none. */
export function agentSearchText(text: string | null, words: string | null): string {
  return searchText([words ?? text])
}

/** A user agent by its id; null when there is none. */
export function agentById(cache: Database, id: number): Agent | null {
  return prepared<Agent>(cache, `${AGENT} WHERE id = ?`).get(id) ?? null
}

/** A session type by its id; null when there is none. */
export function typeById(cache: Database, id: number): SessionType | null {
  return prepared<SessionType>(cache, 'SELECT id, text FROM typ WHERE id = ?').get(id) ?? null
}
