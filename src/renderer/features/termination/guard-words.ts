import type { Guard } from '../../../shared/session.ts'

/** Why a session can't be terminated, as a sentence for a person. */
export const GUARD_WORDS: Readonly<Record<Guard, string>> = {
  own: 'This is the session Rollcall itself is signed in with.',
  'own-assumed': 'Assumed to be yours: it has the user name Rollcall signs in with.',
  'view-only': 'This server is set to view only.',
  'no-right': 'Rollcall has no right to end sessions on this server.',
  'unsafe-id': 'The server gave this session an id that cannot be used safely in a request.',
  'duplicate-id': 'The server listed this id more than once, so a request could end the wrong session.',
  'not-offered': 'This system offers no way to end a session.',
}
