import type { Account } from '../../shared/session.ts'
import { type Database, prepared } from './database.ts'
import { searchText } from './fold.ts'

/** One distinct state of a user on one server; the same object for all of their sessions. */
export interface User {
  readonly id: number
  readonly user: string | null
  readonly userId: string | null
  readonly displayName: string | null
  readonly email: string | null
  readonly project: string | null
  readonly organisation: string | null
  readonly account: Account | null
}
export type UserFacts = Omit<User, 'id'>

const FIND = `SELECT id FROM usr WHERE server = +? AND user IS +? AND user_id IS +? AND display_name IS +? AND email IS +?
  AND project IS +? AND organisation IS +? AND account IS +?`
const INSERT = `INSERT INTO usr (server, user, user_id, display_name, email, project, organisation, account, search)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** The row of this user state, written now if it is new. `mayExist` false spares the look for it. */
export function storedUser(cache: Database, server: number, facts: UserFacts, mayExist: boolean): User {
  const { user, userId, displayName, email, project, organisation, account } = facts
  const values = [server, user, userId, displayName, email, project, organisation, account] as const
  const known = mayExist ? prepared<{ id: number }>(cache, FIND).get(...values) : undefined
  const id = known?.id ?? Number(prepared(cache, INSERT).run(...values, userSearchText(facts)).lastInsertRowid)
  return { id, user, userId, displayName, email, project, organisation, account }
}

/** What of a user can be searched; the user itself comes first, because this is also what a sort by user starts from. */
export function userSearchText(facts: UserFacts): string {
  return searchText([facts.user, facts.displayName, facts.email, facts.userId, facts.project, facts.organisation])
}

/** A user state by its id, and its search text; null when there is none. */
export function userById(cache: Database, id: number): { readonly user: User; readonly search: string } | null {
  const sql = `SELECT id, user, user_id AS userId, display_name AS displayName, email, project, organisation, account, search
    FROM usr WHERE id = ?`
  const row = prepared<User & { search: string }>(cache, sql).get(id)
  if (row === undefined) return null
  const { search, ...user } = row
  return { user, search }
}

/** Whether the file knows any user of this server. */
export function hasUsers(cache: Database, server: number): boolean {
  return prepared(cache, 'SELECT 1 FROM usr WHERE server = +? LIMIT 1').get(server) !== undefined
}
