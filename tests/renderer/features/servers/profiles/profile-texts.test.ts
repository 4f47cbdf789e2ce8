import { describe, expect, it } from 'vitest'
import { copyOf, idIn, NEW_PROFILE } from '../../../../../src/renderer/features/servers/profiles/profile-texts.ts'
import { profileProblems } from '../../../../../src/shared/profile/checks.ts'
import { profileSchema } from '../../../../../src/shared/profile.ts'

describe('profiles as texts', () => {
  it('starts a new one with a profile that is good as it is', () => {
    expect(profileProblems(profileSchema.parse(JSON.parse(NEW_PROFILE)))).toEqual([])
  })

  it('copies one under an id and a name that are free', () => {
    const copy = JSON.parse(copyOf(NEW_PROFILE, new Set(['ticket-desk', 'ticket-desk-copy'])))
    expect(copy).toMatchObject({ id: 'ticket-desk-copy-2', name: 'Ticket desk (copy)', version: 1 })
  })

  it('leaves a text alone that is no JSON, and finds no id in it', () => {
    expect(copyOf('{', new Set())).toBe('{')
    expect([idIn('{'), idIn('null'), idIn('{"id":"NO GOOD"}'), idIn(NEW_PROFILE)]).toEqual([null, null, null, 'ticket-desk'])
  })
})
