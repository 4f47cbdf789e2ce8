import type { Reason } from '../errors.ts'
import type { Profile } from '../profile.ts'
import { apiReasons } from './check-api.ts'
import { pageReasons } from './check-page.ts'

/**
 * What is wrong with a profile that fits its schema, in the order of the profile: names that have no value where they stand, requests that
 * end something they don't name, logins and inputs that are not there. Empty for a good one. Patterns are checked where they are compiled.
 */
export function profileProblems(profile: Profile): readonly Reason[] {
  return profile.kind === 'api' ? apiReasons(profile) : pageReasons(profile)
}
