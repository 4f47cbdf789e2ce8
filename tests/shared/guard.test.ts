import { describe, expect, it } from 'vitest'
import { type GuardFacts, guardOf, isSafeSessionId, ownUsernames } from '../../src/shared/guard.ts'

const facts: GuardFacts = {
  sessionId: 's1',
  duplicate: 0,
  idIsRepeated: false,
  own: null,
  user: 'ann',
  ownUsernames: [],
  viewOnly: false,
  terminateRefused: false,
  terminateOffered: true,
}

describe('a session with the user name that Rollcall signs in with is taken for its own', () => {
  it.each([
    ['admin', 'admin'],
    ['Admin', 'admin'],
    ['admin', 'ADMIN'],
    ['Ann@Example.ORG', 'ann@example.org'],
    ['MÜLLER', 'müller'],
    ['Mu\u0308ller', 'Müller'],
    ['admin', 'admin '],
    ['straße', 'STRASSE'],
  ])('%s is %s', (user, own) => {
    expect(guardOf({ ...facts, user, ownUsernames: ['other', own] })).toBe('own-assumed')
  })

  it.each([
    ['admin2', 'admin'],
    ['Muller', 'Müller'],
    [null, null],
    [null, 'admin'],
    ['ann', null],
  ])('%s is not %s', (user, own) => {
    expect(guardOf({ ...facts, user, ownUsernames: own === null ? [] : [own] })).toBeNull()
  })

  it('unless the server itself says whose it is', () => {
    expect(guardOf({ ...facts, user: 'Admin', ownUsernames: ['admin'], own: false })).toBeNull()
    expect(guardOf({ ...facts, user: 'ann', ownUsernames: ['admin'], own: true })).toBe('own')
  })
})

describe('the user names that are taken for Rollcall’s own on a server', () => {
  const basic = { kind: 'basic', username: 'admin' } as const
  const login = { kind: 'login', login: 'password', username: 'svc' } as const
  const named = (inputs: Record<string, string>) => ({ profileId: 'any', inputs, overrides: {} })

  it('are the one it signs in with, by either way that names one, and the one that was given for the profile', () => {
    expect(ownUsernames({ auth: basic, connector: named({}) }, { ownSession: 'username' })).toEqual(['admin'])
    expect(ownUsernames({ auth: login, connector: named({ ownUser: 'console' }) }, { ownSession: 'unknown' })).toEqual(['svc', 'console'])
    expect(ownUsernames({ auth: { kind: 'none' }, connector: named({ ownUser: ' ' }) }, { ownSession: 'unknown' })).toEqual([])
  })

  it('are none where the system makes no session for Rollcall', () => {
    expect(ownUsernames({ auth: basic, connector: named({ ownUser: 'console' }) }, { ownSession: 'none' })).toEqual([])
  })
})

it('the strongest reason wins', () => {
  const all = { ...facts, sessionId: '..', own: true, viewOnly: true, terminateRefused: true, terminateOffered: false, duplicate: 1 }
  expect(guardOf(all)).toBe('not-offered')
  expect(guardOf({ ...all, terminateOffered: true })).toBe('view-only')
  expect(guardOf({ ...all, terminateOffered: true, viewOnly: false })).toBe('no-right')
  expect(guardOf({ ...all, terminateOffered: true, viewOnly: false, terminateRefused: false })).toBe('own')
  expect(guardOf({ ...facts, sessionId: '..', duplicate: 1 })).toBe('unsafe-id')
  expect(guardOf({ ...facts, duplicate: 1 })).toBe('duplicate-id')
  expect(guardOf({ ...facts, idIsRepeated: true })).toBe('duplicate-id')
})

it('an id that would turn a request into another one is not safe', () => {
  for (const id of ['', '.', '..', 'a\nb', 'a\0', '\ud800', 'x'.repeat(2001)]) expect(isSafeSessionId(id), JSON.stringify(id)).toBe(false)
  for (const id of ['a', '...', 'a/b', 'ü', '%2e', 'x'.repeat(2000)]) expect(isSafeSessionId(id), JSON.stringify(id)).toBe(true)
})
