import { OWN_USER_INPUT } from './profile/input.ts'
import type { Capabilities, Server } from './server.ts'
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
  /** As `ownUsernames` gives them. */
  readonly ownUsernames: readonly string[]
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
  if (facts.own === null && isOneOf(facts.user, facts.ownUsernames)) return 'own-assumed'
  if (!isSafeSessionId(facts.sessionId)) return 'unsafe-id'
  if (facts.duplicate > 0 || facts.idIsRepeated) return 'duplicate-id'
  return null
}

/**
 * The user names whose sessions on a server may be Rollcall's own: the one it signs in with, and the one that was given for the profile's
 * input `ownUser`. None where the system makes no session for Rollcall at all.
 */
export function ownUsernames({ auth, connector }: Pick<Server, 'auth' | 'connector'>, { ownSession }: Pick<Capabilities, 'ownSession'>) {
  if (ownSession === 'none') return []
  const names = ['username' in auth ? auth.username : '', connector.inputs[OWN_USER_INPUT] ?? '']
  return names.filter((name) => name.trim() !== '')
}

/** Most servers let a user sign in with the name in any case and list it in one; which, they don't say. */
function isOneOf(user: string | null, names: readonly string[]): boolean {
  return user !== null && names.some((name) => foldedName(name) === foldedName(user))
}

/** A name as most servers compare it; independent of this machine's language, in which a capital of `i` may be another letter. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').trim().toUpperCase().toLowerCase()
}
