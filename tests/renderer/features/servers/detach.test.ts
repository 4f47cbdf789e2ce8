import { describe, expect, it } from 'vitest'
import { bindingWords, brokenBindings } from '../../../../src/renderer/features/servers/detach.ts'
import { type ServerDraft, serverDraftSchema } from '../../../../src/shared/server.ts'

const before: ServerDraft = serverDraftSchema.parse({
  name: 'Keep',
  url: 'https://keep.example.org',
  connector: { profileId: 'admin-sessions-api' },
  auth: { kind: 'basic', username: 'rollcall' },
})

describe('what detaches a stored secret', () => {
  it.each<[string, Partial<ServerDraft>, string[]]>([
    ['another host', { url: 'https://keep2.example.org' }, ['address']],
    ['another port', { url: 'https://keep.example.org:8443' }, ['address']],
    ['another scheme', { url: 'http://keep.example.org' }, ['address']],
    ['an address that is being typed', { url: 'https' }, ['address']],
    ['another system', { connector: { profileId: 'other', overrides: {} } }, ['system']],
    ['another user name', { auth: { kind: 'basic', username: 'someone' } }, ['sign-in']],
    ['another kind of sign-in', { auth: { kind: 'none' } }, ['sign-in']],
    ['a pinned certificate', { trust: { kind: 'pin', pem: 'x', sha256: Array(32).fill('00').join(':') } }, ['trust']],
  ])('%s does', (_, change, broken) => {
    expect(brokenBindings(before, { ...before, ...change })).toEqual(broken)
  })

  it.each<[string, Partial<ServerDraft>]>([
    ['a new name', { name: 'Keep EU' }],
    ['another path below the same host', { url: 'https://keep.example.org/base' }],
    ['the default port, written out', { url: 'https://keep.example.org:443' }],
    ['the interval', { intervalSeconds: 60 }],
  ])('%s does not', (_, change) => {
    expect(brokenBindings(before, { ...before, ...change })).toEqual([])
  })

  it('names all of them in one phrase', () => {
    expect(bindingWords(['address', 'sign-in'])).toBe('the address changed and the way to sign in changed')
  })
})
