import { t } from '../../../shared/language/language.ts'
import type { Account, Device, Identity, Lookalike } from '../../../shared/session.ts'

/** Whose a session is, in a word or two. */
export function identityWord(identity: Identity): string {
  return { named: t('grid.identityNamed'), 'not-signed-in': t('grid.identityNotSignedIn'), anonymous: t('grid.identityAnonymous') }[
    identity
  ]
}

/** What that means, in plain words. */
export function identityHint(identity: Identity): string {
  return {
    named: t('grid.identityNamedHint'),
    'not-signed-in': t('grid.identityNotSignedInHint'),
    anonymous: t('grid.identityAnonymousHint'),
  }[identity]
}

/** The kind of device in a word; null where it is not known. */
export function deviceWord(device: Device | null): string | null {
  if (device === null) return null
  return {
    computer: t('grid.deviceComputer'),
    phone: t('grid.devicePhone'),
    tablet: t('grid.deviceTablet'),
    program: t('grid.deviceProgram'),
  }[device]
}

/** The kind of account in a word. */
export function accountWord(account: Account): string {
  return { owner: t('grid.accountOwner'), service: t('grid.accountService'), anonymous: t('grid.accountAnonymous') }[account]
}

/** What the kind of account means for whoever wants to end its session. */
export function accountHint(account: Account): string {
  return { owner: t('grid.ownerHint'), service: t('grid.serviceHint'), anonymous: t('grid.identityAnonymousHint') }[account]
}

/** Why a name may not be what it looks like. */
export function lookalikeHint(lookalike: Lookalike): string {
  return {
    'hidden-characters': t('grid.lookalikeHidden'),
    'mixed-scripts': t('grid.lookalikeMixed'),
    'like-another': t('grid.lookalikeOther'),
  }[lookalike]
}
