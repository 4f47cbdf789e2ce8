import { beforeEach, describe, expect, it } from 'vitest'
import type { Connector } from '../../../../../src/main/collector/connectors/connector.ts'
import { stepsOf, unhurried } from '../../../../faults/watched-server.ts'
import { errorOf } from '../profile/client-world.ts'
import { connectorTo, consoleProfile, PASSWORD, pageOf } from './console.ts'
import { connect, world } from './console-world.ts'
import { redirect, startPageServer } from './page-server.ts'

describe('reading', () => {
  it('signs in by the form with everything hidden in it, and reads the rows by their headings', async () => {
    const { sessions, complete } = await connect().read(unhurried())
    expect(complete).toBe(true)
    expect(sessions).toHaveLength(3)
    expect(sessions[0]).toMatchObject({
      sessionId: 'a/1',
      user: 'alice',
      address: '10.0.0.1',
      createdAt: Date.UTC(2026, 10, 21, 7, 0),
      createdWithin: 0,
      own: null,
    })
    expect(sessions[2]?.user).toBe('<carol>')
    const idle = sessions.map(({ lastActiveAt }) => Math.round((Date.now() - (lastActiveAt ?? 0)) / 10_000) * 10)
    expect(idle).toEqual([300, 10, 93_600])
    const [, login] = world.server.asked.filter(({ path }) => path === '/login')
    expect(Object.fromEntries(login?.form ?? [])).toEqual({ csrf: 't1-&"secret', name: 'root', pass: PASSWORD, realm: 'local', go: 'now' })
    expect([login?.query.get('step'), login?.headers.origin]).toEqual(['2', world.server.url])
  })

  it('understands the page in each language that the profile lists', async () => {
    world.set.language = 'da'
    world.set.perPage = 2
    expect((await connect().read(unhurried())).sessions.map(({ user }) => user)).toEqual(['alice', 'bob', '<carol>'])
  })

  it('signs in once for many reads, and again when the server has forgotten it', async () => {
    const connector = connect()
    await connector.read(unhurried())
    await connector.read(unhurried())
    expect(world.set.signIns).toBe(1)
    world.set.signedIn.clear()
    expect((await connector.read(unhurried())).sessions).toHaveLength(3)
    expect(world.set.signIns).toBe(2)
  })

  it('opens the page that signs out when it is closed, where it signed in', async () => {
    const connector = connect()
    await connector.read(unhurried())
    await connector.close()
    expect(world.set.signedIn.size).toBe(0)
    const before = world.server.asked.length
    await connect().close()
    expect(world.server.asked.length).toBe(before)
  })

  it('tells what rows say beyond the mapped columns, of secret ones the name alone', async () => {
    const connector = connect({ fields: { sessionId: 'id', user: 'user' }, times: {}, secretFields: ['since'] })
    const [first] = (await connector.read(unhurried())).sessions
    expect(connector.other(first?.raw)).toEqual([
      { name: 'address', value: '10.0.0.1' },
      { name: 'since', value: null },
      { name: 'idle', value: '00:05:00' },
      { name: 'rowId', value: 'a/1' },
    ])
  })

  it('keeps and shows a hash in place of an id that is a secret', async () => {
    const connector = connect({ identity: { hashed: true } })
    const [first] = (await connector.read(unhurried())).sessions
    expect(first?.sessionId).toMatch(/^[0-9a-f]{32}$/)
    expect(JSON.stringify(connector.other(first?.raw))).not.toContain('a/1')
    expect(await connector.terminate(first?.sessionId ?? '', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(world.ended).toEqual(['a/1'])
  })

  it('leaves out what the profile calls ended', async () => {
    const table = consoleProfile().table
    const connector = connect({ table: { ...table, ended: [{ path: 'address', is: '10.0.0.2' }] } })
    expect((await connector.read(unhurried())).sessions.map(({ user }) => user)).toEqual(['alice', '<carol>'])
  })

  it('passes the connection test step by step', async () => {
    const steps = await stepsOf(connect().test(unhurried()))
    expect(steps.map(({ step, result }) => `${step} ${result}`)).toEqual([
      'address ok',
      'name ok',
      'connection ok',
      'tls skipped',
      'sign-in ok',
      'right ok',
      'shape ok',
    ])
  })
})

describe('a sign-in that fails', () => {
  it('is told as such, and is not tried again by itself', async () => {
    const connector = connect({}, 'wrong')
    const error = await errorOf(connector.read(unhurried()))
    expect(error.problem).toMatchObject({ code: 'sign-in-failed', technical: 'Wrong password.' })
    await errorOf(connector.read(unhurried()))
    expect(world.server.lines().filter((line) => line === 'POST /login')).toHaveLength(1)
  })

  it('is seen by the profile’s words, where the next page has no form', async () => {
    world.set.before = ({ method }) => (method === 'POST' ? '<p>Wrong  password. </p>' : null)
    expect((await errorOf(connect().read(unhurried()))).message).toContain('did not accept the user name and password')
    expect(world.server.lines()).not.toContain('GET /admin/sessions')
  })

  it('is no endless loop where the account may not open the page', async () => {
    world.set.before = ({ path }) => (path === '/admin/sessions' ? redirect('/login') : null)
    expect((await errorOf(connect().read(unhurried()))).code).toBe('sign-in-failed')
    expect(world.server.lines().filter((line) => line === 'POST /login')).toHaveLength(2)
  })

  it('never sends the password to another server, in an address, or after a redirect', async () => {
    const elsewhere = await startPageServer(() => 'caught')
    const fields = '<input name="name"><input type="password" name="pass">'
    const forms = [
      `<form method="post" action="${elsewhere.url}/login">${fields}</form>`,
      `<form method="post" action="/login">${fields}<button formaction="${elsewhere.url}/login">Go</button></form>`,
      `<base href="${elsewhere.url}/"><form method="post" action="login">${fields}</form>`,
      `<form method="get" action="/login">${fields}</form>`,
      `<form>${fields}</form>`,
    ]
    for (const form of forms) {
      world.set.before = ({ path }) => (path === '/login' ? form : null)
      const error = await errorOf(connect().read(unhurried()))
      expect(error.code).toBe('not-allowed')
      expect(JSON.stringify(error.problem)).not.toContain(PASSWORD)
    }
    world.set.before = ({ method }) => (method === 'POST' ? { status: 307, headers: { location: `${elsewhere.url}/login` } } : null)
    expect((await errorOf(connect().read(unhurried()))).code).toBe('redirected')
    expect(elsewhere.asked).toEqual([])
    expect(world.server.asked.some(({ query }) => [...query.values()].includes(PASSWORD))).toBe(false)
    await elsewhere.close()
  })

  it('never shows the password that a page repeats', async () => {
    world.set.before = ({ method }) =>
      method === 'POST' ? `<title>${PASSWORD}</title><p role="alert">Not “${PASSWORD}”</p><input type="password">` : null
    const { problem } = await errorOf(connect().read(unhurried()))
    expect(problem).toMatchObject({ code: 'sign-in-failed', technical: 'Not “[secret]”' })
  })

  it('names a page without such a form', async () => {
    world.set.before = ({ path }) => (path === '/login' ? '<title>Welcome</title><p>Hello' : null)
    expect((await errorOf(connect().read(unhurried()))).problem).toMatchObject({
      code: 'wrong-shape',
      technical: 'The page’s title is “Welcome”.',
    })
  })

  it('is a login page, where the credential is sent otherwise', async () => {
    const connector = connect({ auth: { kind: 'basic', username: 'root' } })
    expect((await errorOf(connector.read(unhurried()))).code).toBe('login-page')
  })
})

describe('a page that no longer fits', () => {
  async function problemOf(page: string): Promise<Awaited<ReturnType<typeof errorOf>>['problem']> {
    world.set.before = ({ path }) => (path === '/admin/sessions' ? page : null)
    return (await errorOf(connect().read(unhurried()))).problem
  }

  it('names the headings that were found and the one that was not', async () => {
    const problem = await problemOf('<table><tr><th>User</th><th>IP address</th><th>Since when</th></tr><tr><td>a<td>b<td>c</table>')
    expect(problem.code).toBe('wrong-shape')
    expect(problem.message).toContain('no heading was found for “since” (found: “user”, “address”)')
    expect(problem.technical).toContain('“Since when”')
  })

  it('names a heading that stands there twice', async () => {
    const problem = await problemOf('<table><tr><th>User</th><th>IP address</th><th>User</th><th>Signed in</th></tr></table>')
    expect(problem.message).toContain('the heading for “user” stands there twice')
  })

  it('takes no table for another one that looks the same', async () => {
    const table = '<table><tr><th>User<th>IP address<th>Signed in</tr><tr><td>a<td>b<td>21.11.2026 08:00</tr></table>'
    expect((await problemOf(table + table)).message).toContain('2 tables')
  })

  it('takes no table for another one that has more columns, of which none is needed', async () => {
    const other =
      '<table><tr><th>User<th>IP address<th>Signed in<th>Idle</tr><tr data-id="r9"><td>u<td>b<td>21.11.2026 08:00<td>1</tr></table>'
    expect((await problemOf(pageOf([1, 2]) + other)).message).toContain('2 tables')
  })

  it('is given up on when it has more tables than can be looked through, also where it says that it is empty', async () => {
    world.set.before = ({ path }) =>
      path === '/admin/sessions' ? `<p>no active sessions</p>${'<table><tr><td>a<td>b<td>c</tr></table>'.repeat(20_000)}` : null
    const table = { ...consoleProfile().table, empty: 'no active sessions' }
    expect((await errorOf(connect({ table }).read(unhurried()))).code).toBe('too-large')
  })

  it('says that there is no table', async () => {
    expect((await problemOf('<title>Oops</title><p>Something went wrong')).technical).toBe('The page’s title is “Oops”.')
  })

  it('says so of JSON, of nothing and of a page nested without end', async () => {
    world.set.before = ({ path }) =>
      path === '/admin/sessions' ? { headers: { 'content-type': 'application/json' }, body: '{"a":1}' } : null
    expect((await errorOf(connect().read(unhurried()))).code).toBe('wrong-shape')
    expect((await problemOf('')).code).toBe('wrong-shape')
    expect((await problemOf('<div>'.repeat(100_000))).code).toBe('too-large')
  })

  it('is said when no row has an id, and names where it was looked for', async () => {
    const problem = await problemOf('<table><tr><th>User<th>IP address<th>Signed in</tr><tr><td>a<td>b<td>21.11.2026 08:00</tr></table>')
    expect(problem.message).toContain('id, rowId (sessionId)')
  })

  it('is not looked for on another server', async () => {
    world.set.before = ({ path }) => (path === '/admin/sessions' ? redirect('https://sso.example/login') : null)
    expect((await errorOf(connect().read(unhurried()))).code).toBe('redirected')
    expect(world.server.lines().filter((line) => line === 'GET /admin/sessions')).toHaveLength(1)
  })

  it('is an empty list only when it says so', async () => {
    const page = '<p>There are no <b>active</b> sessions.</p>'
    expect((await problemOf(page)).code).toBe('wrong-shape')
    const table = { ...consoleProfile().table, empty: 'no active sessions' }
    expect(await connect({ table }).read(unhurried())).toMatchObject({ sessions: [], complete: true })
  })

  it('leaves a row without an id out, and says that the list is not complete', async () => {
    const read = async (page: string): ReturnType<Connector['read']> => {
      world.set.before = ({ path }) => (path === '/admin/sessions' ? page : null)
      return await connect().read(unhurried())
    }
    const rows = '<tr data-id="7"><td>a<td>b<td>21.11.2026 08:00</tr><tr><td>a<td>b<td>yesterday</tr>'
    const result = await read(`<table><tr><th>User<th>IP address<th>Signed in</tr>${rows}</table>`)
    expect(result).toMatchObject({ complete: false, incomplete: 'one row could not be read', unreadable: { count: 1 } })
  })

  it('tells a missing right, a busy server and a failing one from it', async () => {
    const codes: string[] = []
    for (const status of [401, 403, 404, 429, 500]) {
      world.set.before = ({ path }) => (path === '/admin/sessions' ? { status, body: '<h1>no</h1>' } : null)
      codes.push((await errorOf(connect().read(unhurried()))).code)
    }
    expect(codes).toEqual(['sign-in-failed', 'no-right', 'not-found', 'too-many-requests', 'server-error'])
  })
})

describe('several pages', () => {
  beforeEach(() => {
    world.set.perPage = 2
  })

  it('are followed by the link’s text', async () => {
    const { sessions, complete } = await connect().read(unhurried())
    expect([sessions.length, complete]).toEqual([3, true])
  })

  it('are followed by rel=next, whatever the link says', async () => {
    const connector = connect({ page: { path: '/admin/sessions', next: {} } })
    expect((await connector.read(unhurried())).sessions).toHaveLength(2)
    world.set.before = (asked) => {
      if (asked.path !== '/admin/sessions' || asked.query.get('page') === '2') return null
      return pageOf([1], '<link rel="prev next" href="/admin/sessions?page=2">')
    }
    expect((await connector.read(unhurried())).sessions).toHaveLength(2)
  })

  it('that go round in a circle are a list that is not complete', async () => {
    world.set.before = ({ path, query }) =>
      path === '/admin/sessions'
        ? pageOf([Number(query.get('page') ?? 1)], `<a href="?page=${query.get('page') === '2' ? 1 : 2}">Next</a>`)
        : null
    const read = await connect().read(unhurried())
    expect(read).toMatchObject({ complete: false, sessions: { length: 2 } })
    expect(read.incomplete).toContain('leads to one that was read')
  })

  it('that are always the same page, each under a new address, are not read for ever', async () => {
    let page = 1
    world.set.before = ({ path }) => {
      page += 1
      return path === '/admin/sessions' ? pageOf([1], `<a href="?page=${page}">Next</a>`) : null
    }
    expect(await connect().read(unhurried())).toMatchObject({ complete: false, sessions: { length: 1 } })
  })

  it('end where the last page’s link leads to itself, or is switched off', async () => {
    for (const link of [
      '<a href="?page=2">Next</a>',
      '<a>Next</a>',
      '<span>Next</span>',
      '<ul><li class="page-item disabled"><a href="#">Next</a></li></ul>',
      '<form><button disabled>Next</button></form>',
      '<a class="page disabled" href="?page=1">Next</a>',
      '<a aria-disabled="true" href="?page=1">Next</a>',
    ]) {
      world.set.before = ({ path, query }) => (path === '/admin/sessions' && query.get('page') === '2' ? pageOf([9], link) : null)
      expect(await connect().read(unhurried())).toMatchObject({ complete: true, sessions: { length: 3 } })
    }
  })

  it('that only a script or a form leads to make a list that is not complete', async () => {
    for (const control of [
      `<a href="javascript:__doPostBack('g','Page$2')">Next</a>`,
      '<a href="#" class="next">Next ›</a>',
      '<a tabindex="0">Next</a>',
      '<a href="javascript:go(2)" rel="next">2</a>',
      '<form action="?page=2"><button>Next</button></form>',
      '<form action="?page=2"><input type="submit" value="Next"></form>',
      '<span onclick="go(2)">Next</span>',
      '<a href="/admin/sessions" onclick="return go(2)">Next</a>',
    ]) {
      world.set.before = ({ path }) => (path === '/admin/sessions' ? pageOf([1, 2], control) : null)
      const read = await connect().read(unhurried())
      expect(read, control).toMatchObject({ complete: false, sessions: { length: 2 } })
      expect(read.incomplete).toContain('can only be had by a script or a form')
    }
  })

  it('do not lead to another server', async () => {
    world.set.before = ({ path }) =>
      path === '/admin/sessions' ? pageOf([1], '<a href="https://elsewhere.example/?page=2">Next</a>') : null
    const read = await connect().read(unhurried())
    expect(read).toMatchObject({ complete: false, incomplete: 'the link to the next page leads to another address' })
  })

  it('of which one can’t be read end no session of the others', async () => {
    world.set.before = ({ query }) => (query.get('page') === '2' ? { status: 500, body: 'x' } : null)
    const read = await connect().read(unhurried())
    expect(read).toMatchObject({ complete: false, sessions: { length: 2 } })
    expect(read.incomplete).toContain('page 2 could not be read')
  })

  it('are bounded in rows and pages', async () => {
    const limits = { rows: 2, pages: 10, bytes: 1e9 }
    const few = connectorTo(world.server.url, consoleProfile(), {}, PASSWORD, limits)
    expect(await few.read(unhurried())).toMatchObject({ complete: false, sessions: { length: 2 } })
    await few.close()
    const page = { path: '/admin/sessions', next: { text: 'Next', atMost: 2 } }
    world.set.perPage = 1
    expect(await connect({ page }).read(unhurried())).toMatchObject({ complete: false, sessions: { length: 2 } })
  })

  it('do not lose a session that moved up while they were read', async () => {
    const connector = connect()
    expect((await connector.read(unhurried())).sessions).toHaveLength(3)
    world.set.before = ({ query }) => {
      // Alice leaves between the first page and the second, so carol moves to the first.
      if (query.get('page') === '2' && world.logins.length === 3) world.logins.shift()
      return null
    }
    const { sessions, complete } = await connector.read(unhurried())
    expect(sessions.map(({ user }) => user)).toContain('<carol>')
    expect(complete).toBe(true)
  })
})

it('goes to the page by the links of the page before, so that tokens come along', async () => {
  const profile = consoleProfile({
    auth: { kind: 'none' },
    inputs: [{ name: 'tenant', label: 'Tenant', default: '/a b' }],
    page: { path: '/start', follow: [{ text: 'Administration' }, { path: '/sessions', query: { tenant: '{input.tenant}' } }] },
  })
  const server = await startPageServer(({ path, query }) => {
    if (path === '/start') return '<a href="/x">Start</a><a href="admin;s=1?t=1"> administration »</a>'
    if (path === '/admin;s=1')
      return `<a href="/v/sessions;s=1?tenant=c&amp;t=2">C</a><a href="/v/sessions;s=1?tenant=%2Fa+b&amp;t=${query.get('t')}2">A</a>`
    return path === '/v/sessions;s=1' && query.get('t') === '12' ? pageOf([5]) : { status: 403 }
  })
  const connector = connectorTo(server.url, profile, {}, null)
  expect((await connector.read(unhurried())).sessions.map(({ sessionId }) => sessionId)).toEqual(['r5'])
  const lost = connectorTo(server.url, profile, { connector: { profileId: 'x', inputs: { tenant: 'none' }, overrides: {} } }, null)
  expect((await errorOf(lost.read(unhurried()))).problem).toMatchObject({ code: 'wrong-shape' })
  await Promise.all([connector.close(), lost.close()])
  await server.close()
})
