import { type Database, prepared } from './database.ts'
import { searchText } from './fold.ts'

/** A user agent, kept once however many sessions show it. `words` are its browser and system; null when not recognised. */
export interface Agent {
  readonly id: number
  readonly text: string
  readonly words: string | null
}

/** A session type, kept once. */
export interface SessionType {
  readonly id: number
  readonly text: string
}

/** The row of this user agent; `wordsOf` is called only when it is met for the first time. */
export function storedAgent(cache: Database, text: string, wordsOf: (text: string) => string | null): Agent {
  const known = prepared<{ id: number; words: string | null }>(cache, 'SELECT id, words FROM agent WHERE text = ?').get(text)
  if (known !== undefined) return { id: known.id, text, words: known.words }
  const words = wordsOf(text)
  const insert = prepared(cache, 'INSERT INTO agent (text, words, search) VALUES (?, ?, ?)')
  return { id: Number(insert.run(text, words, agentSearchText(text, words)).lastInsertRowid), text, words }
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
  return prepared<Agent>(cache, 'SELECT id, text, words FROM agent WHERE id = ?').get(id) ?? null
}

/** A session type by its id; null when there is none. */
export function typeById(cache: Database, id: number): SessionType | null {
  return prepared<SessionType>(cache, 'SELECT id, text FROM typ WHERE id = ?').get(id) ?? null
}
