import { expect, it } from 'vitest'
import { profileTrouble } from '../../../../src/renderer/features/servers/profile-trouble.ts'

const desk = { name: 'Desk', connector: { profileId: 'desk', inputs: {}, overrides: {} } }
const reasons = [{ path: 'fields', reason: 'nothing gives the id' }]

it('names the file of a refused profile with all reasons, and one that is gone', () => {
  expect(profileTrouble(desk, [{ id: 'desk' }], [])).toBeNull()
  const refused = profileTrouble(desk, [{ id: 'keycloak' }], [{ id: 'desk', file: 'desk.json', problems: reasons }])
  expect(refused).toMatchObject({ message: expect.stringContaining('desk.json'), next: expect.stringContaining('Profiles'), reasons })
  expect(profileTrouble(desk, [], [])).toMatchObject({ message: expect.stringContaining('gone'), reasons: [] })
})
