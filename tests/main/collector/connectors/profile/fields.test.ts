import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBase } from '../../../../../src/main/collector/connectors/address.ts'
import { type CompiledProfile, compileProfile } from '../../../../../src/main/collector/connectors/profile/compile.ts'
import adminSessions from '../../../../../src/main/collector/connectors/profiles/admin-sessions.json' with { type: 'json' }
import { catalogue } from '../../../../../src/main/collector/connectors/registry.ts'
import { type ProfileOverrides, profileOverridesSchema, profileSchema } from '../../../../../src/shared/profile.ts'
import { catalogueEntrySchema } from '../../../../../src/shared/server.ts'
import { honestRow } from '../../../../faults/watched-server.ts'

const profile = profileSchema.parse(adminSessions)

function compiled(overrides: ProfileOverrides = {}): CompiledProfile {
  return compileProfile(profile, profileOverridesSchema.parse(overrides), { kind: 'none' }, parseBase('https://keep.example.com'))
}

describe('rows', () => {
  it('of the Admin Sessions API become sessions', () => {
    const row = honestRow('s1', 3)
    expect(compiled().decoder.decode([row])).toEqual({
      sessions: [
        {
          sessionId: 's1',
          user: 'user3',
          userId: '3',
          displayName: null,
          email: null,
          project: null,
          organisation: null,
          type: null,
          address: '10.0.0.3',
          userAgent: row.userAgent,
          createdAt: Date.UTC(2026, 10, 20, 8),
          lastActiveAt: Date.UTC(2026, 10, 20, 9, 30),
          expiresAt: Date.UTC(2026, 10, 21, 8),
          account: null,
          own: null,
          raw: row,
        },
      ],
      dropped: 0,
      reasons: [],
    })
  })

  it('are read by the server’s own field names and time kinds', () => {
    const { decoder } = compiled({
      fields: {
        sessionId: ['key'],
        user: ['who.login', 'who.mail'],
        address: ['hops[0].ip'],
        own: ['mine'],
        account: ['kind'],
        createdAt: ['at.start'],
      },
      times: { createdAt: 'epoch-seconds' },
    })
    const rows = [
      { key: 7, who: { login: '', mail: 'a@b.test' }, hops: [{ ip: '10.1.1.1' }], mine: true, kind: 'OWNER', at: { start: 1_795_161_600 } },
      { key: 'b', who: null, hops: [], mine: 'yes', kind: 'user', at: {} },
    ]
    expect(decoder.decode(rows).sessions).toMatchObject([
      { sessionId: '7', user: 'a@b.test', address: '10.1.1.1', own: true, account: 'owner', createdAt: 1_795_161_600_000 },
      { sessionId: 'b', user: null, address: null, own: null, account: null, createdAt: null },
    ])
  })

  it('may mark accounts by a word or by a flag whose name says which', () => {
    const { decoder } = compiled({ fields: { account: ['accountType', 'isOwner', 'serviceAccount', 'anonymous'] } })
    const rows = [
      { id: 1, isOwner: true },
      { id: 2, isOwner: false, serviceAccount: true },
      { id: 3, anonymous: true },
      { id: 4, accountType: 'service' },
      { id: 5, isOwner: false },
    ]
    expect(decoder.decode(rows).sessions.map(({ account }) => account)).toEqual(['owner', 'service', 'anonymous', 'service', null])
  })

  it('without a usable id are counted with the reason, and the others are kept', () => {
    const huge: unknown = JSON.parse('9007199254740993')
    const rows = [
      { id: 'a' },
      { id: null },
      null,
      'text',
      [],
      { id: huge },
      { id: 1.5 },
      { id: {} },
      { id: true },
      { id: 'x'.repeat(4001) },
      { id: '' },
      { id: 12 },
    ]
    const { sessions, dropped, reasons } = compiled().decoder.decode(rows)
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual(['a', '', '12'])
    expect(dropped).toBe(9)
    expect(reasons).toEqual([
      'The row has no id (row 2).',
      'The row is not an object (3 rows, first row 3).',
      'The id is a number too large to be read exactly (row 6).',
      'The id is neither text nor a whole number (3 rows, first row 7).',
      'The id is longer than 4000 characters (row 10).',
    ])
  })

  it('never make the decoder throw, whatever they are', () => {
    const { decoder, other } = compiled()
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.json({ maxDepth: 4 }).map((text) => JSON.parse(text) as unknown),
            fc.record({ id: fc.anything(), user: fc.anything(), createdAt: fc.anything() }),
          ),
          { maxLength: 20 },
        ),
        (rows) => {
          const { sessions, dropped } = decoder.decode(rows)
          for (const session of sessions)
            for (const value of [session.user, session.address]) expect(value === null || typeof value === 'string').toBe(true)
          for (const row of rows) expect(Array.isArray(other(row))).toBe(true)
          return sessions.length + dropped === rows.length
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('nested half a million deep neither crash the decoder nor the details', () => {
    const deep: unknown = JSON.parse(`[{"id":"a","x":${'['.repeat(500_000)}${']'.repeat(500_000)}}]`)
    const { decoder, envelope, other } = compiled()
    expect(decoder.decode(envelope.rows(deep) ?? []).sessions.length).toBe(1)
    expect(other((deep as unknown[])[0])).toEqual([])
  })
})

it('what a row gives beyond the mapped fields is kept as names and texts, without secret fields at any depth', () => {
  const row = {
    id: 's1',
    user: 'ann',
    username: 'ann.other',
    roles: ['a', 'b'],
    device: { os: 'Windows', Token: 'T0P', parts: [{ n: 1 }] },
    accessToken: 'S3CRET',
    secret: { deep: 'S3CRET' },
    empty: null,
    flag: false,
  }
  expect(compiled().other(row)).toEqual([
    { name: 'username', value: 'ann.other' },
    { name: 'roles[0]', value: 'a' },
    { name: 'roles[1]', value: 'b' },
    { name: 'device.os', value: 'Windows' },
    { name: 'device.parts[0].n', value: '1' },
    { name: 'flag', value: 'false' },
  ])
})

describe('a field that looks like a secret is left out', () => {
  const names = ['access_token', 'refresh-token', 'ACCESS_TOKEN', 'sessionToken', 'jwt', 'apiKey', 'api_key', 'x-api-key', 'csrfToken']
  const more = ['XSRF', 'Authorization', 'client.secret', 'Set-Cookie', 'user_password', 'ｔｏｋｅｎ', 'pass_word', 'Bearer', 'privateKey']
  it.each([...names, ...more])('%s', (name) => {
    const row = { id: 's1', a: 'kept', [name]: 'S3CRET', deep: [{ b: 'kept', [name]: { c: 'S3CRET' } }] }
    expect(compiled().other(row)).toEqual([
      { name: 'a', value: 'kept' },
      { name: 'deep[0].b', value: 'kept' },
    ])
  })

  it('also when its name is spread over two levels, or stands beside it', () => {
    const row = {
      id: 's1',
      api: { key: 'S3CRET', host: 'kept' },
      headers: [
        { name: 'Cookie', value: 'S3CRET' },
        { key: 'access_token', value: { a: 'S3CRET' } },
        { name: 'Accept', value: 'kept' },
      ],
    }
    const { other } = compiled()
    expect(JSON.stringify(other(row))).not.toContain('S3CRET')
    expect(other(row).filter(({ value }) => value === 'kept')).toHaveLength(2)
  })

  it('and so is what the profile names, in any spelling, while names that only hold it are kept', () => {
    const named = profileSchema.parse({ ...adminSessions, secretFields: ['sid_raw', 'nonce'] })
    const { other } = compileProfile(named, profileOverridesSchema.parse({}), { kind: 'none' }, parseBase('https://keep.example.com'))
    expect(
      other({ id: 's1', sidRaw: 'S3CRET', 'SID-RAW': 'S3CRET', deep: { Nonce: 'S3CRET' }, announcement: 'kept', keyboard: 'de' }),
    ).toEqual([
      { name: 'announcement', value: 'kept' },
      { name: 'keyboard', value: 'de' },
    ])
  })
})

describe('the answer’s shape', () => {
  it.each([
    ['a bare array', [{ id: 1 }], 1, null],
    ['an envelope', { sessions: [{ id: 1 }], total: 9 }, 1, 9],
    ['a nested envelope', { data: { sessions: [{ id: 1 }] }, pagination: { total: '12' } }, 1, 12],
    ['an empty list', { items: [] }, 0, null],
    ['a total that is none', { items: [], total: -1 }, 0, null],
  ])('%s is understood', (_, json, rows, total) => {
    const { envelope } = compiled()
    expect([envelope.rows(json)?.length, envelope.total(json)]).toEqual([rows, total])
  })

  it.each([
    ['text', 'x'],
    ['null', null],
    ['no list', { a: 1 }],
    ['a list that is none', { sessions: { a: 1 } }],
  ])('%s is not', (_, json) => {
    expect(compiled().envelope.rows(json)).toBeNull()
  })
})

describe('a profile', () => {
  it.each([
    ['an unknown key', { ...adminSessions, extra: 1 }],
    ['a newer version', { ...adminSessions, version: 2 }],
    ['a bad field path', { ...adminSessions, fields: { ...adminSessions.fields, user: ['a b'] } }],
    ['an unknown field', { ...adminSessions, fields: { ...adminSessions.fields, shoe: ['a'] } }],
    ['a list path with dot segments', { ...adminSessions, list: { ...adminSessions.list, path: '/a/../b' } }],
    ['a terminate rule without an id', { ...adminSessions, terminate: { one: { method: 'DELETE', path: '{list}' } } }],
    [
      'a terminate rule outside the list',
      { ...adminSessions, terminate: { one: { method: 'DELETE', path: 'https://evil.test/{sessionId}' } } },
    ],
  ])('with %s is refused at load', (_, json) => {
    expect(profileSchema.safeParse(json).success).toBe(false)
  })

  it('stands in the catalogue with its defaults and honest capabilities', () => {
    for (const entry of catalogue()) expect(catalogueEntrySchema.parse(entry)).toEqual(entry)
    expect(catalogue()[0]?.capabilities).toMatchObject({
      terminateOne: true,
      terminateUser: true,
      ownSession: 'unknown',
      address: 'sign-in',
    })
    expect(compiled({ fields: { own: ['current'] } }).capabilities.ownSession).toBe('flag')
  })
})
