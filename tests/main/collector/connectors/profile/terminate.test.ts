import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../../../../src/main/collector/connectors/client.ts'
import { identityOf } from '../../../../../src/main/collector/connectors/profile/identity.ts'
import { terminators } from '../../../../../src/main/collector/connectors/profile/terminate.ts'
import { RollcallError } from '../../../../../src/shared/errors.ts'
import { type PlainAnswer, type PlainRequest, type PlainServer, startPlainServer } from '../../../../faults/plain-server.ts'
import { unhurried, watchedServer } from '../../../../faults/watched-server.ts'
import { clientOf, profileWith } from './client-world.ts'

let server: PlainServer
let client: Client | null = null
let answer: (request: PlainRequest) => PlainAnswer

beforeEach(async () => {
  answer = () => ({ status: 204 })
  server = await startPlainServer((request) => answer(request))
})
afterEach(async () => {
  await client?.close()
  await server.close()
  client = null
})

interface Setting {
  readonly terminate: Readonly<Record<string, unknown>>
  readonly profile?: Readonly<Record<string, unknown>>
  readonly inputs?: Readonly<Record<string, string>>
  readonly listPath?: string
  /** What the list holds whenever it is read. */
  readonly rows?: readonly unknown[]
}

/** The ways to end sessions of a profile; `readList` reads its list. */
function endings({ terminate, profile: more = {}, inputs = {}, listPath = '/api/sessions', rows = [] }: Setting) {
  const profile = profileWith({ terminate, ...more })
  const connector = { profileId: profile.id, inputs, overrides: {} }
  client = clientOf(server.url, profile, 'c4nary-secret', { connector, timeoutSeconds: 3 })
  const identity = identityOf(profile.fields.sessionId, profile.identity)
  const ids = (): readonly (string | null)[] => {
    const kept = rows.map((row) => identity.keep(row))
    identity.settle(true)
    return kept
  }
  const ways = terminators({
    server: watchedServer(server.url, { connector, auth: profile.auth }),
    profile,
    client,
    identity,
    listPath,
  })
  return { ...ways, readList: ids }
}

async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await call.catch((thrown: unknown) => thrown)
  return error instanceof RollcallError ? error.code : JSON.stringify(error)
}

describe('one session', () => {
  it('is named in the path, with its parts, below the list and the inputs', async () => {
    const { terminate } = endings({
      terminate: { one: { request: { method: 'DELETE', path: '{list}/{id.user}/end/{id}', query: { offline: '{id.kind}' } } } },
      profile: { identity: { with: { user: 'user.id', kind: '$kind' } } },
      inputs: { realm: 'a b' },
      listPath: '/realms/{input.realm}/sessions',
    })
    expect(await terminate('a%2Fb/%40ann/x', unhurried())).toEqual({ kind: 'accepted', status: 204 })
    expect(server.lines()).toEqual(['DELETE /realms/a%20b/sessions/%40ann/end/a%2Fb?offline=x'])
  })

  it('may be ended by a body, with a number where the server wants one', async () => {
    const { terminate } = endings({
      terminate: { one: { request: { method: 'POST', path: '/users/{id.user}/revoke', json: { authTokenId: '{id|number}' } } } },
      profile: { identity: { with: { user: 'userId' } } },
    })
    expect(await terminate('361/7', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(await refusalOf(terminate('abc/7', unhurried()))).toBe('not-allowed')
    expect(server.lines()).toEqual(['POST /users/7/revoke'])
    expect(server.requests[0]?.json).toEqual({ authTokenId: 361 })
  })

  it('may be a DELETE with an empty object, and a GET', async () => {
    const empty = endings({ terminate: { one: { request: { method: 'DELETE', path: '/s/{id}', json: {} } } } })
    await empty.terminate('1', unhurried())
    await client?.close()
    const get = endings({ terminate: { one: { request: { method: 'GET', path: '/delete', query: { partialToken: '{id}' } } } } })
    answer = () => ({ json: { status: 'ok' } })
    await get.terminate('1', unhurried())
    expect(server.requests.map(({ method, target, body }) => `${method} ${target} ${body}`)).toEqual([
      'DELETE /s/1 {}',
      'GET /delete?partialToken=1 ',
    ])
  })

  it.each<readonly [string, PlainAnswer, unknown]>([
    ['403', { status: 403 }, { kind: 'refused', problem: { code: 'no-right' } }],
    ['404', { status: 404 }, { kind: 'not-found' }],
    ['410', { status: 410 }, { kind: 'not-found' }],
    ['429', { status: 429, headers: { 'retry-after': '7' } }, { kind: 'throttled', retryAfterMs: 7000 }],
    ['200 that the profile calls gone', { json: { error: 'unknown session' } }, { kind: 'not-found' }],
    ['200 that the profile calls failed', { json: { ok: false } }, { kind: 'failed', problem: { code: 'server-error' } }],
    ['200 that the profile has nothing against', { json: { ok: true } }, { kind: 'accepted', status: 200 }],
    ['a closed connection', { reset: true }, { kind: 'no-answer', problem: { code: 'connection-failed' } }],
    ['silence', { hang: true }, { kind: 'no-answer', problem: { code: 'timed-out' } }],
  ])('says what %s means', async (_, said, expected) => {
    answer = () => said
    const rules = { gone: [{ path: 'error', is: 'unknown session' }], failed: [{ path: 'ok', is: false }] }
    const { terminate } = endings({
      terminate: { one: { request: { method: 'DELETE', path: '/s/{id}' }, answers: rules } },
      // The rules of the request stand in place of the profile's.
      profile: { answers: { failed: [{ path: 'ok', is: true }] } },
    })
    expect(await terminate('1', unhurried())).toMatchObject(expected as object)
    expect(server.requests.length).toBe(1)
  })

  it.each(['', '.', '..', 'a\nb', '\ud800', 'x'.repeat(2001)])('whose id is %j is refused before anything is sent', async (id) => {
    const { terminate } = endings({ terminate: { one: { request: { method: 'DELETE', path: '/s/{id}' } } } })
    expect(await refusalOf(terminate(id, unhurried()))).toBe('not-allowed')
    expect(server.requests).toEqual([])
  })

  it('one of whose parts would lead elsewhere is refused before anything is sent', async () => {
    const { terminate } = endings({
      terminate: { one: { request: { method: 'DELETE', path: '/users/{id.user}/sessions/{id}' } } },
      profile: { identity: { with: { user: 'userId' } } },
    })
    for (const id of ['a/..', '../a', './..', 'a/%0a', '/a']) expect(await refusalOf(terminate(id, unhurried()))).toBe('not-allowed')
    expect(server.requests).toEqual([])
  })
})

describe('what must not be kept of an id', () => {
  const HIDDEN = {
    terminate: { one: { request: { method: 'POST', path: '/revoke', json: { token: '{id.token}' } } } },
    profile: { identity: { hidden: { token: 'token' } } },
    rows: [
      { id: 's1', token: 't0ken-of-s1' },
      { id: 's2', token: 't0ken-of-s2' },
    ],
  } as const

  it('comes from the last read', async () => {
    const { terminate, readList } = endings(HIDDEN)
    expect(readList()).toEqual(['s1', 's2'])
    await terminate('s2', unhurried())
    expect(server.requests[0]?.json).toEqual({ token: 't0ken-of-s2' })
  })

  it('is not looked up by a read of its own, because another session may stand under the id by then', async () => {
    const { terminate, readList } = endings(HIDDEN)
    expect(await terminate('s1', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
    expect(server.requests).toEqual([])
    readList()
    expect(await terminate('s1', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(await terminate('s3', unhurried())).toEqual({ kind: 'not-found' })
    expect(server.requests.length).toBe(1)
  })

  it('can’t be sent of a session that was listed without it, alone or with others', async () => {
    const many = { request: { method: 'POST', path: '/end', json: { tokens: '{ids.token}' } }, atMost: 10 }
    const { terminate, terminateMany, readList } = endings({
      ...HIDDEN,
      terminate: { ...HIDDEN.terminate, many },
      rows: [...HIDDEN.rows, { id: 's3' }],
    })
    readList()
    expect(await terminate('s3', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
    expect(await terminateMany(['s1', 's3'], unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
    expect(await terminateMany(['s1', 's4'], unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
    expect(server.requests).toEqual([])
    expect(await terminateMany(['s1', 's2'], unhurried())).toMatchObject({ kind: 'accepted' })
    expect(server.requests.map(({ json }) => json)).toEqual([{ tokens: ['t0ken-of-s1', 't0ken-of-s2'] }])
  })

  it('gets into no error, nor does an id that is itself a secret', async () => {
    answer = ({ body, target }) => ({ status: 500, text: `no such thing: ${body} ${target}` })
    const hidden = endings(HIDDEN)
    hidden.readList()
    const said = [await hidden.terminate('s1', unhurried())]
    await client?.close()
    const hashed = endings({
      terminate: { one: { request: { method: 'DELETE', path: '/s/{id}' } } },
      profile: { identity: { hashed: true } },
      rows: [{ id: 'JSESSIONID/secret' }],
    })
    const [id = null] = hashed.readList()
    said.push(await hashed.terminate(id ?? '', unhurried()))
    expect(server.lines()).toEqual(['POST /revoke', 'DELETE /s/JSESSIONID%2Fsecret'])
    expect(said).toMatchObject([{ kind: 'failed' }, { kind: 'failed' }])
    expect(JSON.stringify(said)).toContain('[secret]')
    expect(JSON.stringify(said)).not.toMatch(/t0ken|JSESSIONID/)
  })
})

describe('several sessions by one request', () => {
  const MANY = { request: { method: 'POST', path: '{list}/delete', json: { sessions: '{ids}' } }, atMost: 3 }

  it('are named in a body, a query or a form', async () => {
    const forms = [
      { method: 'POST', path: '{list}', json: { action: 'disable', sessions: '{ids}' } },
      { method: 'PATCH', path: '{list}', json: [{ $each: { op: 'remove', path: '/{id}' } }] },
      { method: 'DELETE', path: '/devices', query: { id: '{ids}' } },
      { method: 'POST', path: '/html', form: { action: 'invalidate', sessionIds: '{ids}' } },
    ]
    for (const request of forms) {
      const { batch, terminateMany } = endings({ terminate: { many: { request, atMost: 3 } } })
      expect(batch?.atMost).toBe(3)
      expect(await terminateMany(['a', 'b/c'], unhurried())).toMatchObject({ kind: 'accepted' })
      await client?.close()
    }
    expect(server.requests.map(({ method, target, body }) => `${method} ${target} ${body}`)).toEqual([
      'POST /api/sessions {"action":"disable","sessions":["a","b/c"]}',
      'PATCH /api/sessions [{"op":"remove","path":"/a"},{"op":"remove","path":"/b/c"}]',
      'DELETE /devices?id=a&id=b%2Fc ',
      'POST /html action=invalidate&sessionIds=a&sessionIds=b%2Fc',
    ])
  })

  it('go together when the parts that must be the same are', async () => {
    const { batch, terminateMany } = endings({
      terminate: {
        many: {
          request: { method: 'POST', path: '/users/{id.user}/delete_devices', json: { devices: '{ids}', kinds: '{ids.kind}' } },
          atMost: 100,
          same: ['user'],
        },
      },
      profile: { identity: { with: { kind: 'kind', user: 'userId' } } },
    })
    const ids = ['d1/x/%40ann', 'd2/y/%40ann', 'd1/x/%40bob']
    expect(batch?.groupOf(ids[0] ?? '')).toBe(batch?.groupOf(ids[1] ?? ''))
    expect(batch?.groupOf(ids[0] ?? '')).not.toBe(batch?.groupOf(ids[2] ?? ''))
    expect(await refusalOf(terminateMany(ids, unhurried()))).toBe('not-allowed')
    expect(await terminateMany(ids.slice(0, 2), unhurried())).toMatchObject({ kind: 'accepted' })
    expect(server.lines()).toEqual(['POST /users/%40ann/delete_devices'])
    expect(server.requests[0]?.json).toEqual({ devices: ['d1', 'd2'], kinds: ['x', 'y'] })
  })

  it('are refused when they are none, too many or one of them unsafe', async () => {
    const { terminateMany } = endings({ terminate: { many: MANY } })
    for (const ids of [[], ['1', '2', '3', '4'], ['1', ''], ['1', '..']])
      expect(await refusalOf(terminateMany(ids, unhurried()))).toBe('not-allowed')
    expect(server.requests).toEqual([])
  })

  it('are not what every system takes', async () => {
    const { batch, terminateMany, terminate } = endings({
      terminate: { many: { ...MANY, when: { input: 'version', is: ['2026'] } } },
      inputs: { version: '2025' },
    })
    expect(batch).toBeNull()
    expect(await refusalOf(terminateMany(['1', '2'], unhurried()))).toBe('not-allowed')
    expect(await refusalOf(terminate('1', unhurried()))).toBe('not-allowed')
    await client?.close()
    expect(
      endings({ terminate: { many: { ...MANY, when: { input: 'version', is: ['2026'] } } }, inputs: { version: '2026' } }).batch,
    ).not.toBeNull()
    expect(server.requests).toEqual([])
  })
})

describe('all sessions of a user', () => {
  const BY_ID = { user: { request: { method: 'DELETE', path: '{list}', query: { userId: '{user}' } } } }

  it('are named by the user’s id, or by the name', async () => {
    const byId = endings({ terminate: BY_ID })
    expect(await byId.terminateUser({ userId: '3&userId=4', user: 'ann' }, unhurried())).toMatchObject({ kind: 'accepted' })
    await client?.close()
    const byName = endings({ terminate: { user: { request: { method: 'POST', path: '/users/{user}/logout' }, by: 'user' } } })
    expect(await byName.terminateUser({ userId: '3', user: 'ann/b' }, unhurried())).toMatchObject({ kind: 'accepted' })
    expect(server.lines()).toEqual(['DELETE /api/sessions?userId=3%26userId%3D4', 'POST /users/ann%2Fb/logout'])
  })

  it.each([null, '', ' ', '\t', '.', '..', '*', ' * ', 'undefined', 'null', 'NULL', 'NaN', '[object Object]', '\udfff'])(
    'are not asked for with %j, which might be everybody',
    async (userId) => {
      const { terminateUser } = endings({ terminate: BY_ID })
      expect(await refusalOf(terminateUser({ userId, user: 'ann' }, unhurried()))).toBe('not-allowed')
      expect(server.requests).toEqual([])
    },
  )
})

describe('a request that would name less than it was written to name', () => {
  it('is not sent: several ids within a text, a header, or a value that is missing', async () => {
    const forms = [
      { method: 'DELETE', path: '{list}', query: { filter: 'id in {ids}' } },
      { method: 'POST', path: '{list}/logout', json: { where: 'id in ({ids})' } },
      { method: 'POST', path: '{list}/logout', headers: { 'X-Ids': '{ids}' } },
      { method: 'POST', path: '{list}/logout', json: { ids: '{ids}', realm: '{input.realm}' } },
      { method: 'POST', path: '{list}/logout', json: [{ $each: { id: '{id}', realm: '{input.realm}' } }] },
      { method: 'POST', path: '{list}/logout', form: { ids: '{ids}', by: 'x-{signIn.name}' } },
    ]
    for (const request of forms) {
      const { terminateMany } = endings({ terminate: { many: { request, atMost: 50 } } })
      expect(await refusalOf(terminateMany(['a', 'b'], unhurried()))).toBe('not-allowed')
      await client?.close()
    }
    expect(server.requests).toEqual([])
  })

  it('is not sent for a user whose realm is not given', async () => {
    for (const request of [
      { method: 'POST', path: '/logout', query: { user: '{user}', realm: '{input.realm}' } },
      { method: 'POST', path: '/logout', headers: { 'X-Realm': '{input.realm}' }, json: { user: '{user}' } },
    ]) {
      const without = endings({ terminate: { user: { request } } })
      expect(await refusalOf(without.terminateUser({ userId: '3', user: null }, unhurried()))).toBe('not-allowed')
      await client?.close()
      const given = endings({ terminate: { user: { request } }, inputs: { realm: 'r1' } })
      expect(await given.terminateUser({ userId: '3', user: null }, unhurried())).toMatchObject({ kind: 'accepted' })
      await client?.close()
    }
    expect(server.requests.length).toBe(2)
  })

  it('keeps the slashes of an id within its segment, whatever the profile says', async () => {
    const { terminate } = endings({ terminate: { one: { request: { method: 'DELETE', path: '/s/{id|path}' } } } })
    await terminate('u7/all', unhurried())
    expect(server.lines()).toEqual(['DELETE /s/u7%2Fall'])
  })
})

describe('what acts is sent once', () => {
  const LOGIN = {
    auth: { kind: 'login', login: 'user', username: 'root' },
    logins: [{ id: 'user', name: 'x', request: { method: 'POST', path: '/login', json: { p: '{secret}' } }, token: { body: 'token' } }],
  }
  const ONE = { one: { request: { method: 'DELETE', path: '/s/{id}', query: { source: '{signIn.source}' } } } }

  it('and once more only after a 401 and a new sign-in', async () => {
    let logins = 0
    answer = ({ path, headers }) => {
      if (path !== '/login') return headers.authorization === 'Bearer token-2' ? { status: 204 } : { status: 401 }
      logins += 1
      return { json: { token: `token-${logins}`, source: 'main' } }
    }
    const { terminate } = endings({ terminate: ONE, profile: LOGIN })
    expect(await terminate('1', unhurried())).toEqual({ kind: 'accepted', status: 204 })
    expect(server.lines()).toEqual(['POST /login', 'DELETE /s/1?source=main', 'POST /login', 'DELETE /s/1?source=main'])
  })

  it('and never after anything else', async () => {
    for (const said of [{ status: 500 }, { status: 503 }, { status: 408 }, { reset: true }, { status: 403 }] as const) {
      const before = server.requests.length
      answer = ({ path }) => (path === '/login' ? { json: { token: 'a-token', source: 'main' } } : said)
      const { terminate } = endings({ terminate: ONE, profile: LOGIN })
      await terminate('1', unhurried())
      expect(server.lines().slice(before)).toEqual(['POST /login', 'DELETE /s/1?source=main'])
      await client?.close()
    }
  })

  it('and not at all when signing in fails', async () => {
    const { terminate } = endings({ terminate: ONE, profile: LOGIN })
    answer = () => ({ status: 401 })
    expect(await terminate('1', unhurried())).toMatchObject({ kind: 'refused', problem: { code: 'sign-in-failed' } })
    await client?.close()
    answer = () => ({ reset: true })
    const broken = endings({ terminate: ONE, profile: LOGIN })
    expect(await broken.terminate('1', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'connection-failed' } })
    expect(server.lines()).toEqual(['POST /login', 'POST /login'])
  })

  it('or given up: before it left it never leaves, after that its answer is not known', async () => {
    answer = ({ path }) => (path === '/login' ? { json: { token: 'a-token', source: 'main' } } : { hang: true })
    const { terminate } = endings({ terminate: ONE, profile: LOGIN })
    await expect(terminate('1', AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
    expect(server.requests).toEqual([])
    expect(await terminate('1', AbortSignal.timeout(300))).toMatchObject({ kind: 'no-answer', problem: { code: 'connection-failed' } })
    expect(server.lines()).toEqual(['POST /login', 'DELETE /s/1?source=main'])
  })
})
