import type { ApiProfile, ConnectorChoice } from '../../../../shared/profile.ts'

/** What was given for a profile's inputs, else the profile's own defaults. */
export function inputsOf(profile: Pick<ApiProfile, 'inputs'>, choice: Pick<ConnectorChoice, 'inputs'>): Readonly<Record<string, string>> {
  const defaults = profile.inputs.flatMap(({ name, default: value }) => (value === undefined || value === '' ? [] : [[name, value]]))
  return Object.fromEntries([...defaults, ...Object.entries(choice.inputs).filter(([, value]) => value.trim() !== '')])
}
