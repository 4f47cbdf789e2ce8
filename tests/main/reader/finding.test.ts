import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session, uuid } from '../store/history-samples.ts'
import { anna, bob, CAPABILITIES, type Client, monitor, NOW, serverOf, startReader, statusOf, Writer, world } from './reader-world.ts'

const HOUR = 3_600_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
})
afterEach(() => {
  vi.useRealTimers()
})

async function found(client: Client, filter: string): Promise<(string | null)[]> {
  return (await client.sessions.page({ filter })).rows.map(({ user }) => user)
}

describe('what ends a session by itself', () => {
  const sessions = [
    { ...anna, lastActiveAt: NOW - HOUR / 2, expiresAt: NOW + 5 * HOUR },
    { ...bob, lastActiveAt: NOW, expiresAt: NOW + HOUR / 4 },
    { ...monitor, lastActiveAt: null },
  ]

  it('is the earlier of its expiry and of its server’s idle timeout', async () => {
    const { client } = world({ keep: sessions }, { idleTimeoutMinutes: 60 })
    const rows = (await client.sessions.page({ sort: [{ column: 'endsAt', direction: 'asc' }] })).rows
    expect(rows.map(({ user, endsAt, endsBy }) => [user, endsAt === null ? null : endsAt - NOW, endsBy])).toEqual([
      ['bob', HOUR / 4, 'expiry'],
      ['anna', HOUR / 2, 'idle'],
      ['monitor', null, null],
    ])
    expect(await found(client, 'ends<20m')).toEqual(['bob'])
    expect(await found(client, 'ends<31m')).toEqual(['anna', 'bob'])
    expect(await found(client, '-ends<31m')).toEqual(['monitor'])
    expect(await found(client, 'ends>20m')).toEqual(['anna'])
    expect(await found(client, 'expires>1h')).toEqual(['anna'])
  })

  it('follows what the system of a server says where nobody set a timeout, and what was set where somebody did', async () => {
    const { client, reader, writer } = world({ keep: sessions })
    const endOfAnna = async () => (await client.sessions.page({ filter: 'anna' })).rows[0]?.endsAt
    expect(await endOfAnna()).toBe(NOW + 5 * HOUR)
    const system = { serverId: 'keep', profileName: '', capabilities: { ...CAPABILITIES, idleTimeoutMinutes: 90 } }
    reader.hear({ kind: 'systems', systems: [system] })
    expect(await endOfAnna()).toBe(NOW + HOUR)
    expect(await found(client, 'ends<61m anna')).toEqual(['anna'])
    expect(writer.folder).not.toBe('')
  })
})

describe('ages', () => {
  it('stand still at the last read of a server that is no longer read', async () => {
    const idle = { ...anna, lastActiveAt: NOW - HOUR / 2 }
    const { client, reader } = world({ live: [idle], gone: [{ ...idle, user: 'bea' }] })
    vi.setSystemTime(NOW + HOUR)
    const attempt = { at: NOW + HOUR, result: 'failed', problem: null, reachable: false } as const
    reader.hear({ kind: 'status', status: statusOf('live', { lastCompleteAt: NOW + HOUR, lastReadAt: NOW + HOUR }) })
    reader.hear({ kind: 'status', status: statusOf('gone', { lastAttempt: attempt }) })
    expect(await found(client, 'idle>1h')).toEqual(['anna'])
    expect(await found(client, 'idle<40m')).toEqual(['bea'])
    expect(await found(client, 'is:stale')).toEqual(['bea'])
    expect(await found(client, '-is:stale')).toEqual(['anna'])
  })

  it('run on where they are facts: sign-ins, expiries and ends of a server that is no longer read come nearer all the same', async () => {
    const facts = { createdAt: NOW - HOUR, lastActiveAt: NOW - HOUR / 2, expiresAt: NOW + 2 * HOUR }
    const { client, reader } = world({ live: [{ ...anna, ...facts }], gone: [{ ...anna, ...facts, user: 'bea' }] })
    vi.setSystemTime(NOW + HOUR)
    const attempt = { at: NOW + HOUR, result: 'failed', problem: null, reachable: false } as const
    reader.hear({ kind: 'status', status: statusOf('live', { lastCompleteAt: NOW + HOUR, lastReadAt: NOW + HOUR }) })
    reader.hear({ kind: 'status', status: statusOf('gone', { lastAttempt: attempt }) })
    expect(await found(client, 'age>90m')).toEqual(['anna', 'bea'])
    expect(await found(client, 'expires<90m')).toEqual(['anna', 'bea'])
    expect(await found(client, 'ends<90m')).toEqual(['anna', 'bea'])
    expect(await found(client, 'idle<40m age>90m')).toEqual(['bea'])
  })

  it('are those of the server’s own clock', async () => {
    const { client, reader } = world({ keep: [{ ...anna, lastActiveAt: NOW }] })
    reader.hear({ kind: 'status', status: statusOf('keep', { clockOffset: HOUR }) })
    expect(await found(client, 'idle>59m')).toEqual(['anna'])
  })

  it('are as on screen, where less than two seconds are no difference between clocks', async () => {
    const { client, reader } = world({ keep: [{ ...anna, lastActiveAt: NOW - 60_000 }] })
    reader.hear({ kind: 'status', status: statusOf('keep', { clockOffset: 1400 }) })
    expect(await found(client, 'idle>60s')).toEqual([])
    reader.hear({ kind: 'status', status: statusOf('keep', { clockOffset: 2400 }) })
    expect(await found(client, 'idle>61s')).toEqual(['anna'])
  })

  it('of what is new count from when it was first seen, and nothing is new that was there at the first read', async () => {
    const { client, reader, writer } = world({ keep: [anna] })
    reader.hear(writer.poll('keep', [anna, bob], NOW + 60_000))
    vi.setSystemTime(NOW + HOUR)
    expect(await found(client, 'new<2h')).toEqual(['bob'])
    expect(await found(client, 'new<10m')).toEqual([])
    const rows = (await client.sessions.page({})).rows
    expect(rows.map(({ user, firstSeenAt }) => [user, firstSeenAt])).toEqual([
      ['anna', null],
      ['bob', NOW + 60_000],
    ])
    const again = startReader(writer.folder).client
    expect((await again.sessions.page({})).rows).toMatchObject([{ firstSeenAt: null }, { firstSeenAt: NOW + 60_000 }])
  })
})

describe('whose a session is', () => {
  it('tells named users from those who have not signed in and from API keys', async () => {
    const { client } = world({ keep: [anna, monitor, session({ sessionId: 'x' }), session({ sessionId: 'y', user: '  ' })] })
    const rows = (await client.sessions.page({ sort: [{ column: 'identity', direction: 'asc' }] })).rows
    expect(rows.map(({ identity }) => identity)).toEqual(['named', 'not-signed-in', 'not-signed-in', 'anonymous'])
    expect(await found(client, 'identity:named')).toEqual(['anna'])
  })

  it('flags names that look like others, those others, and names that deceive by themselves', async () => {
    const names = ['admin', 'аdmin', 'Bernd', 'bemd', 'clara', 'do\u200bra', 'иван']
    const { client } = world({ keep: names.map((user, index) => session({ sessionId: uuid(index), user })) })
    const rows = (await client.sessions.page({})).rows
    expect(Object.fromEntries(rows.map(({ user, lookalike }) => [user, lookalike]))).toEqual({
      admin: 'like-another',
      аdmin: 'mixed-scripts',
      Bernd: 'like-another',
      bemd: 'like-another',
      clara: null,
      'do\u200bra': 'hidden-characters',
      иван: null,
    })
    const flagged = rows.filter(({ lookalike }) => lookalike !== null).map(({ user }) => user)
    expect((await found(client, 'is:lookalike')).toSorted()).toEqual(flagged.toSorted())
  })
})

describe('all sessions that a filter finds', () => {
  it('are given without those that can’t be ticked, which are counted', async () => {
    const { client } = world({ keep: [anna, { ...bob, own: true }, monitor, session({ sessionId: '..', user: 'x' })] })
    const all = await client.sessions.all({})
    expect(all).toMatchObject({ matching: 4, guarded: 2 })
    expect(all.rows.map(({ user }) => user)).toEqual(['anna', 'monitor'])
    expect(await client.sessions.all({ filter: 'is:protected' })).toEqual({ rows: [], matching: 2, guarded: 2 })
    expect(await found(client, '-is:protected')).toEqual(['anna', 'monitor'])
    expect(await found(client, 'is:own')).toEqual(['bob'])
  })

  it('are counted as guarded wherever their rows say so', async () => {
    const auth = { kind: 'basic', username: 'admin' } as const
    const odd = [session({ sessionId: 'abc\0d', user: 'x' }), session({ sessionId: 'abcd', user: 'admin\t' })]
    const { client } = world({ keep: [anna, ...odd] }, { auth })
    const all = await client.sessions.all({})
    expect(all.rows.map(({ user }) => user)).toEqual(['anna'])
    expect(all).toMatchObject({ matching: 3, guarded: 2 })
  })
})

describe('a filter', () => {
  it('takes a short word for a part of a name, not of a random id: those are looked for from six digits on, or by their field', async () => {
    const random = session({ sessionId: '3f0ada11-2c4d-4bea-9a01-7d15cafe0fee', user: 'zoe' })
    const { client } = world({ keep: [random, session({ sessionId: 'x', user: 'ada' })] })
    expect(await found(client, 'ada')).toEqual(['ada'])
    expect(await found(client, '3f0ada')).toEqual(['zoe'])
    expect(await found(client, '3f0ada11-2c')).toEqual(['zoe'])
    expect(await found(client, 'id:bea')).toEqual(['zoe'])
  })

  it('finds a value as a server wrote it: line ends, other alphabets, and ids in capitals', async () => {
    const id = 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'
    const { client } = world({ keep: [session({ sessionId: id, user: 'a\nb', displayName: 'c\nd', address: 'Büro-PC' })] })
    for (const filter of ['user="a\nb"', 'name="c\nd"', 'ip=büro-pc', 'ip:büro', `id=${id}`, 'id:bb6d'])
      expect(await found(client, filter), filter).toEqual(['a\nb'])
  })

  it('that can’t be understood is refused with the place', async () => {
    const { client } = world({ keep: [anna] })
    await expect(client.sessions.page({ filter: 'anna colour:red' })).rejects.toMatchObject({ data: { code: 'bad-input' } })
  })

  it('finds servers by name, tag and environment', async () => {
    const writer = new Writer()
    writer.add(serverOf('keep', 'Keep EU', { tags: ['Düsseldorf'], environment: 'test' }))
    writer.add(serverOf('pure', 'Pure'))
    const { reader, client } = startReader(writer.folder)
    reader.hear(writer.poll('keep', [anna], NOW))
    reader.hear(writer.poll('pure', [bob], NOW))
    expect(await found(client, 'tag:dusseldorf')).toEqual(['anna'])
    expect(await found(client, '-tag:dusseldorf')).toEqual(['bob'])
    expect(await found(client, 'env:test')).toEqual(['anna'])
    expect(await found(client, 'server="keep eu",pure')).toEqual(['anna', 'bob'])
    expect(await found(client, 'server:keep -server:eu')).toEqual([])
  })

  it('finds users who are signed in from more than one address, on whichever servers, and the tile counts them', async () => {
    const { client } = world({
      keep: [anna, bob, { ...monitor, address: '10.0.0.1' }],
      pure: [
        { ...anna, user: 'ANNA', address: '10.0.0.2' },
        { ...bob, address: '[::1]:80' },
        { ...monitor, address: '10.0.0.2' },
        { ...monitor, sessionId: 'key', user: 'anna' },
      ],
    })
    expect(await found(client, 'addresses>1')).toEqual(['anna', 'ANNA'])
    expect((await client.sessions.summary()).manyAddresses).toBe(1)
  })
})

describe('groups', () => {
  it('are named as people know them', async () => {
    const { client } = world({ keep: [anna, bob], pure: [{ ...anna, address: '10.0.0.9' }] })
    const groups = async (by: 'server' | 'subnet' | 'user', except: string[] = []) =>
      (await client.sessions.page({ group: { by, except } })).groups.map(({ key, value, sessions }) => [key, value, sessions])
    expect(await groups('server')).toEqual([
      ['keep', 'keep', 2],
      ['pure', 'pure', 1],
    ])
    expect((await groups('subnet')).map(([, value]) => value)).toEqual(['10.0.0.0/24', null])
    const page = await client.sessions.page({ group: { by: 'server', except: ['pure'] } })
    expect(page).toMatchObject({ lines: 3, matching: 3, total: 3, rows: [{ serverId: 'pure', user: 'anna' }] })
    expect(page.groups.map(({ position, open }) => [position, open])).toEqual([
      [0, false],
      [1, true],
    ])
  })
})
