import { expect, it } from 'vitest'
import { takenId } from '../../../../../src/renderer/features/servers/mapping/taken-id.ts'

const desk = { id: 'desk', name: 'Ticket desk', origin: 'saved' } as const
const ids = new Set(['desk', 'desk-2', 'keycloak'])

it('says of a taken id who has it, what becomes of the servers that use it, and which id is free', () => {
  expect(takenId(desk, [], ids)).toEqual({
    isBuiltIn: false,
    words: 'The saved profile Ticket desk has this id. Replaced, it is gone; no server uses it.',
    free: 'desk-3',
  })
  expect(takenId(desk, ['North', 'South'], ids).words).toContain('North and South are asked by the new one')
  expect(takenId({ id: 'keycloak', name: 'Keycloak', origin: 'built-in' }, [], ids)).toMatchObject({ isBuiltIn: true, free: 'keycloak-2' })
})
