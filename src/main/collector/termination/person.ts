import { foldedName } from '../../../shared/guard.ts'
import type { Capabilities } from '../../../shared/server.ts'
import type { Target } from '../../../shared/termination.ts'
import type { UserName } from '../connectors/connector.ts'

/** Who a session belongs to, as a row or a target says. */
export type Person = Pick<Target, 'user' | 'userId'>

/** What a server's requests to log out a user carry of them. */
export type UserBy = NonNullable<Capabilities['userBy']>

/** What a connector is told of the user of a target. One who was typed in may be named by either. */
export function userOf({ kind, user, userId }: Pick<Target, 'kind' | 'user' | 'userId'>): UserName {
  return kind === 'user' ? { user, userId: userId ?? user } : { user, userId }
}

/** What a request that logs somebody out names them by: all rows with the same text end with it. Null where the row does not give it. */
export function sentName({ user, userId }: Person, by: UserBy): string | null {
  const name = by === 'user' ? user : userId
  return hasValue(name) ? wellFormed(name) : null
}

/**
 * Tells of anybody whether they are one of these, in the same time however many there are: by id where both have one, else by name. Rows
 * that name nobody are of nobody.
 */
export function isAmong(people: Iterable<Person>): (person: Person) => boolean {
  const ids = new Set<string>()
  const names = new Set<string>()
  const namesWithoutId = new Set<string>()
  for (const { user, userId } of people) {
    if (hasValue(userId)) ids.add(wellFormed(userId))
    if (hasValue(user)) names.add(wellFormed(user))
    if (hasValue(user) && !hasValue(userId)) namesWithoutId.add(wellFormed(user))
  }
  return ({ user, userId }) => {
    if (!hasValue(userId)) return hasValue(user) && names.has(wellFormed(user))
    return ids.has(wellFormed(userId)) || (hasValue(user) && namesWithoutId.has(wellFormed(user)))
  }
}

/**
 * Tells of anybody whether a request that logs them out could mean one of these too: they share the id or the name, in any case of
 * letters. Which of the two is sent, and how the server compares it, does not matter then.
 */
export function mayBeAmong(people: Iterable<Person>): (person: Person) => boolean {
  const ids = new Set<string>()
  const names = new Set<string>()
  for (const { user, userId } of people) {
    if (hasValue(userId)) ids.add(foldedName(userId))
    if (hasValue(user)) names.add(foldedName(user))
  }
  return ({ user, userId }) => (hasValue(userId) && ids.has(foldedName(userId))) || (hasValue(user) && names.has(foldedName(user)))
}

/** Texts come back from a file well-formed. */
export function wellFormed<Text extends string | null>(text: Text): Text {
  return (text === null ? null : text.toWellFormed()) as Text
}

function hasValue(text: string | null): text is string {
  return text !== null && text.trim() !== ''
}
