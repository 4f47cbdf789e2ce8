import type { SessionField } from '../../../shared/profile/field.ts'
import type { Auth } from '../../../shared/profile/sign-in.ts'
import type { TimeField, TimeKind, TimeRule } from '../../../shared/profile/time.ts'
import type { FillIn } from '../../../shared/profile.ts'
import type { CatalogueEntry, CredentialState, Environment, Hold, Trust } from '../../../shared/server.ts'

/** Environments as they are chosen; practice servers alone have the last one. */
export const ENVIRONMENT_WORDS: Readonly<Record<Environment, string>> = {
  production: 'Production',
  staging: 'Staging',
  test: 'Test',
  practice: 'Practice',
}

/** What is known of a server's secret, in a few words for the table. */
export const CREDENTIAL_WORDS: Readonly<Record<CredentialState, string>> = {
  none: 'None needed',
  stored: 'In the keychain',
  memory: 'Kept until quit',
  needed: 'Needed',
  missing: 'Missing from the keychain',
  changed: 'Changed by another program',
}

/** Whether a person has to give the secret again before the server is asked. */
export function secretIsNeeded(credential: CredentialState): boolean {
  return credential === 'needed' || credential === 'missing' || credential === 'changed'
}

/** Why a server is not asked any more until somebody acts. */
export const HOLD_WORDS: Readonly<Record<Hold, string>> = {
  'sign-in-failed': 'On hold: the sign-in failed',
  'no-right': 'On hold: no right to read',
  credential: 'On hold: secret needed',
  certificate: 'On hold: certificate',
  'practice-off': 'Practice servers are off',
}

/** How Rollcall signs in there, for the choice in the dialog; the system's own ways have names of their own. */
export const AUTH_WORDS: Readonly<Record<Exclude<Auth['kind'], 'login'>, string>> = {
  none: 'None',
  basic: 'User name and password',
  header: 'Secret in a header',
  query: 'Secret in the address',
}

/** Whom the connection believes. */
export const TRUST_WORDS: Readonly<Record<Trust['kind'], string>> = {
  system: 'The authorities of this computer',
  authority: 'These and an authority of your own',
  pin: 'One certificate, pinned',
}

/** The facts of a session, for the section *Field names*; the same words as the columns of the grid. */
export const FIELD_WORDS: Readonly<Record<SessionField, string>> = {
  sessionId: 'Session id',
  user: 'User',
  userId: 'User id',
  displayName: 'Name',
  email: 'E-mail',
  project: 'Project',
  organisation: 'Organisation',
  type: 'Type',
  node: 'Server name',
  address: 'Address',
  userAgent: 'User agent',
  createdAt: 'Created',
  lastActiveAt: 'Last active',
  expiresAt: 'Expires',
  account: 'Kind of account',
  own: 'Own session',
}

/** What a profile may leave to be filled in. */
export const FILL_IN_WORDS: Readonly<Record<FillIn, string>> = { ...FIELD_WORDS, listPath: 'Path of the list', rows: 'Rows' }

/** The facts that are moments. */
export const TIME_FIELD_WORDS: Readonly<Record<TimeField, string>> = {
  createdAt: 'Created is written as',
  lastActiveAt: 'Last active is written as',
  expiresAt: 'Expires is written as',
}

/** How a moment is written in an answer. */
export const TIME_KIND_WORDS: Readonly<Record<TimeKind, string>> = {
  iso: 'Date and time (ISO 8601)',
  'epoch-seconds': 'Seconds since 1970',
  'epoch-milliseconds': 'Milliseconds since 1970',
  java: 'Date and time as Java writes it',
}

const UNIT_WORDS = { seconds: 'seconds', milliseconds: 'milliseconds', minutes: 'minutes', clock: 'hh:mm:ss' } as const

/** A way to write a time, with what it needs beside its kind: "Date and time without a zone, in Europe/Berlin". */
export function timeRuleWords(rule: TimeRule): string {
  if (typeof rule === 'string') return TIME_KIND_WORDS[rule]
  if (rule.kind === 'local') return `Date and time without a zone, in ${rule.zone}`
  if (rule.kind === 'compact') return `YYYYMMDDhhmmss, in ${rule.zone}`
  if (rule.kind === 'duration') return `A length of time in ${UNIT_WORDS[rule.unit]}`
  return TIME_KIND_WORDS[rule.kind]
}

/** What the address column means on a system, as a sentence. */
export const ADDRESS_WORDS: Readonly<Record<CatalogueEntry['capabilities']['address'] | 'given', string>> = {
  'sign-in': 'Where the user signed in from.',
  latest: 'Where the latest request came from.',
  unknown: 'Not given, or not known which.',
  given: 'Given. Whether the user signed in from there or sent the latest request from there is not known.',
}

/** "user name" for "User name", but "ID" stays "ID". */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text
}
