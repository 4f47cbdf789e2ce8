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

it('what an id hides is in memory after a read, and a server that was never read is read before it is asked to end', async () => {
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
  expect((await connector.terminate('s1', unhurried())).kind).toBe('accepted')
  expect(asked).toEqual(['/revoke {"token":"T0KEN"}'])
  expect((await connector.terminate('s2', unhurried())).kind).toBe('not-found')
  await connector.close()
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
