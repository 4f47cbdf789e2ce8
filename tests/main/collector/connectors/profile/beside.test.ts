import { afterEach, describe, expect, it } from 'vitest'
import { type Came, readOnce, type Said, type SmallServer, startSmallServer } from './small-server.ts'

let server: SmallServer
afterEach(() => server.close())

async function start(answer: (came: Came) => Said): Promise<string> {
  server = await startSmallServer(answer)
  return server.url
}

describe('details that are asked for row by row', () => {
  const profile = {
    lists: [
      {
        request: { path: '/accessors' },
        rows: { at: 'data.keys', shape: 'values' },
        detail: { request: { method: 'POST', path: '/lookup', json: { accessor: '{row.value}' } }, at: 'data', atOnce: 2 },
      },
    ],
    fields: { sessionId: 'value', user: '$detail.meta.username', createdAt: '$detail.creation_time' },
    times: { createdAt: 'epoch-seconds' },
  }
  const KEYS = ['a1', 'b2', 'c3', 'd4']
  const lookedUp =
    (answer: (key: string) => Said): ((came: Came) => Said) =>
    (came) =>
      came.path === '/accessors' ? { json: { data: { keys: KEYS } } } : answer((JSON.parse(came.body) as { accessor: string }).accessor)
  const detail = (key: string): Said => ({
    json: { data: { meta: { username: `user of ${key}` }, creation_time: 1_795_161_600, id: 'kept' } },
    after: 10,
  })

  it('stand beside their rows, a few at once', async () => {
    const url = await start(lookedUp(detail))
    const read = await readOnce(url, profile)
    expect(read.complete).toBe(true)
    expect(read.sessions.map(({ sessionId, user, createdAt }) => [sessionId, user, createdAt])).toEqual(
      KEYS.map((key) => [key, `user of ${key}`, 1_795_161_600_000]),
    )
    expect(server.asked[0]).toBe('GET /accessors')
    expect(server.most()).toBe(2)
  })

  it('that are gone by then take their rows along, and those that fail make the read partial', async () => {
    const url = await start(lookedUp((key) => (key === 'b2' ? { status: 404, json: {} } : detail(key))))
    expect(await readOnce(url, profile)).toMatchObject({ complete: true, sessions: { length: 3 } })
    await server.close()
    const broken = await start(lookedUp((key) => (key === 'b2' ? { status: 500, json: {} } : detail(key))))
    const read = await readOnce(broken, profile)
    expect(read.sessions.map(({ sessionId }) => sessionId)).toEqual(['a1', 'c3', 'd4'])
    expect(read).toMatchObject({
      complete: false,
      incomplete: expect.stringMatching(/^1 of 4 sessions could not be read: row 2 \(Keep EU/),
    })
  })

  it('are not asked for of rows that have ended by what the list itself says', async () => {
    const url = await start(({ path }) =>
      path === '/s' ? { json: [{ id: 1, over: true }, { id: 2 }] } : { json: { user: 'ann', over: path === '/s/3' } },
    )
    const list = { request: { path: '/s' }, detail: { request: { path: '/s/{row.id}' } } }
    const fields = { sessionId: 'id', user: '$detail.user' }
    const read = await readOnce(url, { lists: [{ ...list, ended: [{ path: 'over', is: true }] }], fields })
    expect([read.sessions.length, server.asked]).toEqual([1, ['GET /s', 'GET /s/2']])
  })
})

describe('a table whose rows stand beside the sessions', () => {
  const profile = {
    lists: [
      {
        request: { path: '/sessions' },
        joins: [
          {
            as: 'users',
            request: { path: '/users', query: { page: '{page}', size: '{limit}' } },
            paging: { kind: 'page', pageSize: 2, first: 1, total: 'count' },
            rows: { at: 'rows' },
            key: 'pk',
            on: 'user',
          },
        ],
      },
    ],
    fields: { sessionId: 'id', user: '$users.name', userId: 'user' },
  }
  const people = [
    { pk: 1, name: 'ann' },
    { pk: 2, name: 'bob' },
    { pk: 3, name: 'cyd' },
  ]
  const joined =
    (users: (page: number) => Said): ((came: Came) => Said) =>
    ({ path, query }) =>
      path === '/users'
        ? users(Number(query.get('page')))
        : {
            json: [
              { id: 'x', user: 3 },
              { id: 'y', user: '1' },
              { id: 'z', user: 9 },
            ],
          }

  it('is read once per read, to its end, and found by its key', async () => {
    const url = await start(joined((page) => ({ json: { rows: people.slice((page - 1) * 2, page * 2), count: 3 } })))
    const { sessions } = await readOnce(url, profile)
    expect(sessions.map(({ sessionId, user, userId }) => [sessionId, user, userId])).toEqual([
      ['x', 'cyd', '3'],
      ['y', 'ann', '1'],
      ['z', null, '9'],
    ])
    expect(server.asked.filter((target) => target.includes('/users')).length).toBe(2)
  })

  it('fails the whole read when it can’t be read, or not to its end', async () => {
    const url = await start(joined(() => ({ status: 500, json: {} })))
    await expect(readOnce(url, profile)).rejects.toMatchObject({ problem: { code: 'server-error' } })
    await server.close()
    const half = await start(joined((page) => (page === 1 ? { json: { rows: people.slice(0, 2), count: 3 } } : { status: 500, json: {} })))
    await expect(readOnce(half, profile)).rejects.toMatchObject({ problem: { code: 'paging-failed' } })
  })

  it('is not asked for where there are no sessions', async () => {
    const url = await start(({ path }) => (path === '/users' ? { status: 500, json: {} } : { json: [] }))
    expect(await readOnce(url, profile)).toMatchObject({ complete: true, sessions: [] })
  })
})
