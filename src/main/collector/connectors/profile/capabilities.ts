import { OWN_USER_INPUT } from '../../../../shared/profile/input.ts'
import type { Auth } from '../../../../shared/profile/sign-in.ts'
import type { TerminateWhen } from '../../../../shared/profile/terminate.ts'
import type { ApiProfile, ConnectorChoice } from '../../../../shared/profile.ts'
import type { Capabilities } from '../../../../shared/server.ts'
import { inputsOf } from './inputs.ts'
import { isOffered } from './terminate.ts'

/** What a profile lets Rollcall do, as it is with these inputs, these overrides and this way to sign in. */
export function capabilitiesOf(profile: ApiProfile, choice: ConnectorChoice, auth: Auth): Capabilities {
  const { one, user } = profile.terminate
  const scope = { input: inputsOf(profile, choice) }
  const offered = (rule: { readonly when?: TerminateWhen | undefined } | undefined): boolean =>
    rule !== undefined && isOffered(rule.when, scope)
  const list = profile.lists.length > 0
  return {
    ...profile.facts,
    list,
    terminateOne: list && offered(one),
    terminateUser: offered(user),
    ...(user === undefined ? {} : { userBy: user.by }),
    ownSession: ownSessionOf(profile, choice, auth),
  }
}

function ownSessionOf(profile: ApiProfile, choice: ConnectorChoice, auth: Auth): Capabilities['ownSession'] {
  if ((choice.overrides.fields?.own ?? profile.fields.own) !== undefined) return 'flag'
  const named = 'username' in auth || Object.hasOwn(inputsOf(profile, choice), OWN_USER_INPUT)
  switch (profile.own?.kind) {
    case 'whoami':
    case 'token-claim':
      return 'compared'
    case 'none':
      return 'none'
    case 'unknown':
      return 'unknown'
    case 'user':
    case undefined:
      return named ? 'username' : 'unknown'
  }
}
