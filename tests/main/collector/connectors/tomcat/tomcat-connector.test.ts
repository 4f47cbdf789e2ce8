import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Connector } from '../../../../../src/main/collector/connectors/connector.ts'
import { createPageConnector } from '../../../../../src/main/collector/connectors/page/page-connector.ts'
import { TOMCAT } from '../../../../../src/main/collector/connectors/tomcat/catalogue.ts'
import { createTomcatConnector } from '../../../../../src/main/collector/connectors/tomcat/tomcat-connector.ts'
import { pageProfileSchema } from '../../../../../src/shared/profile.ts'
import { catalogueEntrySchema } from '../../../../../src/shared/server.ts'
import { stepsOf, unhurried, watchedServer } from '../../../../faults/watched-server.ts'
import { errorOf } from '../profile/client-world.ts'
import { PASSWORD, startTomcatDouble, type TomcatDouble, webSession } from './tomcat-double.ts'

const MINUTE = 60_000
const [ALICE, BOB, BLANK, SHOP] = ['A'.repeat(32), `${'B'.repeat(32)}.node1`, 'C'.repeat(32), 'D'.repeat(32)]
const BOTH = ['manager-gui', 'manager-jmx']

let tomcat: TomcatDouble
const opened: Connector[] = []

beforeEach(async () => {
  tomcat = await startTomcatDouble({
    '/examples': [
      webSession(ALICE, 'alice', 90 * MINUTE, 5 * MINUTE + 300),
      webSession(BOB, 'bob<&>', 40 * 24 * 60 * MINUTE, 1000),
      webSession(BLANK, '', 1500, 1500),
    ],
    '/': [webSession(ALICE, 'alice', MINUTE, MINUTE)],
    '/shop##2': [webSession(SHOP, 'dora', MINUTE, MINUTE)],
  })
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((connector) => connector.close()))
  await tomcat.close()
})

function connect(inputs: Readonly<Record<string, string>> = {}, secret = PASSWORD): Connector {
  const connector = createTomcatConnector(
    watchedServer(tomcat.server.url, {
      connector: { profileId: 'tomcat', inputs, overrides: {} },
      auth: { kind: 'basic', username: 'admin' },
      timeoutSeconds: 10,
    }),
    secret,
  )
  opened.push(connector)
  return connector
}

function rolesAre(...roles: readonly string[]): void {
  tomcat.set.roles = roles
}

/** What is shown of each session, without those of the manager itself. */
async function shownBy(connector: Connector): Promise<readonly string[]> {
  const { sessions } = await connector.read(unhurried())
  return sessions.filter(({ project }) => project !== '/manager').map(({ project, user }) => `${project} ${user}`)
}

it('has an entry for the server dialog', () => {
  expect(catalogueEntrySchema.parse(TOMCAT)).toEqual(TOMCAT)
})

describe.each([[BOTH], [['manager-gui']]])('reading with the roles %j', (roles) => {
  beforeEach(() => rolesAre(...roles))

  it('lists the sessions of all applications with their users', async () => {
    expect(await shownBy(connect())).toEqual(['/examples alice', '/examples bob<&>', '/examples null', '/ alice', '/shop##2 dora'])
  })

  it('knows the times although the page says them in the server’s zone, which it does not name', async () => {
    // The clock was set for winter between bob's sign-in and now.
    tomcat.set.zone = (at) => (at < Date.now() - 20 * 24 * 60 * MINUTE ? 6.5 : 5.5) * 60 * MINUTE
    const { sessions } = await connect().read(unhurried())
    for (const truth of tomcat.contexts.get('/examples') ?? []) {
      const row = sessions.find(({ project, user }) => project === '/examples' && (user ?? '') === truth.user)
      expect(Math.abs((row?.createdAt ?? 0) - truth.createdAt)).toBeLessThan(1000)
      expect(Math.abs((row?.lastActiveAt ?? 0) - truth.lastAt)).toBeLessThan(1000)
      expect(Math.abs((row?.expiresAt ?? 0) - truth.lastAt - truth.life)).toBeLessThan(2000)
      expect(row?.lastActiveAt).toBeGreaterThanOrEqual(row?.createdAt ?? 0)
    }
  })

  it('tells the session that the manager gave to Rollcall from all others', async () => {
    const connector = connect()
    await connector.read(unhurried())
    tomcat.contexts.get('/manager')?.push(webSession('E'.repeat(32), 'admin', MINUTE, MINUTE))
    const { sessions } = await connector.read(unhurried())
    expect(sessions.filter(({ own }) => own === true)).toMatchObject([{ project: '/manager', user: 'admin' }])
    expect(sessions.filter(({ project }) => project === '/manager')).toHaveLength(2)
  })

  it('leaves no session of its own behind', async () => {
    const connector = connect()
    await connector.read(unhurried())
    await connector.read(unhurried())
    expect(tomcat.own()).toHaveLength(1)
    await connector.close()
    expect(tomcat.own()).toEqual([])
  })

  it('ends several sessions of one application at once, and one alone', async () => {
    const connector = connect()
    const { sessions } = await connector.read(unhurried())
    const [alice = '', bob = '', blank = '', root = ''] = sessions.map(({ sessionId }) => sessionId)
    expect(connector.batch?.groupOf(alice)).toBe(connector.batch?.groupOf(bob))
    expect(connector.batch?.groupOf(alice)).not.toBe(connector.batch?.groupOf(root))
    expect(await connector.terminateMany([alice, blank], unhurried())).toMatchObject({ kind: 'accepted' })
    expect(await shownBy(connector)).toEqual(['/examples bob<&>', '/ alice', '/shop##2 dora'])
    expect(await connector.terminate(bob, unhurried())).toMatchObject({ kind: 'accepted' })
    expect(await connector.terminate(bob, unhurried())).toEqual({ kind: 'not-found' })
    await expect(connector.terminateMany([alice, bob], unhurried())).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
    await expect(connector.terminateMany([root, sessions[4]?.sessionId ?? ''], unhurried())).rejects.toMatchObject({
      problem: { code: 'not-allowed' },
    })
    expect(await shownBy(connector)).toEqual(['/ alice', '/shop##2 dora'])
  })

  it('goes on when the tokens of its pages were forgotten, and when its session was ended', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) tomcat.contexts.set(`/${name}`, [])
    const connector = connect()
    expect(await shownBy(connector)).toHaveLength(5)
    tomcat.contexts.set('/manager', [])
    expect(await shownBy(connector)).toHaveLength(5)
    expect((await connector.read(unhurried())).complete).toBe(true)
  })
})

it('asks for a new page when its session and its tokens are gone before something is ended', async () => {
  rolesAre('manager-gui')
  const connector = connect({ contexts: '/' })
  const { sessions } = await connector.read(unhurried())
  tomcat.contexts.set('/manager', [])
  expect(await connector.terminate(sessions[0]?.sessionId ?? '', unhurried())).toMatchObject({ kind: 'accepted' })
  expect(tomcat.contexts.get('/')).toEqual([])
})

describe('reading with the role manager-jmx alone', () => {
  beforeEach(() => rolesAre('manager-jmx'))

  it('lists all sessions with exact times and without users, and asks for what does not change only once', async () => {
    const connector = connect()
    const { sessions, complete, clockOffset } = await connector.read(unhurried())
    expect([complete, clockOffset === null]).toEqual([true, false])
    const truths = [...tomcat.contexts].flatMap(([project, all]) =>
      all.map(({ createdAt, lastAt }) => ({ project, user: null, createdAt, lastActiveAt: lastAt, own: false })),
    )
    expect(sessions).toMatchObject(truths)
    const before = tomcat.server.asked.length
    await connector.read(unhurried())
    const ops = tomcat.server.asked.slice(before).map(({ query }) => query.get('op'))
    expect(ops.filter((op) => op === 'getCreationTimestamp')).toEqual([])
    expect(ops.filter((op) => op === 'getLastAccessedTimestamp')).toHaveLength(5)
  })

  it('ends a session, and tells one that was gone although Tomcat says the same of it', async () => {
    const connector = connect()
    const { sessions } = await connector.read(unhurried())
    expect(connector.batch).toBeNull()
    expect(await connector.terminate(sessions[1]?.sessionId ?? '', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(await connector.terminate(sessions[1]?.sessionId ?? '', unhurried())).toEqual({ kind: 'not-found' })
    expect(tomcat.contexts.get('/examples')?.map(({ id }) => id)).toEqual([ALICE, BLANK])
  })

  it('leaves out a session that ended while it was read, and an application that was taken away', async () => {
    tomcat.set.before = ({ query }) => {
      if (query.get('op') === 'getCreationTimestamp' && query.get('ps') === BOB) tomcat.contexts.get('/examples')?.splice(1, 1)
      if (query.get('ps') === ALICE) tomcat.contexts.delete('/shop##2')
      return null
    }
    const { sessions, complete } = await connect().read(unhurried())
    expect([sessions.length, complete]).toEqual([3, true])
  })

  it('says of an answer with a good status that it failed, without its trace and without ids', async () => {
    tomcat.set.before = ({ query }) =>
      query.get('op') === 'listSessionIds' ? `Error - java.lang.IllegalStateException: broken ${ALICE}\n\tat java.base/x\n` : null
    const { problem } = await errorOf(connect().read(unhurried()))
    expect(problem).toMatchObject({ code: 'server-error', technical: 'java.lang.IllegalStateException: broken [secret]' })
    tomcat.set.before = ({ query }) => (query.has('qry') ? '<html>hello' : null)
    expect((await errorOf(connect().read(unhurried()))).code).toBe('server-error')
  })

  it('reads what it can of several applications, and says which it can’t', async () => {
    tomcat.set.before = ({ query }) => (query.get('invoke')?.endsWith('context=/') === true ? { status: 500, body: 'x' } : null)
    const read = await connect().read(unhurried())
    expect(read).toMatchObject({ complete: false })
    expect(read.incomplete).toMatch(/^\/ could not be read: /)
    expect(read.sessions).toHaveLength(4)
  })

  it('asks which virtual host is meant where there are several', async () => {
    tomcat.set.hosts = ['localhost', 'shop.example']
    const error = await errorOf(connect().read(unhurried()))
    expect(error.problem).toMatchObject({ code: 'bad-input' })
    expect(error.message).toContain('localhost, shop.example')
    expect(await shownBy(connect({ host: 'localhost' }))).toHaveLength(5)
  })

  it('takes a virtual host that is not there for a wrong input, not for a server without sessions', async () => {
    tomcat.set.hosts = ['localhost', 'shop.example']
    const error = await errorOf(connect({ host: 'shop.exampel' }).read(unhurried()))
    expect(error.problem).toMatchObject({ code: 'bad-input' })
    expect(error.message).toContain('shop.exampel')
    expect(error.message).toContain('localhost, shop.example')
  })
})

describe('applications', () => {
  it('that none is named of, or rows without ids, are no empty list', async () => {
    const codes: string[] = []
    for (const [role, part, body] of [
      ['manager-jmx', 'jmxproxy', 'OK - Number of results: 0\n'],
      ['manager-gui', 'html/list', '<h1>Soon back</h1>'],
      ['manager-gui', 'html/sessions', withoutIds()],
    ] as const) {
      rolesAre(role)
      tomcat.set.before = ({ path }) => (path.includes(part) ? body : null)
      codes.push((await errorOf(connect({ contexts: '/' }).read(unhurried()))).code)
    }
    expect(codes).toEqual(['wrong-shape', 'wrong-shape', 'wrong-shape'])
  })

  it('are those that were named, a name without a version meaning each of them', async () => {
    for (const roles of [BOTH, ['manager-gui'], ['manager-jmx']]) {
      rolesAre(...roles)
      const projects = (await connect({ contexts: 'shop\n/' }).read(unhurried())).sessions.map(({ project }) => project)
      expect(new Set(projects)).toEqual(new Set(['/shop##2', '/']))
    }
  })

  it('that are not there make the read incomplete, and none of them at all a failed one', async () => {
    expect(await connect({ contexts: '/, /nope' }).read(unhurried())).toMatchObject({
      complete: false,
      incomplete: 'there is no application /nope',
    })
    const { problem } = await errorOf(connect({ contexts: '/nope' }).read(unhurried()))
    expect(problem).toMatchObject({ code: 'not-found' })
    expect(problem.technical).toContain('/examples')
  })
})

describe('ids', () => {
  it('are kept as a hash with the application, and never shown themselves', async () => {
    const connector = connect()
    const { sessions } = await connector.read(unhurried())
    const kept = JSON.stringify(sessions.map(({ raw, ...session }) => ({ ...session, raw, other: connector.other(raw) })))
    for (const id of [ALICE, BOB, BLANK, SHOP, ...tomcat.own()]) expect(kept).not.toContain(id)
    const ofAlice = sessions.filter(({ user }) => user === 'alice').map(({ sessionId }) => sessionId)
    expect(ofAlice.map((id) => id.split('/')[1])).toEqual(['%2Fexamples', '%2F'])
    expect(new Set(ofAlice.map((id) => id.split('/')[0])).size).toBe(1)
  })

  it('of one cookie in two applications end one of the two sessions', async () => {
    const connector = connect()
    const { sessions } = await connector.read(unhurried())
    const root = sessions.find(({ project }) => project === '/')
    await connector.terminate(root?.sessionId ?? '', unhurried())
    expect([tomcat.contexts.get('/')?.length, tomcat.contexts.get('/examples')?.length]).toEqual([0, 3])
  })

  it('that are not in memory are looked for once, so that a restart loses nothing', async () => {
    const before = (await connect().read(unhurried())).sessions[0]?.sessionId ?? ''
    expect(await connect().terminate(before, unhurried())).toMatchObject({ kind: 'accepted' })
    expect(await connect().terminate('0'.repeat(32), unhurried())).toEqual({ kind: 'not-found' })
    await expect(connect().terminate('', unhurried())).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
  })

  it('that would mean something else in a request are not sent', async () => {
    tomcat.contexts.set('/examples', [webSession('A,B', 'eve', MINUTE, MINUTE)])
    rolesAre('manager-gui')
    const connector = connect({ contexts: '/examples' })
    const { sessions } = await connector.read(unhurried())
    await expect(connector.terminate(sessions[0]?.sessionId ?? '', unhurried())).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
    expect(tomcat.contexts.get('/examples')).toHaveLength(1)
  })

  it('do not stand in the error of a request that ends one', async () => {
    const connector = connect()
    const { sessions } = await connector.read(unhurried())
    for (const status of [500, 403]) {
      tomcat.set.before = ({ query }) => (query.get('op') === 'expireSession' ? { status, body: `${ALICE} ${BOB}` } : null)
      const answer = await connector.terminate(sessions[0]?.sessionId ?? '', unhurried())
      expect(answer.kind).toBe(status === 403 ? 'refused' : 'failed')
      expect(JSON.stringify(answer)).not.toContain(ALICE)
    }
    tomcat.set.before = ({ query }) => (query.get('op') === 'expireSession' ? `Error - java.lang.Exception: ${ALICE}\n` : null)
    const answer = await connector.terminate(sessions[0]?.sessionId ?? '', unhurried())
    expect(answer).toMatchObject({ kind: 'failed', problem: { code: 'server-error', technical: 'java.lang.Exception: [secret]' } })
  })
})

describe('what the account may', () => {
  it('is told, where it may neither', async () => {
    rolesAre('manager-script')
    expect((await errorOf(connect().read(unhurried()))).problem.next).toContain('manager-gui or manager-jmx')
  })

  it('is found out again when it changes', async () => {
    rolesAre('manager-jmx')
    const connector = connect()
    expect((await shownBy(connector))[0]).toBe('/examples null')
    rolesAre('manager-gui')
    expect((await shownBy(connector))[0]).toBe('/examples alice')
    rolesAre('manager-jmx')
    tomcat.contexts.get('/examples')?.push(webSession(SHOP, 'dora', MINUTE, MINUTE))
    expect(await shownBy(connector)).toEqual([
      '/examples alice',
      '/examples bob<&>',
      '/examples null',
      '/examples null',
      '/ alice',
      '/shop##2 dora',
    ])
  })

  it('is not asked at each read', async () => {
    rolesAre('manager-gui')
    const connector = connect()
    for (const _ of [1, 2, 3]) await connector.read(unhurried())
    expect(tomcat.server.lines().filter((line) => line.includes('jmxproxy'))).toHaveLength(1)
  })

  it('is a failed sign-in for a wrong password, and no application at a wrong path', async () => {
    expect((await errorOf(connect({}, 'wrong').read(unhurried()))).code).toBe('sign-in-failed')
    tomcat.set.before = () => ({ status: 404, body: 'x' })
    expect((await errorOf(connect({ manager: '/verwaltung' }).read(unhurried()))).code).toBe('not-found')
    expect(tomcat.server.lines().at(-1)).toMatch(/^GET \/verwaltung\//)
    expect(() => connect({ manager: '/../x' })).toThrow(/can’t|left the path/)
    expect(() => connect({ manager: '/a?b' })).toThrow('can’t be the path')
  })

  it('passes the connection test step by step', async () => {
    const steps = await stepsOf(connect().test(unhurried()))
    expect(steps.filter(({ result }) => result === 'failed')).toEqual([])
    expect(steps.at(-1)).toMatchObject({ step: 'shape', result: 'ok' })
  })
})

describe('pages that can’t be read', () => {
  const broken = (path: string): void => {
    tomcat.set.before = (asked) =>
      asked.path.includes('/html/sessions') && asked.query.get('path') === path ? { status: 500, body: 'x' } : null
  }

  it('leave the names that are known, and say that others may be missing', async () => {
    const connector = connect()
    await connector.read(unhurried())
    broken('/examples')
    const read = await connector.read(unhurried())
    expect(read).toMatchObject({ complete: false })
    expect(read.incomplete).toContain('the user names of /examples could not be read')
    expect(read.sessions.filter(({ project }) => project === '/examples').map(({ user }) => user)).toEqual(['alice', 'bob<&>', null])
  })

  it('leave out their application alone, where there is no other road', async () => {
    rolesAre('manager-gui')
    broken('/')
    const read = await connect().read(unhurried())
    expect(read.complete).toBe(false)
    expect(new Set(read.sessions.map(({ project }) => project))).toEqual(new Set(['/examples', '/shop##2', '/manager']))
  })

  it('are told by what is missing on them', async () => {
    rolesAre('manager-gui')
    tomcat.set.before = ({ path }) => (path.includes('/html/sessions') ? '<h1>Sitzungen</h1>' : null)
    expect((await errorOf(connect({ contexts: '/' }).read(unhurried()))).problem).toMatchObject({
      code: 'wrong-shape',
      technical: 'Sitzungen',
    })
  })
})

it('is read and ended by the admin page reader too, with nothing but a profile', async () => {
  const profile = pageProfileSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'tomcat-page.json'), 'utf8')))
  tomcat.set.zone = () => 13 * 60 * MINUTE
  const server = watchedServer(tomcat.server.url, {
    connector: { profileId: 'tomcat-page', inputs: {}, overrides: {} },
    auth: { kind: 'basic', username: 'admin' },
  })
  const connector = createPageConnector(server, profile, PASSWORD)
  opened.push(connector)
  const { sessions, complete } = await connector.read(unhurried())
  expect([sessions.map(({ user }) => user), complete]).toEqual([['alice', 'bob<&>', null], true])
  expect(Math.abs((sessions[0]?.createdAt ?? 0) - (tomcat.contexts.get('/examples')?.[0]?.createdAt ?? 0))).toBeLessThan(1000)
  expect(JSON.stringify(sessions.map(({ raw, ...rest }) => ({ ...rest, other: connector.other(raw) })))).not.toContain(ALICE)
  expect(
    await connector.terminateMany(
      sessions.slice(0, 2).map(({ sessionId }) => sessionId),
      unhurried(),
    ),
  ).toMatchObject({ kind: 'accepted' })
  expect(await connector.terminate(sessions[2]?.sessionId ?? '', unhurried())).toMatchObject({ kind: 'accepted' })
  expect(tomcat.contexts.get('/examples')).toEqual([])
})

function withoutIds(): string {
  const headings = ['Session Id', 'Guessed User name', 'Creation Time', 'Last Accessed Time', 'Used Time', 'Inactive Time', 'TTL']
  return `<table><tr>${headings.map((heading) => `<th>${heading}`).join('')}</tr><tr>${'<td>x'.repeat(headings.length)}</tr></table>`
}
