import type { Auth, SessionField, TimeKind } from '../../../shared/profile.ts'
import type { CredentialState, Environment, Hold, Trust } from '../../../shared/server.ts'
import type { TimeField } from './server-form.ts'

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

/** How Rollcall signs in there, for the choice in the dialog. */
export const AUTH_WORDS: Readonly<Record<Auth['kind'], string>> = {
  none: 'None',
  basic: 'User name and password',
  header: 'Secret in a header',
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
  address: 'Address',
  userAgent: 'User agent',
  createdAt: 'Created',
  lastActiveAt: 'Last active',
  expiresAt: 'Expires',
  account: 'Kind of account',
  own: 'Own session',
}

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
}
