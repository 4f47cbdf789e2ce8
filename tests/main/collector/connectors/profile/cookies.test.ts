import { describe, expect, it } from 'vitest'
import { parseBase } from '../../../../../src/main/collector/connectors/address.ts'
import { createCookies } from '../../../../../src/main/collector/connectors/cookies.ts'
import type { PlainAnswer, PlainRequest, PlainServer } from '../../../../faults/plain-server.ts'
import { unhurried } from '../../../../faults/watched-server.ts'
import { clientOf, END, errorOf, LIST, profileWith, startServer } from './client-world.ts'

const SECRET = 'c4nary-secret'
const PROFILE = profileWith({
  auth: { kind: 'login', login: 'cookies', username: 'root' },
  logins: [
    {
      id: 'cookies',
      name: 'User name and password',
      request: { method: 'POST', path: '/login', form: { user: '{username}', password: '{secret}' } },
      token: { cookies: true },
      logout: { method: 'POST', path: '/logout' },
    },
  ],
  headers: { Origin: '{origin}', 'X-Realm': '{signIn.realm}' },
})

/** A server that wants the cookie of its last sign-in, and an Origin beside it, and sends everybody else to its sign-in page. */
async function startCookieServer(): Promise<PlainServer & { signEveryoneOut(): void }> {
  let valid = ''
  let logins = 0
  const isSignedIn = ({ headers }: PlainRequest): boolean => (headers.cookie ?? '').split('; ').includes(`sid=${valid}`)
  const plain = await startServer((request): PlainAnswer => {
    if (request.headers.origin !== plain.url) return { status: 403, json: { code: 'MISSING_OR_NULL_ORIGIN' } }
    if (request.path === '/login') {
      logins += 1
      valid = `c00kie-${logins}`
      return {
        status: 302,
        headers: { location: '/', 'set-cookie': [`sid=${valid}; Path=/; HttpOnly; SameSite=Strict`, 'theme=dark; Path=/elsewhere'] },
      }
    }
    if (!isSignedIn(request)) return { status: 302, headers: { location: `/login?from=${request.headers.cookie}` } }
    return request.path === '/logout' ? { status: 204 } : { json: [] }
  })
  return Object.assign(plain, {
    signEveryoneOut() {
      valid = 'nobody'
    },
  })
}

describe('a sign-in by cookies', () => {
  it('sends the cookies and the Origin with every request, and signs out with them', async () => {
    const server = await startCookieServer()
    const client = clientOf(server.url, PROFILE, SECRET)
    await client.read(LIST, unhurried())
    expect(await client.act(END, unhurried())).toMatchObject({ kind: 'answered', answer: { status: 200 } })
    await client.close()
    expect(server.lines()).toEqual(['POST /login', 'GET /api/sessions', 'DELETE /api/sessions/s1', 'POST /logout'])
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, 'sid=c00kie-1', 'sid=c00kie-1', 'sid=c00kie-1'])
    expect(server.requests.map(({ headers }) => headers['x-realm'])).toEqual([undefined, undefined, undefined, undefined])
  })

  it('takes a redirect for the end of its sign-in: signs in once more, without the old cookies', async () => {
    const plain = await startCookieServer()
    const client = clientOf(plain.url, PROFILE, SECRET)
    await client.read(LIST, unhurried())
    plain.signEveryoneOut()
    expect((await client.read(LIST, unhurried())).status).toBe(200)
    expect(plain.lines().slice(2)).toEqual(['GET /api/sessions', 'POST /login', 'GET /api/sessions'])
    expect(plain.requests.at(-2)?.headers.cookie).toBeUndefined()
  })

  it.each<readonly [string, PlainAnswer]>([
    ['its sign-in page', { status: 302, headers: { location: '/login' } }],
    ['a page that asks for a password', { text: '<p>Ended</p><input type=password>', headers: { 'content-type': 'text/html' } }],
  ])('never sends what acts a second time for %s, which may follow what was done', async (_, said) => {
    const signedIn: PlainAnswer = { json: {}, headers: { 'set-cookie': 'sid=c00kie-value; Path=/' } }
    const plain = await startServer(({ path }) => (path === '/login' ? signedIn : said))
    const client = clientOf(plain.url, PROFILE, SECRET)
    expect(await client.act(END, unhurried())).toMatchObject({ kind: 'broken', sent: true, problem: { code: 'login-page' } })
    expect(plain.lines()).toEqual(['POST /login', 'DELETE /api/sessions/s1'])
  })

  it('takes no redirect for the end of its sign-in whose words only hold those of one', async () => {
    for (const location of ['/admin/logins?done=1', '/processor/sessions', '/associations', '/blogin']) {
      const signedIn: PlainAnswer = { json: {}, headers: { 'set-cookie': 'sid=c00kie-value; Path=/' } }
      const plain = await startServer(({ path }) => (path === '/login' ? signedIn : { status: 303, headers: { location } }))
      const asking = clientOf(plain.url, PROFILE, SECRET)
      expect(await asking.act(END, unhurried())).toMatchObject({ kind: 'answered', answer: { status: 303 } })
      await asking.close()
      await plain.close()
    }
  })

  it('that leads to a redirect again is a failed sign-in, and no cookie gets into its error', async () => {
    const server = await startServer(({ path, headers }) => ({
      status: 302,
      headers: { location: `/sign-in?was=${headers.cookie}`, ...(path === '/login' ? { 'set-cookie': 'sid=c00kie-value; Path=/' } : {}) },
    }))
    const client = clientOf(server.url, PROFILE, SECRET)
    const { problem } = await errorOf(client.read(LIST, unhurried()))
    expect(problem.code).toBe('sign-in-failed')
    expect(JSON.stringify(problem)).not.toContain('c00kie')
    expect(server.lines()).toEqual(['POST /login', 'GET /api/sessions', 'POST /login', 'GET /api/sessions'])
  })

  it('is over when a page asks for a password, and only then', async () => {
    let page = '<form><input name="p" type="password"></form>'
    const signedIn: PlainAnswer = { json: {}, headers: { 'set-cookie': 'sid=c00kie-value; Path=/' } }
    const server = await startServer(({ path }) =>
      path === '/login' ? signedIn : { text: page, headers: { 'content-type': 'text/html' } },
    )
    const client = clientOf(server.url, PROFILE, SECRET)
    expect((await errorOf(client.read(LIST, unhurried()))).code).toBe('sign-in-failed')
    expect(server.lines()).toEqual(['POST /login', 'GET /api/sessions', 'POST /login', 'GET /api/sessions'])
    page = '<p>The session was ended. <a href="/login">Log in</a>'
    expect(await client.act(END, unhurried())).toMatchObject({ kind: 'answered', answer: { status: 200 } })
    expect(server.lines().length).toBe(5)
  })

  it('that leads to a redirect elsewhere is not over: what did its work is not sent again', async () => {
    const server = await startServer(({ path }) => ({
      status: 303,
      headers: { location: '/sessions', ...(path === '/login' ? { 'set-cookie': 'sid=c00kie-value; Path=/' } : {}) },
    }))
    const client = clientOf(server.url, PROFILE, SECRET)
    const acted = await client.act(END, unhurried())
    expect(acted).toMatchObject({ kind: 'answered', answer: { status: 303 } })
    expect(acted.kind === 'answered' && client.failureOf(END, acted.answer)?.code).toBe('redirected')
    expect(server.lines()).toEqual(['POST /login', 'DELETE /api/sessions/s1'])
  })

  it('without any cookie set is no sign-in', async () => {
    const server = await startServer(() => ({ status: 302, headers: { location: '/login?failed' } }))
    const client = clientOf(server.url, PROFILE, SECRET)
    expect((await errorOf(client.read(LIST, unhurried()))).code).toBe('sign-in-failed')
    expect(server.lines()).toEqual(['POST /login'])
  })
})

it('cookies are kept for Basic, and for a token neither kept nor sent', async () => {
  const server = await startServer(({ path }) => ({
    json: path === '/login' ? { token: 'a-token' } : [],
    headers: { 'set-cookie': 'JSESSIONID=1234' },
  }))
  const login = { id: 'user', name: 'x', request: { method: 'POST', path: '/login' }, token: { body: 'token' } }
  const auths = [
    { kind: 'basic', username: 'ann' },
    { kind: 'header', name: 'X-Key', template: '{secret}' },
    { kind: 'login', login: 'user', username: 'ann' },
  ]
  for (const auth of auths) {
    const client = clientOf(server.url, profileWith({ auth, logins: [login] }), SECRET)
    await client.read(LIST, unhurried())
    await client.read(LIST, unhurried())
    await client.close()
  }
  const sent = server.requests.filter(({ path }) => path !== '/login').map(({ headers }) => headers.cookie)
  expect(sent).toEqual([undefined, 'JSESSIONID=1234', undefined, undefined, undefined, undefined])
})

it('a cookie that is no longer good is dropped with the 401 that it led to', async () => {
  let cookies = 0
  const server = await startServer(({ headers }) => {
    cookies += 1
    return { status: headers.cookie === 'sid=1' ? 401 : 200, json: [], headers: { 'set-cookie': `sid=${cookies}` } }
  })
  const client = clientOf(server.url, profileWith({ auth: { kind: 'basic', username: 'ann' } }), SECRET)
  await client.read(LIST, unhurried())
  expect((await errorOf(client.read(LIST, unhurried()))).code).toBe('sign-in-failed')
  await client.read(LIST, unhurried())
  expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, 'sid=1', undefined])
})

describe('the jar', () => {
  it.each([
    'http://127.0.0.1:8080',
    'http://localhost',
    'http://[::1]:99',
    'https://keep.example.com',
    'https://intranet/keep',
    'https://co.uk',
  ])('keeps and sends cookies of %s', (url) => {
    const jar = createCookies(parseBase(url))
    jar.keep('/keep/login', ['sid=1; HttpOnly', 'path=2; Path=/keep/api; Secure', '__Host-x=3; Path=/; Secure', 'gone=4; Max-Age=0'])
    expect(jar.headerFor('/keep/sessions')).toMatch(/^sid=1(?:; __Host-x=3)?$/)
    expect(jar.headerFor('/other')).not.toContain('sid')
    expect(jar.values()).toContain('1')
    jar.clear()
    expect(jar.headerFor('/keep/sessions')).toBe('')
  })

  it('takes no cookie of another server, and no more than a few of its own', () => {
    const jar = createCookies(parseBase('https://keep.example.com'))
    jar.keep('/', ['evil=1; Domain=elsewhere.test', 'fine=2; Domain=example.com', `long=${'x'.repeat(10_000)}`, 'no cookie at all', ''])
    expect(jar.headerFor('/')).toBe('fine=2')
    jar.keep(
      '/',
      Array.from({ length: 1000 }, (_, index) => `c${index}=v`),
    )
    expect(jar.values().length).toBeLessThanOrEqual(101)
    jar.keep('/', ['fine=3'])
    expect(jar.headerFor('/')).toContain('fine=3')
  })
})
