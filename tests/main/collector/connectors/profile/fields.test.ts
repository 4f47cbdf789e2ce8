import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { catalogue } from '../../../../../src/main/collector/connectors/registry.ts'
import type { Fields, fieldRuleSchema } from '../../../../../src/shared/profile/field.ts'
import { catalogueEntrySchema } from '../../../../../src/shared/server.ts'
import { honestRow } from '../../../../faults/watched-server.ts'
import { compiled, decode, NOW } from './compiled.ts'

/** The one field of one row. */
function field(
  name: keyof Fields,
  rule: z.input<typeof fieldRuleSchema>,
  row: object,
  beside: Readonly<Record<string, unknown>> | null = null,
): unknown {
  const read = compiled({}, { fields: { sessionId: 'id', [name]: rule } })
  return decode(read, [{ id: 'x', ...row }], beside).sessions[0]?.[name]
}

describe('rows', () => {
  it('of the Admin Sessions API become sessions', () => {
    const row = honestRow('s1', 3)
    expect(decode(compiled(), [row])).toMatchObject({
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
          node: null,
          address: '10.0.0.3',
          userAgent: row.userAgent,
          createdAt: Date.UTC(2026, 10, 20, 8),
          createdWithin: 0,
          lastActiveAt: Date.UTC(2026, 10, 20, 9, 30),
          expiresAt: Date.UTC(2026, 10, 21, 8),
          account: null,
          own: null,
          raw: row,
        },
      ],
      dropped: 0,
      reasons: [],
      lists: [1],
      times: { createdAt: { given: 1, read: 1 }, lastActiveAt: { given: 1, read: 1 }, expiresAt: { given: 1, read: 1 } },
    })
  })

  it('are read by the server’s own field names and time kinds', () => {
    const read = compiled({
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
    expect(decode(read, rows).sessions).toMatchObject([
      { sessionId: '7', user: 'a@b.test', address: '10.1.1.1', own: true, account: 'owner', createdAt: 1_795_161_600_000 },
      { sessionId: 'b', user: null, address: null, own: null, account: null, createdAt: null },
    ])
  })

  it('may mark accounts by a word or by a flag whose name says which', () => {
    const read = compiled({ fields: { account: ['accountType', 'isOwner', 'serviceAccount', 'anonymous'] } })
    const rows = [
      { id: 1, isOwner: true },
      { id: 2, isOwner: false, serviceAccount: true },
      { id: 3, anonymous: true },
      { id: 4, accountType: 'service' },
      { id: 5, isOwner: false },
    ]
    expect(decode(read, rows).sessions.map(({ account }) => account)).toEqual(['owner', 'service', 'anonymous', 'service', null])
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
    const { sessions, dropped, reasons } = decode(compiled(), rows)
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
    const read = compiled()
    const { other } = read
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
          const { sessions, dropped } = decode(read, rows)
          for (const session of sessions)
            for (const value of [session.user, session.address]) expect(value === null || typeof value === 'string').toBe(true)
          for (const row of rows) expect(Array.isArray(other(row))).toBe(true)
          return sessions.length + dropped === rows.length
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('never make any other kind of field throw either', () => {
    const read = compiled(
      {},
      {
        fields: {
          sessionId: [{ path: 'id', match: '(\\w+)' }, { template: '{a}-{$c.d}' }, '$key'],
          user: [{ path: 'a', map: { x: 'y' }, otherwise: 'z' }, { values: 'b' }],
          displayName: { template: '{a} {b[0].c} {$key}' },
          own: { path: 'o', map: { 1: 'true' } },
          account: { values: 'a' },
          createdAt: ['a', 'id', { template: '{a}' }],
          lastActiveAt: 'id',
          expiresAt: 'b',
        },
        times: {
          createdAt: { kind: 'local', zone: 'America/St_Johns' },
          lastActiveAt: { kind: 'duration', unit: 'clock' },
          expiresAt: { kind: 'compact', zone: 'UTC' },
        },
        identity: { with: { part: ['a', '$key'] }, hidden: { grip: 'h' } },
      },
    )
    const value = fc.oneof(fc.anything(), fc.string(), fc.constantFrom('2026-03-29 02:30', '20260101000000', '00:00:10', '\ud800'))
    const row = fc.oneof(fc.record({ id: value, a: value, b: value, o: value, h: value }, { requiredKeys: [] }), value)
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 10 }),
        fc.option(fc.dictionary(fc.constantFrom('key', 'c', 'detail'), value)),
        (rows, beside) => {
          const { sessions, dropped } = decode(read, rows, beside)
          for (const { raw, user, createdAt } of sessions) {
            expect(user === null || typeof user === 'string').toBe(true)
            expect(createdAt === null || Number.isFinite(createdAt)).toBe(true)
            expect(Array.isArray(read.other(raw))).toBe(true)
          }
          return sessions.length + dropped === rows.length
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('nested half a million deep neither crash the decoder nor the details', () => {
    const deep: unknown = JSON.parse(`[{"id":"a","x":${'['.repeat(500_000)}${']'.repeat(500_000)}}]`)
    const read = compiled()
    expect(decode(read, deep as unknown[]).sessions.length).toBe(1)
    expect(read.other((deep as unknown[])[0])).toEqual([])
  })
})

describe('a field', () => {
  it('is read from nested and odd names, from places in lists, and from what stands beside the row', () => {
    const row = { 'odd.name': { 'x y': 'ann' }, devices: [{ ip: '10.0.0.1' }], a: { b: { c: { d: 'deep' } } } }
    expect(field('user', '["odd.name"]["x y"]', row)).toBe('ann')
    expect(field('address', 'devices[0].ip', row)).toBe('10.0.0.1')
    expect(field('address', 'devices[1].ip', row)).toBeNull()
    expect(field('user', 'a.b.c.d', row)).toBe('deep')
    expect(field('project', '$client.clientId', row, { client: { clientId: 'console' } })).toBe('console')
    expect(field('type', '$kind', row, { kind: 'offline' })).toBe('offline')
    expect(field('type', '$kind', row)).toBeNull()
    expect(field('user', '$detail.data[0].name', row, { detail: { data: [{ name: 'eve' }] } })).toBe('eve')
  })

  it('never reaches what every object has by birth', () => {
    for (const path of [
      'constructor',
      'constructor.name',
      '__proto__',
      'toString',
      'a.constructor.name',
      'roles.length',
      'roles.map.name',
    ]) {
      expect(field('user', path, { a: {}, roles: ['x'] })).toBeNull()
    }
    for (const path of ['$constructor.name', '$toString', '$__proto__.x']) expect(field('user', path, {}, {})).toBeNull()
    expect(field('user', 'constructor', JSON.parse('{"constructor":"own"}') as object)).toBe('own')
    expect(field('user', '__proto__.name', JSON.parse('{"__proto__":{"name":"own"}}') as object)).toBe('own')
  })

  it('takes the first of its ways that gives something', () => {
    const rule = ['login', { path: 'mail', match: '^([^@]+)@' }, { text: 'nobody' }]
    expect(field('user', rule, { login: 'ann', mail: 'bob@x' })).toBe('ann')
    expect(field('user', rule, { login: '', mail: 'bob@x' })).toBe('bob')
    expect(field('user', rule, { login: null, mail: 'no address' })).toBe('nobody')
  })

  it('is put into other words by a map, with or without a word for all others', () => {
    const map = { REST: 'REST API', true: 'Yes', 1: 'Browser' }
    expect(field('type', { path: 't', map }, { t: 'REST' })).toBe('REST API')
    expect(field('type', { path: 't', map }, { t: 1 })).toBe('Browser')
    expect(field('type', { path: 't', map }, { t: true })).toBe('Yes')
    expect(field('type', { path: 't', map }, { t: 'SOAP' })).toBe('SOAP')
    expect(field('type', { path: 't', map, otherwise: 'Other' }, { t: 'SOAP' })).toBe('Other')
    expect(field('type', { path: 't', map, otherwise: 'Other' }, {})).toBeNull()
    expect(field('type', { path: 't', map }, { t: 'constructor' })).toBe('constructor')
  })

  it('is put together by a template, whose missing pieces leave nothing', () => {
    const rule = { template: '{first} {last}' }
    expect(field('displayName', rule, { first: 'Ann', last: 'Doe' })).toBe('Ann Doe')
    expect(field('displayName', rule, { last: 'Doe' })).toBe('Doe')
    expect(field('displayName', { template: 'Mx {last}' }, {})).toBeNull()
    expect(field('displayName', { template: '{$client.name}/{n}' }, { n: 7 }, { client: { name: 'c' } })).toBe('c/7')
  })

  it('holds all values of a list or a map, each once', () => {
    expect(field('organisation', { values: 'clients' }, { clients: { u1: 'console', u2: 'account', u3: 'console' } })).toBe(
      'console, account',
    )
    expect(field('organisation', { values: 'roles', separator: '/' }, { roles: ['a', '', null, 7, {}] })).toBe('a/7')
    expect(field('organisation', { values: 'roles' }, { roles: [] })).toBeNull()
    expect(field('organisation', { values: 'roles' }, { roles: 'one' })).toBe('one')
  })

  it('that would show a secret is refused', () => {
    const refused = expect.objectContaining({
      problem: expect.objectContaining({ code: 'bad-input', message: expect.stringContaining('token') }),
    })
    expect(() => compiled({ fields: { user: 'token' } })).toThrowError(refused)
    expect(() => compiled({ fields: { displayName: { template: '{user} {token}' } } })).toThrowError(refused)
    expect(() => compiled({ fields: { sessionId: 'token' } })).toThrowError(refused)
    expect(() =>
      compiled({ fields: { email: 'auth.token' } }, { secretFields: [], identity: { hidden: { key: 'auth.token' } } }),
    ).toThrowError(refused)
    const hiding = { secretFields: [], identity: { hidden: { key: 'auth.token' } } }
    expect(() => compiled({ fields: { organisation: { values: 'auth', separator: ' ' } } }, hiding)).toThrowError(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'bad-input', message: expect.stringContaining('auth') }) }),
    )
    expect(() => compiled({ fields: { sessionId: 'token' } }, { identity: { hashed: true } })).not.toThrow()
  })
})

describe('times', () => {
  it('are counted: in how many rows one was given, and in how many it could be read', () => {
    const { times, reasons } = decode(compiled(), [
      { id: 1, createdAt: '2026-11-20T08:00:00' },
      { id: 2, createdAt: 'soon' },
      { id: 3, createdAt: null, expiresAt: '2026-11-20T08:00:00Z' },
    ])
    expect(times).toMatchObject({ createdAt: { given: 2, read: 0 }, expiresAt: { given: 1, read: 1 }, lastActiveAt: { given: 0 } })
    expect(reasons).toEqual(['The created time could not be read (2 rows, first row 1).'])
  })

  it('may be given as lengths, counted from the server’s now or from another time of the row', () => {
    const read = compiled(
      {},
      {
        fields: { sessionId: 'id', createdAt: 'age', lastActiveAt: 'idle', expiresAt: 'ttl' },
        times: {
          createdAt: { kind: 'duration', unit: 'clock' },
          lastActiveAt: { kind: 'duration', unit: 'seconds' },
          expiresAt: { kind: 'duration', unit: 'minutes', from: 'lastActiveAt' },
        },
      },
    )
    const [one, two] = decode(read, [
      { id: 1, age: '01 02:00:00', idle: 60, ttl: 30 },
      { id: 2, ttl: 30 },
    ]).sessions
    expect(one).toMatchObject({
      createdAt: NOW - 26 * 3_600_000,
      createdWithin: 10_000,
      lastActiveAt: NOW - 60_000,
      expiresAt: NOW + 29 * 60_000,
    })
    expect(two).toMatchObject({ createdAt: null, createdWithin: 0, lastActiveAt: null, expiresAt: null })
  })

  it('of a beginning may be counted back from the last use', () => {
    const read = compiled(
      {},
      {
        fields: { sessionId: 'id', createdAt: 'used', lastActiveAt: 'last' },
        times: { createdAt: { kind: 'duration', unit: 'seconds', from: 'lastActiveAt' }, lastActiveAt: 'epoch-milliseconds' },
      },
    )
    expect(decode(read, [{ id: 1, used: 90, last: NOW }]).sessions[0]).toMatchObject({ createdAt: NOW - 90_000, lastActiveAt: NOW })
  })

  it('that fall into a change of clocks are no times and no sign of another shape', () => {
    const read = compiled(
      {},
      {
        fields: { sessionId: 'id', createdAt: 'at' },
        times: { createdAt: { kind: 'local', zone: 'Europe/Copenhagen' } },
      },
    )
    const { sessions, times, reasons } = decode(read, [{ id: 1, at: '2026-10-25 02:30:00' }])
    expect(sessions[0]?.createdAt).toBeNull()
    expect(times.createdAt).toEqual({ given: 1, read: 1 })
    expect(reasons).toEqual(['The created time stands for no single moment, because clocks were changed then (row 1).'])
  })
})

it('every profile stands in the catalogue with its defaults and honest capabilities', () => {
  for (const entry of catalogue()) expect(catalogueEntrySchema.parse(entry)).toEqual(entry)
})
