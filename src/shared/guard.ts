import type { Guard } from './session.ts'

/**
 * Whether an id may stand in the path of a terminate request. Encoding does not change `.`, `..` and the empty text, so such an id would
 * turn "end this session" into a request for the whole list; controls and lone surrogates never come from an honest server.
 */
export function isSafeSessionId(id: string): boolean {
  return id !== '' && id !== '.' && id !== '..' && id.length <= 2000 && id.isWellFormed() && !/\p{Cc}/u.test(id)
}

/** What is asked before a session may be ticked, and again before its request is sent. */
export interface GuardFacts {
  readonly sessionId: string
  readonly duplicate: number
  /** The first row of a repeated id is as ambiguous as the later ones. */
  readonly idIsRepeated: boolean
  readonly own: boolean | null
  readonly user: string | null
  /** The console's own username on that server, when the auth names one. */
  readonly ownUsername: string | null
  readonly viewOnly: boolean
  readonly terminateRefused: boolean
  readonly terminateOffered: boolean
}

/** Why this session can't be terminated, or null. The strongest reason wins; a flag of the server counts before a like username. */
export function guardOf(facts: GuardFacts): Guard | null {
  if (!facts.terminateOffered) return 'not-offered'
  if (facts.viewOnly) return 'view-only'
  if (facts.terminateRefused) return 'no-right'
  if (facts.own === true) return 'own'
  if (facts.own === null && isSameUser(facts.user, facts.ownUsername)) return 'own-assumed'
  if (!isSafeSessionId(facts.sessionId)) return 'unsafe-id'
  if (facts.duplicate > 0 || facts.idIsRepeated) return 'duplicate-id'
  return null
}

/** Most servers let a user sign in with the name in any case and list it in one; which, they don't say. */
function isSameUser(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && foldedName(one) === foldedName(other)
}

/** Independent of this machine's language, in which a capital of `i` may be another letter. */
function foldedName(name: string): string {
  return name.normalize('NFKC').trim().toUpperCase().toLowerCase()
}
