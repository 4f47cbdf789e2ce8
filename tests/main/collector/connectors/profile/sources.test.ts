import { afterEach, describe, expect, it } from 'vitest'
import { stepsOf, unhurried } from '../../../../faults/watched-server.ts'
import { type Came, connectorOf, readOnce, type Said, type SmallServer, startSmallServer } from './small-server.ts'

let server: SmallServer
afterEach(() => server.close())

async function start(answer: (came: Came) => Said): Promise<string> {
  server = await startSmallServer(answer)
  return server.url
}

const USERS = ['ann', 'bob', 'cyd', 'dan', 'eve']

/** Sessions per user: a list of users, and the sessions of each. */
function perUser(sessions: (user: string, came: Came) => Said): (came: Came) => Said {
  return (came) => {
    if (came.path === '/users') return { json: { users: USERS.map((name, index) => ({ id: index + 1, name, mail: `${name}@x.test` })) } }
    return sessions(/^\/users\/(\d+)\//.exec(came.path)?.[1] ?? '', came)
  }
}

const FAN_OUT = {
  lists: [
    {
      each: { as: 'user', request: { path: '/users' }, rows: { at: 'users' }, called: 'name', gone: [404], atOnce: 2 },
      request: { path: '/users/{user.id}/tokens' },
    },
  ],
  fields: {
    sessionId: 'id',
    user: '$user.name',
    email: '$user.mail',
    userId: '$user.id',
    address: 'ip',
    createdAt: 'at',
    lastActiveAt: 'last',
  },
  identity: { with: { user: '$user.id' } },
  times: { createdAt: 'epoch-milliseconds', lastActiveAt: 'epoch-milliseconds' },
}
const AT = Date.UTC(2026, 10, 20, 8)

describe('a condition on a field that no row has any more', () => {
  const rows = [
    { id: 'a', status: 'active' },
    { id: 'b', status: 'active' },
  ]

  it('does not empty the list: the read fails, and names the field', async () => {
    const url = await start(() => ({ json: rows }))
    const ended = [{ path: 'state', isNot: 'active' }]
    await expect(readOnce(url, { lists: [{ request: { path: '/s' }, ended }] })).rejects.toMatchObject({
      code: 'wrong-shape',
      message: expect.stringContaining('“state”'),
    })
  })

  it('leaves the rows in peace where it asks for absence, where some row has it, and where it only finds nothing', async () => {
    const url = await start(() => ({ json: [...rows, { id: 'c', state: 'over' }] }))
    for (const ended of [
      [{ path: 'online', exists: false }],
      [{ path: 'state', isNot: 'active' }],
      [{ path: 'closed', is: true }],
      [{ path: 'over', past: 'iso' }],
    ])
      expect((await readOnce(url, { times: {}, fields: { sessionId: 'id' }, lists: [{ request: { path: '/s' }, ended }] })).complete).toBe(
        true,
      )
  })

  it('does not make everything that a list is read for unwanted', async () => {
    const url = await start(perUser(() => ({ json: [{ id: 7, at: AT }] })))
    const [list] = FAN_OUT.lists
    const where = [{ path: 'enabled', is: true }]
    const asking = { ...FAN_OUT, lists: [{ ...list, each: { ...list?.each, where } }] }
    await expect(readOnce(url, asking)).rejects.toMatchObject({ code: 'wrong-shape', message: expect.stringContaining('“enabled”') })
  })
})

describe('a list that is read once for each row of another', () => {
  it('gives each row what its parent says, and no more requests at once than the profile allows', async () => {
    const url = await start(perUser((user) => ({ json: [{ id: 7, ip: `10.0.0.${user}`, at: AT }], after: 20 })))
    const read = await readOnce(url, FAN_OUT)
    expect(read).toMatchObject({ complete: true, sources: [{ rows: 5, parents: { noun: 'user', count: 5 } }] })
    expect(read.sessions.map(({ sessionId, user, email, userId, address }) => [sessionId, user, email, userId, address])).toEqual(
      USERS.map((name, index) => [`7/${index + 1}`, name, `${name}@x.test`, String(index + 1), `10.0.0.${index + 1}`]),
    )
    expect(server.most()).toBe(2)
  })

  it('is partial when some can’t be read, says which, and keeps the others', async () => {
    const url = await start(perUser((user) => (user === '2' || user === '4' ? { status: 500, json: {} } : { json: [{ id: 7, at: AT }] })))
    const read = await readOnce(url, FAN_OUT)
    expect(read.sessions.map(({ user }) => user)).toEqual(['ann', 'cyd', 'eve'])
    expect(read.complete).toBe(false)
    expect(read.incomplete).toMatch(
      /^2 of 5 users could not be read: bob, dan \(Keep EU answered with an error of its own while reading its sessions\)$/,
    )
  })

  it('takes a parent that is gone by then for none, where the profile says so', async () => {
    const url = await start(perUser((user) => (user === '2' ? { status: 404, json: {} } : { json: [{ id: 7, at: AT }] })))
    expect(await readOnce(url, FAN_OUT)).toMatchObject({ complete: true, sessions: { length: 4 } })
    const [list] = FAN_OUT.lists
    const strict = { ...FAN_OUT, lists: [{ ...list, each: { ...list?.each, gone: [] } }] }
    expect(await readOnce(url, strict)).toMatchObject({
      complete: false,
      incomplete: expect.stringContaining('1 of 5 users could not be read: bob'),
    })
  })

  it.each([
    [401, 'sign-in-failed'],
    [403, 'no-right'],
    [429, 'too-many-requests'],
  ])('fails whole at %i, and asks for no further parent', async (status, code) => {
    const url = await start(perUser((user) => (user === '2' ? { status, json: {} } : { json: [], after: 30 })))
    await expect(readOnce(url, FAN_OUT)).rejects.toMatchObject({ problem: { code } })
    expect(server.asked.length).toBeLessThan(6)
  })

  it('fails whole when no parent can be read, or an answer fits none', async () => {
    const url = await start(perUser(() => ({ json: { error: 'S3CRET' } })))
    await expect(readOnce(url, FAN_OUT)).rejects.toMatchObject({
      problem: { code: 'wrong-shape', technical: expect.not.stringContaining('S3CRET') },
    })
  })

  it('stops at the end of its time and says how far it came; nothing at all is a failure', async () => {
    const slow = await start(perUser((user) => ({ json: [{ id: 7, at: AT }], after: Number(user) > 2 ? 6000 : 1 })))
    const read = await readOnce(slow, FAN_OUT, { timeoutSeconds: 1 })
    expect(read).toMatchObject({ complete: false, incomplete: 'only 2 of 5 users were read within 1 seconds' })
  })

  it('leaves out parents that a condition does not want, and reads none twice', async () => {
    const [list] = FAN_OUT.lists
    const some = { ...FAN_OUT, lists: [{ ...list, each: { ...list?.each, where: [{ path: 'name', is: ['ann', 'eve'] }] } }] }
    const url = await start(perUser(() => ({ json: [] })))
    expect(await readOnce(url, some)).toMatchObject({ complete: true, sessions: [] })
    expect(server.asked.toSorted()).toEqual(['GET /users', 'GET /users/1/tokens', 'GET /users/5/tokens'])
  })

  it('may be the words of an input, whose absence is said', async () => {
    const profile = {
      inputs: [{ name: 'names', label: 'User names', kind: 'names' }],
      lists: [
        { each: { as: 'user', input: 'names' }, request: { path: '/sessions', query: { username: '{user}' } }, rows: { at: 'sessions' } },
      ],
      fields: { sessionId: 'id', user: '$user' },
    }
    const url = await start(({ query }) => ({ json: { sessions: [{ id: `of ${query.get('username')}` }] } }))
    const connector = { profileId: 'admin-sessions', inputs: { names: 'ann, bob\nann' }, overrides: {} }
    const { sessions } = await readOnce(url, profile, { connector })
    expect(sessions.map(({ sessionId, user }) => [sessionId, user])).toEqual([
      ['of ann', 'ann'],
      ['of bob', 'bob'],
    ])
    await expect(readOnce(url, profile)).rejects.toMatchObject({ problem: { code: 'bad-input' } })
  })

  it('stops at the caps of one read over all its lists together', async () => {
    const url = await start(perUser(() => ({ json: Array.from({ length: 10 }, (_, id) => ({ id, at: AT })) })))
    const read = await readOnce(url, FAN_OUT, {}, { rows: 25, pages: 100, bytes: 1e6 })
    expect(read.complete).toBe(false)
    expect(read.sessions.length).toBe(25)
    expect(await readOnce(url, FAN_OUT, {}, { rows: 1e5, pages: 4, bytes: 1e6 })).toMatchObject({
      complete: false,
      incomplete: expect.stringMatching(/only \d of 5 users were read, for more is not taken in one read/),
    })
  })
})

describe('one session that stands in several lists', () => {
  const byClient =
    (rows: (client: string) => readonly object[]): ((came: Came) => Said) =>
    (came) =>
      came.path === '/clients' ? { json: [{ id: 'a' }, { id: 'b' }] } : { json: rows(came.path.split('/')[2] ?? '') }
  const profile = {
    lists: [{ each: { as: 'client', request: { path: '/clients' } }, request: { path: '/clients/{client.id}/sessions' } }],
    fields: { sessionId: 'id', user: 'user', project: '$client.id', address: 'ip', createdAt: 'at', lastActiveAt: 'last' },
    times: { createdAt: 'epoch-milliseconds', lastActiveAt: 'epoch-milliseconds' },
  }

  it('is shown once, with its latest activity', async () => {
    const url = await start(byClient((client) => [{ id: 's1', user: 'ann', at: AT, last: AT + (client === 'a' ? 5000 : 9000) }]))
    const { sessions, complete } = await readOnce(url, profile)
    expect([complete, sessions.length, sessions[0]?.lastActiveAt, sessions[0]?.project]).toEqual([true, 1, AT + 9000, 'a'])
  })

  it('stays two where its id is one and its facts are not', async () => {
    const url = await start(byClient((client) => [{ id: 's1', user: client === 'a' ? 'ann' : 'bob', at: AT }]))
    expect((await readOnce(url, profile)).sessions.length).toBe(2)
  })

  it('is kept apart within one list, where the id tells nothing', async () => {
    const rows = {
      a: [
        { id: 's1', user: 'ann', project: 'x' },
        { id: 's1', user: 'ann', project: 'y' },
      ],
      b: [{ id: 's2' }],
    }
    const url = await start(byClient((client) => rows[client as 'a' | 'b']))
    const { sessions } = await readOnce(url, { ...profile, fields: { sessionId: 'id', user: 'user', project: 'project' } })
    expect(sessions.map(({ sessionId, project }) => [sessionId, project])).toEqual([
      ['s1', 'x'],
      ['s1', 'y'],
      ['s2', null],
    ])
  })
})

describe('several lists', () => {
  const profile = {
    inputs: [{ name: 'offline', label: 'Offline sessions', kind: 'choice', choices: [{ value: 'yes', label: 'Yes' }], default: 'yes' }],
    lists: [
      { name: 'online sessions', request: { path: '/online' }, set: { kind: 'online' } },
      { name: 'offline sessions', request: { path: '/offline' }, set: { kind: 'offline' }, when: { input: 'offline', is: ['yes'] } },
    ],
    fields: { sessionId: 'id', type: '$kind' },
    identity: { with: { kind: '$kind' } },
  }

  it('are merged, each row with the constants of its list', async () => {
    const url = await start(() => ({ json: [{ id: 1 }] }))
    const read = await readOnce(url, profile)
    expect(read.sessions.map(({ sessionId, type }) => [sessionId, type])).toEqual([
      ['1/online', 'online'],
      ['1/offline', 'offline'],
    ])
    const without = { profileId: 'admin-sessions', inputs: { offline: 'no' }, overrides: {} }
    expect((await readOnce(url, profile, { connector: without })).sessions.length).toBe(1)
  })

  it('are partial when one of them fails, which is named, and fail when all do', async () => {
    let dead = ['/offline']
    const url = await start(({ path }) => (dead.includes(path) ? { status: 500, json: {} } : { json: [{ id: 1 }] }))
    expect(await readOnce(url, profile)).toMatchObject({
      complete: false,
      incomplete: 'offline sessions could not be read: Keep EU answered with an error of its own while reading its offline sessions',
      sessions: { length: 1 },
    })
    dead = ['/offline', '/online']
    await expect(readOnce(url, profile)).rejects.toMatchObject({ problem: { code: 'server-error' } })
  })

  it('say in the connection test what each of them gave', async () => {
    const url = await start(() => ({ json: [{ id: 1 }] }))
    const connector = connectorOf(url, profile)
    const steps = await stepsOf(connector.test(unhurried()))
    expect(steps.at(-1)).toMatchObject({
      step: 'shape',
      result: 'ok',
      detail: expect.stringContaining('Listed: 1 in online sessions; 1 in offline sessions.'),
    })
    await connector.close()
  })
})

it('a moment that ends a session may be written in the zone of an input, and one that is not known is refused at once', async () => {
  const url = await start(() => ({
    json: [
      { id: 1, until: '2020-01-01 12:00' },
      { id: 2, until: '2999-01-01 12:00' },
    ],
  }))
  const profile = {
    inputs: [{ name: 'zone', label: 'Zone', kind: 'zone', default: 'Asia/Tokyo' }],
    lists: [{ request: { path: '/s' }, ended: [{ path: 'until', past: { kind: 'local', zone: '{input.zone}' } }] }],
    fields: { sessionId: 'id' },
  }
  expect((await readOnce(url, profile)).sessions.map(({ sessionId }) => sessionId)).toEqual(['2'])
  const nowhere = { profileId: 'admin-sessions', inputs: { zone: 'Nowhere' }, overrides: {} }
  expect(() => connectorOf(url, profile, { connector: nowhere })).toThrowError(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'bad-input' }) }),
  )
})

it('rows that are no live sessions any more are left out: by a flag, by being there, by a moment in the past', async () => {
  const past = new Date(Date.now() - 60_000).toISOString()
  const future = new Date(Date.now() + 60_000).toISOString()
  const url = await start(() => ({
    json: [
      { id: 1, active: false },
      { id: 2, active: true, finished_at: null, expires: future },
      { id: 3, active: true, finished_at: past },
      { id: 4, active: true, expires: past },
      { id: 5 },
    ],
  }))
  const ended = [
    { path: 'active', is: false },
    { path: 'finished_at', exists: true },
    { path: 'expires', past: 'iso' },
  ]
  const { sessions } = await readOnce(url, { lists: [{ request: { path: '/s' }, ended }], fields: { sessionId: 'id' } })
  expect(sessions.map(({ sessionId }) => sessionId)).toEqual(['2', '5'])
})
