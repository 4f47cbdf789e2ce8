import { OWN_USER_INPUT } from '../../../../shared/profile/input.ts'
import type { Auth } from '../../../../shared/profile/sign-in.ts'
import type { ConnectorChoice, PageProfile } from '../../../../shared/profile.ts'
import type { Capabilities } from '../../../../shared/server.ts'
import { inputsOf } from '../profile/inputs.ts'
import { isOffered } from '../profile/terminate.ts'

/** What a page lets Rollcall do, as it is with these inputs and this way to sign in. */
export function pageCapabilitiesOf(profile: PageProfile, choice: ConnectorChoice, auth: Auth): Capabilities {
  const { one, user } = profile.terminate
  const scope = { input: inputsOf(profile, choice) }
  return {
    ...profile.facts,
    list: true,
    terminateOne: one !== undefined && isOffered(one.when, scope),
    terminateUser: user !== undefined && isOffered(user.when, scope),
    ...(user === undefined ? {} : { userBy: user.by }),
    ownSession: ownSessionOf(profile, auth, scope.input),
  }
}

function ownSessionOf({ fields, own }: PageProfile, auth: Auth, inputs: Readonly<Record<string, string>>): Capabilities['ownSession'] {
  if (fields.own !== undefined) return 'flag'
  if (own?.kind === 'none' || own?.kind === 'unknown') return own.kind
  return 'username' in auth || Object.hasOwn(inputs, OWN_USER_INPUT) ? 'username' : 'unknown'
}
