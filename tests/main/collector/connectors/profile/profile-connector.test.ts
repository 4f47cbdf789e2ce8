import { afterEach, describe, expect, it } from 'vitest'
import { capabilitiesOf } from '../../../../../src/main/collector/connectors/profile/capabilities.ts'
import { createProfileConnector } from '../../../../../src/main/collector/connectors/profile/profile-connector.ts'
import adminSessions from '../../../../../src/main/collector/connectors/profiles/admin-sessions.json' with { type: 'json' }
import type { Auth } from '../../../../../src/shared/profile/sign-in.ts'
import { apiProfileSchema, connectorChoiceSchema } from '../../../../../src/shared/profile.ts'
import type { Capabilities } from '../../../../../src/shared/server.ts'
import { stepsOf, unhurried, watchedServer } from '../../../../faults/watched-server.ts'
import { type Came, connectorOf, readOnce, type Said, type SmallServer, startSmallServer } from './small-server.ts'

let server: SmallServer | null = null
afterEach(() => server?.close())

async function start(answer: (came: Came) => Said): Promise<string> {
  server = await startSmallServer(answer)
  return server.url
}

function capabilities(changes: object, auth: Auth = { kind: 'none' }, choice: object = {}): Capabilities {
  const profile = apiProfileSchema.parse({ ...adminSessions, ...changes })
  return capabilitiesOf(profile, connectorChoiceSchema.parse({ profileId: profile.id, ...choice }), auth)
}

describe('what a profile lets Rollcall do', () => {
  const end = { request: { method: 'DELETE', path: '/s/{id}' } }

  it('depends on its lists, its ways to end, and the inputs that offer them', () => {
    expect(capabilities({})).toMatchObject({ list: true, terminateOne: true, terminateUser: true })
    expect(capabilities({ lists: [] })).toMatchObject({ list: false, terminateOne: false, terminateUser: true })
    const when = { input: 'version', is: ['12'] }
    const inputs = [{ name: 'version', label: 'Version', default: '11' }]
    const since12 = { inputs, terminate: { one: end, user: { ...end, when } } }
    expect(capabilities(since12)).toMatchObject({ terminateOne: true, terminateUser: false })
    expect(capabilities(since12, { kind: 'none' }, { inputs: { version: '12' } }).terminateUser).toBe(true)
  })

  it('says truthfully how own sessions are told', () => {
    const basic: Auth = { kind: 'basic', username: 'robot' }
    const whoami = { kind: 'whoami', request: { method: 'GET', path: '/me' }, path: 'id', matches: 'id' }
    expect(capabilities({}).ownSession).toBe('unknown')
    expect(capabilities({}, basic).ownSession).toBe('username')
    expect(capabilities({ own: { kind: 'user' } }, { kind: 'none' }, { inputs: { ownUser: 'root' } }).ownSession).toBe('username')
    expect(capabilities({ own: whoami }).ownSession).toBe('compared')
    expect(capabilities({ own: { kind: 'none', why: 'A key has none.' } }, basic).ownSession).toBe('none')
    expect(capabilities({ own: { kind: 'unknown', why: 'Nobody can tell.' } }, basic).ownSession).toBe('unknown')
    expect(capabilities({}, basic, { overrides: { fields: { own: 'current' } } }).ownSession).toBe('flag')
  })
})

describe('own sessions', () => {
  it('are told by what the server says of oneself, also where the id is kept as a hash', async () => {
    const url = await start(({ path }) => ({ json: path === '/me' ? { session: { id: 'mine' } } : [{ id: 'mine' }, { id: 'other' }] }))
    const own = { kind: 'whoami', request: { method: 'GET', path: '/me' }, path: 'session.id', matches: 'id' }
    const lists = [{ request: { path: '/s' } }]
    const read = await readOnce(url, { lists, fields: { sessionId: 'id' }, own, identity: { hashed: true } })
    expect(read.sessions.map((session) => session.own)).toEqual([true, false])
    expect(JSON.stringify(read.sessions.map(({ raw: _, ...session }) => session))).not.toContain('mine')
  })

  it('are none where the profile says that its credential has none', async () => {
    const url = await start(() => ({ json: [{ id: 1, user: 'robot' }] }))
    const own = { kind: 'none', why: 'A key opens no session.' }
    const read = await readOnce(url, { lists: [{ request: { path: '/s' } }], fields: { sessionId: 'id', user: 'user' }, own })
    expect(read.sessions.map((session) => session.own)).toEqual([false])
  })

  it('are told by a flag before anything else', async () => {
    const url = await start(() => ({ json: [{ id: 1, current: true }, { id: 2 }] }))
    const profile = { lists: [{ request: { path: '/s' } }], fields: { sessionId: 'id', own: 'current' } }
    expect((await readOnce(url, profile)).sessions.map((session) => session.own)).toEqual([true, null])
  })
})

it('what an id hides is in memory after a read; before one nothing is asked and nothing is read', async () => {
  const asked: string[] = []
  const url = await start(({ method, path, body }) => {
    if (method === 'POST') asked.push(`${path} ${body}`)
    return { json: method === 'POST' ? { ok: true } : [{ id: 's1', token: 'T0KEN' }] }
  })
  const connector = connectorOf(url, {
    lists: [{ request: { path: '/s' } }],
    fields: { sessionId: 'id' },
    identity: { hidden: { token: 'token' } },
    terminate: { one: { request: { method: 'POST', path: '/revoke', json: { token: '{id.token}' } } } },
  })
  expect((await connector.terminate('s1', unhurried())).kind).toBe('failed')
  expect(server?.asked).toEqual([])
  await connector.read(unhurried())
  expect((await connector.terminate('s1', unhurried())).kind).toBe('accepted')
  expect(asked).toEqual(['/revoke {"token":"T0KEN"}'])
  expect((await connector.terminate('s2', unhurried())).kind).toBe('not-found')
  await connector.close()
})

describe('a sign-in in the middle of a read', () => {
  const jwt = (sid: string): string => `h.${Buffer.from(JSON.stringify({ sid })).toString('base64url')}.s`

  /** Each sign-in gives another session; the list holds that one and another user’s. */
  async function startTokens(): Promise<{ readonly url: string; expire(): void }> {
    let logins = 0
    let valid = ''
    const url = await start(({ path, authorization }) => {
      if (path === '/login') {
        logins += 1
        valid = `sid${logins}`
        return { json: { access_token: jwt(valid), refresh_token: 'REFRESH-123456' } }
      }
      if (authorization !== `Bearer ${jwt(valid)}`) return { status: 401, json: {} }
      return {
        json: [
          { id: valid, u: 'adm' },
          { id: 'other', u: 'bob' },
        ],
      }
    })
    return {
      url,
      expire: () => {
        valid = 'gone'
      },
    }
  }
  const LOGIN = {
    auth: { kind: 'login', login: 'p', username: 'adm' },
    logins: [{ id: 'p', name: 'P', request: { method: 'POST', path: '/login', form: { p: '{secret}' } }, token: { body: 'access_token' } }],
    fields: { sessionId: 'id', user: 'u' },
    times: {},
    terminate: {},
  }
  const tokens = (url: string, more: object): ReturnType<typeof createProfileConnector> =>
    createProfileConnector(
      watchedServer(url, { auth: { kind: 'login', login: 'p', username: 'adm' } }),
      apiProfileSchema.parse({ ...adminSessions, ...LOGIN, ...more }),
      'c4nary-secret',
    )

  it('leaves Rollcall’s own session known as its own', async () => {
    const { url, expire } = await startTokens()
    const own = { kind: 'token-claim', claims: ['sid'], matches: 'id' }
    const connector = tokens(url, { own, lists: [{ request: { path: '/s' } }] })
    const told = async (): Promise<unknown> => (await connector.read(unhurried())).sessions.map((one) => [one.sessionId, one.own])
    try {
      expect(await told()).toEqual([
        ['sid1', true],
        ['other', false],
      ])
      expire()
      expect(await told()).toEqual([
        ['sid2', true],
        ['other', false],
      ])
    } finally {
      await connector.close()
    }
  })

  it('gives no token that could stand beside rows', async () => {
    const { url } = await startTokens()
    const lists = (signIn: string): object => ({ lists: [{ each: { as: 'src', signIn }, request: { path: '/s' } }] })
    const shown = { fields: { sessionId: 'id', user: '$src' } }
    expect(() => tokens(url, { ...lists('refresh_token'), ...shown })).toThrow(/secret/)
    const token = JSON.stringify(jwt('sid1'))
    const given = { logins: LOGIN.logins.map((login) => ({ ...login, token: { body: 'given' } })) }
    const asThere = await start(({ path }) => ({
      json: path === '/login' ? { given: jwt('sid1'), all: { given: jwt('sid1'), id: 7 } } : [{ id: 'a' }],
    }))
    const bare = tokens(asThere, { ...given, ...lists('given'), ...shown })
    await expect(bare.read(unhurried())).rejects.toMatchObject({ code: 'wrong-shape' })
    await bare.close()
    const within = tokens(asThere, { ...given, ...lists('all'), fields: { sessionId: 'id', user: '$src.given', userId: '$src.id' } })
    const { sessions } = await within.read(unhurried())
    expect(sessions).toMatchObject([{ user: null, userId: '7' }])
    expect(JSON.stringify(sessions)).not.toContain(token)
    await within.close()
  })
})

it('a beginning that is counted back in minutes may differ by one', async () => {
  const minutes = { createdAt: { kind: 'duration', unit: 'minutes' } }
  const url = await start(() => ({ json: [{ id: 'a', u: 'x', age: 5 }] }))
  const fields = { sessionId: 'id', user: 'u', createdAt: 'age' }
  const [one] = (await readOnce(url, { fields, times: minutes, lists: [{ request: { path: '/s' } }] })).sessions
  expect(one?.createdWithin).toBeGreaterThan(60_000)
})

describe('the connection test', () => {
  const login = {
    id: 'password',
    name: 'User name and password',
    request: { method: 'POST', path: '/login', json: { user: '{username}', password: '{secret}' } },
    token: { body: 'token' },
  }
  const profile = apiProfileSchema.parse({
    ...adminSessions,
    logins: [login],
    lists: [{ request: { path: '/s' } }],
    fields: { sessionId: 'id' },
  })
  const auth: Auth = { kind: 'login', login: 'password', username: 'robot' }

  it('signs in as a step of its own, whose refusal is told there', async () => {
    let password = 'right'
    const url = await start(({ path, body }) => {
      if (path !== '/login') return { json: [{ id: 1 }] }
      return body.includes(`"${password}"`) ? { json: { token: 'T0KEN' } } : { status: 401, json: {} }
    })
    const connector = createProfileConnector(watchedServer(url, { auth }), profile, 'right')
    expect((await stepsOf(connector.test(unhurried()))).map(({ step, result }) => `${step} ${result}`)).toEqual([
      'address ok',
      'name ok',
      'connection ok',
      'tls skipped',
      'sign-in ok',
      'right ok',
      'shape ok',
    ])
    await connector.close()
    password = 'changed'
    const refused = createProfileConnector(watchedServer(url, { auth }), profile, 'right')
    expect((await stepsOf(refused.test(unhurried()))).at(-1)).toMatchObject({ step: 'sign-in', result: 'failed' })
    await refused.close()
  })

  it('of a system without lists says so, and reading it is refused before anything is sent', async () => {
    const url = await start(() => ({ json: {} }))
    const connector = connectorOf(url, { lists: [] })
    expect((await stepsOf(connector.test(unhurried()))).at(-1)).toMatchObject({ step: 'shape', result: 'skipped' })
    await expect(connector.read(unhurried())).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
    expect(server?.asked).toEqual([])
    await connector.close()
  })

  it('of a system whose list has still to be found says what to give', async () => {
    const url = await start(() => ({ json: [{ id: 1 }] }))
    const unknown = { lists: [{ request: { path: '/guess' } }], fields: { sessionId: 'id' }, fillIn: ['listPath'] }
    await expect(readOnce(url, unknown)).rejects.toMatchObject({ problem: { code: 'bad-input', next: expect.stringContaining('path') } })
    const connector = { profileId: 'admin-sessions', inputs: {}, overrides: { listPath: '/real' } }
    expect((await readOnce(url, unknown, { connector })).complete).toBe(true)
    expect(server?.asked).toEqual(['GET /real'])
  })
})
