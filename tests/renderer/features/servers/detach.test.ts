import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameBinding } from '../../../../src/main/collector/binding.ts'
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
    ['another system', { connector: { profileId: 'other', inputs: {}, overrides: {} } }, ['system']],
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

  it('is the same here and in the collector, which decides', () => {
    const drafts = fc.record({
      url: fc.constantFrom('https://a.example', 'https://a.example/base', 'https://a.example:8443', 'http://127.0.0.1:1'),
      connector: fc.record({
        profileId: fc.constantFrom('one', 'two'),
        inputs: fc.constantFrom({}),
        overrides: fc.constantFrom({}, { rows: 'data' }),
      }),
      auth: fc.constantFrom<ServerDraft['auth']>(
        { kind: 'none' },
        { kind: 'basic', username: 'ann' },
        { kind: 'header', name: 'X-Key', template: '{secret}' },
        { kind: 'header', name: 'x-key', template: '{secret}' },
        { kind: 'query', name: 'key' },
        { kind: 'login', login: 'password', username: 'ann' },
        { kind: 'login', login: 'client', username: 'ann' },
      ),
      trust: fc.constantFrom<ServerDraft['trust']>(
        { kind: 'system' },
        { kind: 'authority', pem: 'A' },
        { kind: 'authority', pem: 'A\n' },
        { kind: 'pin', pem: 'A', sha256: Array(32).fill('00').join(':') },
      ),
      name: fc.constantFrom('Keep', 'Pure'),
    })
    fc.assert(
      fc.property(drafts, drafts, (left, right) => {
        const one = { ...before, ...left }
        const other = { ...before, ...right }
        expect(brokenBindings(one, other).length === 0).toBe(isSameBinding(one, other))
      }),
      { numRuns: 500 },
    )
  })

  it('names all of them in one phrase', () => {
    expect(bindingWords(['address', 'sign-in'])).toBe('the address changed and the way to sign in changed')
  })
})
