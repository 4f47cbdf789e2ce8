import { describe, expect, it } from 'vitest'
import { isSameProfileList } from '../../../src/main/collector/binding.ts'
import { parseProfile } from '../../../src/main/collector/connectors/load.ts'
import { deskProfile } from './desk-server.ts'

const REALM = { name: 'realm', label: 'Realm', default: 'one' }
const LOGIN = {
  id: 'in',
  name: 'In',
  request: { method: 'POST', path: '/in', json: { user: '{username}', key: '{secret}' } },
  token: { body: 'token' },
}

function profile(change: Readonly<Record<string, unknown>> = {}) {
  return parseProfile(deskProfile({ inputs: [REALM], headers: { 'X-Realm': '{input.realm}' }, logins: [LOGIN], ...change }), 'desk')
}

describe('whether a changed profile reads the same list', () => {
  it.each([
    ['another name', { name: 'Other' }, true],
    ['another label of an input', { inputs: [{ ...REALM, label: 'Area' }] }, true],
    ['another way to end sessions', { terminate: { one: { request: { method: 'POST', path: '/end/{id}' } } } }, true],
    ['another path', { lists: [{ request: { path: '/other' }, rows: { at: 'sessions' } }] }, false],
    ['another id', { fields: { sessionId: 'node' } }, false],
    ['another header, which may name whose sessions are listed', { headers: { 'X-Realm': 'two' } }, false],
    ['another default of an input', { inputs: [{ ...REALM, default: 'two' }] }, false],
    ['another sign-in', { logins: [{ ...LOGIN, request: { ...LOGIN.request, path: '/guest' } }] }, false],
  ])('with %s', (_, change, same) => {
    expect(isSameProfileList(profile(), profile(change))).toBe(same)
  })

  it('is not so for one that could not be used before', () => {
    expect(isSameProfileList(null, profile())).toBe(false)
  })
})
