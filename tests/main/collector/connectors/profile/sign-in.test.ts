import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { staticSignIn } from '../../../../../src/main/collector/connectors/profile/sign-in.ts'
import type { Auth, Login } from '../../../../../src/shared/profile/sign-in.ts'
import type { PlainAnswer, PlainRequest, PlainServer } from '../../../../faults/plain-server.ts'
import { unhurried, watchedServer } from '../../../../faults/watched-server.ts'
import { clientOf, END, errorOf, LIST, profileWith, startServer } from './client-world.ts'

const SECRET = 'c4nary secret/with=signs'
const AUTH: Auth = { kind: 'login', login: 'user', username: 'root@keep' }

/** A server that gives a new token for each sign-in and accepts those that it has not revoked. */
interface TokenServer extends PlainServer {
  readonly logins: number
  revoke(): void
}

async function startTokenServer(give: (token: string, request: PlainRequest) => PlainAnswer, tokenOf: (request: PlainRequest) => string) {
  const valid = new Set<string>()
  let logins = 0
  const plain = await startServer((request) => {
    if (request.path === '/login') {
      logins += 1
      const token = `t0ken+value/${logins}`
      valid.add(token)
      return give(token, request)
    }
    if (request.path === '/logout') return { status: valid.delete(tokenOf(request)) ? 204 : 404 }
    return valid.has(tokenOf(request)) ? { json: [{ id: 's1' }] } : { status: 401, json: { error: `bad ${tokenOf(request)}` } }
  })
  return {
    ...plain,
    get logins() {
      return logins
    },
    revoke: () => valid.clear(),
  } satisfies TokenServer
}

const bearer = (request: PlainRequest): string => request.headers.authorization?.replace('Bearer ', '') ?? ''
const LOGIN = {
  id: 'user',
  name: 'User name and password',
  request: { method: 'POST', path: '/login', json: { user: '{username}', password: '{secret}' } },
  token: { body: ['data.token', 'token'] },
  put: { header: 'Authorization', template: 'Bearer {token}' },
} as const
type LoginChanges = Partial<Record<keyof Login, unknown>>
const profileFor = (changes: LoginChanges = {}, more: Readonly<Record<string, unknown>> = {}) =>
  profileWith({ auth: AUTH, logins: [{ ...LOGIN, ...changes }], ...more })

describe('without a sign-in request', () => {
  it.each<readonly [Auth, (request: PlainRequest) => unknown, unknown]>([
    [{ kind: 'none' }, ({ headers }) => headers.authorization, undefined],
    [
      { kind: 'basic', username: 'ann@keep' },
      ({ headers }) => headers.authorization,
      `Basic ${Buffer.from(`ann@keep:${SECRET}`).toString('base64')}`,
    ],
    [{ kind: 'header', name: 'X-API-Key', template: 'key {secret}' }, ({ headers }) => headers['x-api-key'], `key ${SECRET}`],
    [{ kind: 'query', name: 'ApiKey' }, ({ query }) => query.get('ApiKey'), SECRET],
  ])('%o stands in every request', async (auth, proof, expected) => {
    const server = await startServer(() => ({ json: [] }))
    const client = clientOf(server.url, profileWith({ auth }), SECRET)
    await client.read({ ...LIST, target: '/api/sessions?limit=1' }, unhurried())
    await client.act(END, unhurried())
    expect(server.requests.map(proof)).toEqual([expected, expected])
    expect(server.requests.map(({ path }) => path)).toEqual(['/api/sessions', '/api/sessions/s1'])
    expect(server.requests[0]?.query.get('limit')).toBe('1')
  })

  it('a parameter that a link repeats is not sent twice', async () => {
    const server = await startServer(() => ({ json: [] }))
    const client = clientOf(server.url, profileWith({ auth: { kind: 'query', name: 'ApiKey' } }), SECRET)
    await client.read({ ...LIST, target: '/api/sessions?ApiKey=old&page=2' }, unhurried())
    expect(server.requests[0]?.target).toBe(`/api/sessions?page=2&ApiKey=${encodeURIComponent(SECRET)}`)
  })

  it('is not tried again after a 401, because nothing would be different', async () => {
    const server = await startServer(() => ({ status: 401 }))
    const client = clientOf(server.url, profileWith({ auth: { kind: 'basic', username: 'ann' } }), SECRET)
    expect((await errorOf(client.read(LIST, unhurried()))).code).toBe('sign-in-failed')
    expect(server.requests.length).toBe(1)
  })

  it('asks for a secret that is needed, and refuses one that can’t be sent, before anything is', () => {
    const signIn = (auth: Auth, secret: string | null) => () => staticSignIn(watchedServer('https://keep.test', { auth }), secret)
    const problem = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })
    expect(signIn({ kind: 'query', name: 'key' }, null)).toThrow(problem('credential-needed'))
    expect(signIn({ kind: 'basic', username: 'ann' }, '')).toThrow(problem('credential-needed'))
    expect(signIn({ kind: 'header', name: 'X-Key', template: '{secret}' }, 'two\nlines')).toThrow(problem('bad-input'))
    expect(signIn({ kind: 'query', name: 'key' }, '\ud800')).toThrow(problem('bad-input'))
    expect(signIn(AUTH, SECRET)).toThrow(problem('bad-input'))
    expect(() => clientOf('https://keep.test', profileWith({ auth: AUTH }), SECRET)).toThrow(problem('bad-input'))
    expect(() => clientOf('https://keep.test', profileFor(), null)).toThrow(problem('credential-needed'))
  })
})

describe('by a sign-in request', () => {
  it('takes a token from the body and puts it into a header', async () => {
    const tokens = await startTokenServer((token) => ({ json: { data: { token } } }), bearer)
    const client = clientOf(tokens.url, profileFor(), SECRET)
    await client.read(LIST, unhurried())
    await client.read(LIST, unhurried())
    await client.act(END, unhurried())
    expect(tokens.lines()).toEqual(['POST /login', 'GET /api/sessions', 'GET /api/sessions', 'DELETE /api/sessions/s1'])
    expect(tokens.requests[0]?.json).toEqual({ user: 'root@keep', password: SECRET })
    expect(tokens.requests[0]?.headers['content-type']).toBe('application/json')
  })

  it('takes a token from a header and puts it into the query', async () => {
    const tokens = await startTokenServer(
      (token) => ({ status: 204, headers: { 'Set-Auth-Token': token } }),
      ({ query }) => query.get('token') ?? '',
    )
    const client = clientOf(tokens.url, profileFor({ token: { header: 'set-auth-token' }, put: { query: 'token' } }), SECRET)
    await client.read({ ...LIST, target: '/api/sessions?page=1' }, unhurried())
    expect(tokens.lines()[1]).toBe('GET /api/sessions?page=1&token=t0ken%2Bvalue%2F1')
  })

  it('speaks OAuth 2 with a form, for a password and for a client', async () => {
    const tokens = await startTokenServer((token) => ({ json: { access_token: token, expires_in: 300 } }), bearer)
    const form = { grant_type: 'password', client_id: 'admin-cli', username: '{username}', password: '{secret}' }
    const oauth = { token: { body: 'access_token' }, expires: { path: 'expires_in', unit: 'seconds' } }
    const client = clientOf(tokens.url, profileFor({ ...oauth, request: { method: 'POST', path: '/login', form } }), SECRET)
    await client.read(LIST, unhurried())
    expect(tokens.requests[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(tokens.requests[0]?.body))).toEqual({
      grant_type: 'password',
      client_id: 'admin-cli',
      username: 'root@keep',
      password: SECRET,
    })
  })

  it('signs in again before a token expires', async () => {
    const tokens = await startTokenServer((token) => ({ json: { token, life: 300 } }), bearer)
    const client = clientOf(tokens.url, profileFor({ expires: { path: 'life', unit: 'milliseconds' } }), SECRET)
    await client.read(LIST, unhurried())
    await client.read(LIST, unhurried())
    expect(tokens.logins).toBe(1)
    await pause(300)
    await client.read(LIST, unhurried())
    expect(tokens.logins).toBe(2)
    expect(tokens.lines().filter((line) => line === 'GET /api/sessions').length).toBe(3)
  })

  it('signs in once more after a 401, however many requests find it out, and asks each of them again', async () => {
    const tokens = await startTokenServer((token) => ({ json: { token } }), bearer)
    const client = clientOf(tokens.url, profileFor(), SECRET, {}, { readConnections: 4 })
    await client.read(LIST, unhurried())
    tokens.revoke()
    const { act, read } = client
    const answers = await Promise.all([...Array.from({ length: 6 }, () => read(LIST, unhurried())), act(END, unhurried())])
    expect(answers.length).toBe(7)
    expect(answers.at(-1)).toMatchObject({ kind: 'answered', answer: { status: 200 } })
    expect(tokens.logins).toBe(2)
  })

  it('does not give a new sign-in up for a late word about the old one', async () => {
    let logins = 0
    const server = await startServer(async ({ path, query, headers }) => {
      if (path === '/login') logins += 1
      if (path === '/login') return { json: { token: `token-${logins}` } }
      const isOld = headers.authorization === 'Bearer token-1'
      if (isOld && query.has('late')) await pause(400)
      return isOld ? { status: 401 } : { json: [] }
    })
    const client = clientOf(server.url, profileFor(), SECRET, {}, { readConnections: 2 })
    await Promise.all([client.read(LIST, unhurried()), client.read({ ...LIST, target: '/api/sessions?late' }, unhurried())])
    expect(logins).toBe(2)
  })

  it('gives up when the new sign-in is not accepted either', async () => {
    const server = await startServer(({ path }) => (path === '/login' ? { json: { token: 'good-for-nothing' } } : { status: 401 }))
    const client = clientOf(server.url, profileFor(), SECRET)
    expect((await errorOf(client.read(LIST, unhurried()))).code).toBe('sign-in-failed')
    expect(server.lines()).toEqual(['POST /login', 'GET /api/sessions', 'POST /login', 'GET /api/sessions'])
  })

  it('signs in again when the profile says that a good status means it', async () => {
    let isOver = false
    const server = await startServer(({ path }) => {
      if (path === '/login') isOver = false
      if (path === '/login') return { json: { token: 'a-token' } }
      return isOver ? { json: { status: 'invalid-token' } } : { json: { status: 'ok', rows: [] } }
    })
    const client = clientOf(server.url, profileFor({}, { answers: { signIn: [{ path: 'status', is: 'invalid-token' }] } }), SECRET)
    await client.read(LIST, unhurried())
    isOver = true
    expect((await client.read(LIST, unhurried())).json()).toEqual({ status: 'ok', rows: [] })
    isOver = true
    expect(await client.act(END, unhurried())).toMatchObject({ kind: 'answered', answer: { status: 200 } })
    expect(server.lines().filter((line) => line === 'POST /login').length).toBe(3)
    expect(server.lines().filter((line) => line.startsWith('DELETE')).length).toBe(2)
  })

  it('asks nothing of a server that refuses it, says so, and does not try at once again', async () => {
    const server = await startServer(() => ({ status: 400, json: { error: 'invalid_grant', echo: SECRET } }))
    const client = clientOf(server.url, profileFor({}, { answers: { message: 'error' } }), SECRET)
    const error = await errorOf(client.read(LIST, unhurried()))
    expect(error.problem).toMatchObject({ code: 'sign-in-failed', technical: 'HTTP 400 invalid_grant' })
    expect(error.message).toContain('Keep EU')
    expect(await client.act(END, unhurried())).toMatchObject({ kind: 'broken', sent: false, problem: { code: 'sign-in-failed' } })
    expect(server.lines()).toEqual(['POST /login'])
  })

  it.each<readonly [string, PlainAnswer, LoginChanges, string]>([
    ['401', { status: 401 }, {}, 'sign-in-failed'],
    ['403', { status: 403 }, {}, 'sign-in-failed'],
    [
      'a good status that the profile knows better',
      { json: { token: 'x', ok: false } },
      { refused: [{ path: 'ok', is: false }] },
      'sign-in-failed',
    ],
    ['a good status without a token', { json: { mfa: true } }, {}, 'sign-in-failed'],
    ['a token that can’t be sent', { json: { token: 'two\r\nlines' } }, {}, 'sign-in-failed'],
    ['a web page', { text: '<html>' }, {}, 'sign-in-failed'],
    ['404', { status: 404 }, {}, 'not-found'],
    ['429', { status: 429, headers: { 'retry-after': '9' } }, {}, 'too-many-requests'],
    ['500', { status: 500 }, {}, 'server-error'],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, {}, 'redirected'],
    ['a broken connection', { reset: true }, {}, 'connection-failed'],
  ])('tells %s apart', async (_, answer, changes, code) => {
    const server = await startServer(() => answer)
    const client = clientOf(server.url, profileFor(changes), SECRET)
    expect((await errorOf(client.read(LIST, unhurried()))).code).toBe(code)
    expect(server.lines()).toEqual(['POST /login'])
  })

  it('one that is slow is not called off by one of those who wait', async () => {
    const server = await startServer(async ({ path }) => {
      if (path === '/login') await pause(300)
      return path === '/login' ? { json: { token: 'a-token' } } : { json: [] }
    })
    const client = clientOf(server.url, profileFor(), SECRET)
    const [first, second] = await Promise.allSettled([client.read(LIST, AbortSignal.timeout(50)), client.read(LIST, unhurried())])
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled'])
    expect(server.lines()).toEqual(['POST /login', 'GET /api/sessions'])
  })

  it('takes no longer than the request that waits for it may', async () => {
    const server = await startServer(() => ({ hang: true }))
    const client = clientOf(server.url, profileFor(), SECRET)
    const startedAt = performance.now()
    expect((await errorOf(client.read(LIST, unhurried(), 200))).code).toBe('timed-out')
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})

describe('renewing a sign-in', () => {
  const RENEW = {
    expires: { path: 'life', unit: 'milliseconds' },
    renew: { method: 'POST', path: '/renew', json: { refresh: '{signIn.refresh}', last: '{token}' } },
  }

  /** A server that renews what it gave, as `renews` says, and accepts the tokens that `accepts` does. */
  async function startRenewing(renews: (turn: number) => PlainAnswer, accepts: (token: string) => boolean = () => true, life = 100) {
    let turn = 0
    const server = await startServer(({ path, headers }) => {
      turn += 1
      if (path === '/login') return { json: { token: `whole-${turn}`, refresh: 'r3fresh', life } }
      if (path === '/renew') return renews(turn)
      return accepts(headers.authorization ?? '') ? { json: [] } : { status: 401 }
    })
    return { ...server, client: clientOf(server.url, profileFor(RENEW), SECRET) }
  }

  it('takes one request instead of a whole sign-in, and goes on with what that does not give anew', async () => {
    const { client, lines, requests } = await startRenewing((turn) => ({ json: { token: `renewed-${turn}`, life: 100 } }))
    for (let poll = 0; poll < 3; poll += 1) {
      await client.read(LIST, unhurried())
      await pause(120)
    }
    expect(lines()).toEqual(['POST /login', 'GET /api/sessions', 'POST /renew', 'GET /api/sessions', 'POST /renew', 'GET /api/sessions'])
    expect(requests[2]?.json).toEqual({ refresh: 'r3fresh', last: 'whole-1' })
    expect(requests[4]?.json).toEqual({ refresh: 'r3fresh', last: 'renewed-3' })
  })

  it('is followed by a whole sign-in when it is refused, but not when the network is in trouble', async () => {
    let answer: PlainAnswer = { reset: true }
    const { client, lines } = await startRenewing(() => answer)
    await client.read(LIST, unhurried())
    await pause(120)
    expect((await errorOf(client.read(LIST, unhurried()))).code).toBe('connection-failed')
    answer = { status: 400, json: { error: 'invalid_grant' } }
    await client.read(LIST, unhurried())
    expect(lines()).toEqual(['POST /login', 'GET /api/sessions', 'POST /renew', 'POST /renew', 'POST /login', 'GET /api/sessions'])
  })

  it('is not tried again when what it gave is refused as well', async () => {
    const renewed: PlainAnswer = { json: { token: 'renewed', life: 10_000 } }
    let isEnded = false
    const { client, lines } = await startRenewing(
      () => renewed,
      (token) => !isEnded || token === 'Bearer whole-7',
      10_000,
    )
    await client.read(LIST, unhurried())
    isEnded = true
    expect((await errorOf(client.read(LIST, unhurried()))).code).toBe('sign-in-failed')
    await client.read(LIST, unhurried())
    expect(lines().slice(2)).toEqual([
      'GET /api/sessions',
      'POST /renew',
      'GET /api/sessions',
      'GET /api/sessions',
      'POST /login',
      'GET /api/sessions',
    ])
  })
})

describe('closing', () => {
  const LOGOUT = { logout: { method: 'DELETE', path: '/logout', query: { session: '{signIn.session}', t: '{token}' } } }

  it('signs out where it signed in', async () => {
    const tokens = await startTokenServer((token) => ({ json: { token, session: 'me' } }), bearer)
    const client = clientOf(tokens.url, profileFor(LOGOUT), SECRET)
    await client.read(LIST, unhurried())
    await client.close()
    await client.close()
    expect(tokens.lines().at(-1)).toBe('DELETE /logout?session=me&t=t0ken%2Bvalue%2F1')
    expect(tokens.requests.at(-1)?.headers.authorization).toBe('Bearer t0ken+value/1')
    expect(tokens.requests.length).toBe(3)
  })

  it('sends nothing where it never signed in', async () => {
    const tokens = await startTokenServer((token) => ({ json: { token } }), bearer)
    const client = clientOf(tokens.url, profileFor(LOGOUT), SECRET)
    await client.close()
    expect(tokens.requests).toEqual([])
  })

  it('waits two seconds at most', async () => {
    const server = await startServer(({ path }) => (path === '/logout' ? { hang: true } : { json: { token: 'a-token' } }))
    const client = clientOf(server.url, profileFor(LOGOUT), SECRET)
    await client.read(LIST, unhurried())
    const startedAt = performance.now()
    await client.close()
    expect(performance.now() - startedAt).toBeGreaterThan(1500)
    expect(performance.now() - startedAt).toBeLessThan(3500)
  })

  it('calls off a sign-in that goes on, and begins none afterwards', async () => {
    const server = await startServer(() => ({ hang: true }))
    const client = clientOf(server.url, profileFor(LOGOUT), SECRET)
    const reading = errorOf(client.read(LIST, unhurried()))
    await pause(100)
    await client.close()
    expect((await reading).code).toBe('connection-failed')
    expect((await errorOf(client.read(LIST, unhurried()))).code).toBe('connection-failed')
    expect(server.lines()).toEqual(['POST /login'])
  })
})
