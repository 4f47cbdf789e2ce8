import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Connector } from '../../../../../src/main/collector/connectors/connector.ts'
import { createTomcatConnector } from '../../../../../src/main/collector/connectors/tomcat/tomcat-connector.ts'
import { unhurried, watchedServer } from '../../../../faults/watched-server.ts'
import { PASSWORD, startTomcatDouble, type TomcatDouble, webSession } from './tomcat-double.ts'

const MINUTE = 60_000

let tomcat: TomcatDouble
const opened: Connector[] = []

beforeEach(async () => {
  const sessionOf = (id: string, user: string) => webSession(id.repeat(32), user, 9 * MINUTE, MINUTE)
  tomcat = await startTomcatDouble({
    '/examples': [sessionOf('A', 'alice'), sessionOf('B', 'bob'), sessionOf('C', '')],
    '/': [sessionOf('A', 'alice')],
    '/shop##2': [sessionOf('D', 'dora')],
  })
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((connector) => connector.close()))
  await tomcat.close()
})

function connect(inputs: Readonly<Record<string, string>> = {}): Connector {
  const connector = createTomcatConnector(
    watchedServer(tomcat.server.url, {
      connector: { profileId: 'tomcat', inputs, overrides: {} },
      auth: { kind: 'basic', username: 'admin' },
      timeoutSeconds: 10,
    }),
    PASSWORD,
  )
  opened.push(connector)
  return connector
}

function rolesAre(...roles: readonly string[]): void {
  tomcat.set.roles = roles
}

it('sends nothing for several sessions of which one is gone, because one answer would speak of all', async () => {
  rolesAre('manager-gui')
  const connector = connect({ contexts: '/examples' })
  const [alice = '', bob = ''] = (await connector.read(unhurried())).sessions.map(({ sessionId }) => sessionId)
  const ended = (): readonly string[] => tomcat.server.lines().filter((line) => line.startsWith('POST '))
  for (const ids of [
    [alice, `${'0'.repeat(32)}/%2Fexamples`],
    [alice, bob],
  ]) {
    // Bob leaves between the read and the request.
    if (ids[1] === bob) tomcat.contexts.get('/examples')?.splice(1, 1)
    await expect(connector.terminateMany(ids, unhurried())).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
  }
  expect(ended()).toEqual([])
  expect(await connector.terminate(alice, unhurried())).toMatchObject({ kind: 'accepted' })
})

describe('Rollcall’s own session', () => {
  beforeEach(() => rolesAre('manager-gui'))

  it.each([['SHOPSESSION'], ['']])('is known whatever its cookie is called: %j', async (cookie) => {
    tomcat.set.cookie = cookie
    const connector = connect()
    await connector.read(unhurried())
    const other = 'E'.repeat(32)
    tomcat.contexts.get('/manager')?.unshift(webSession(other, 'admin', MINUTE, MINUTE))
    const { sessions } = await connector.read(unhurried())
    const owns = sessions.filter(({ project }) => project === '/manager').map(({ own }) => own)
    expect(owns[0]).toBe(false)
    expect(owns).toContain(true)
    await connector.close()
    expect(tomcat.own().filter((id) => id !== other)).toHaveLength(owns.filter((own) => own === false).length - 1)
  })

  it('may be any of the manager’s, where none is the one that it was given', async () => {
    const server = tomcat.server.answer
    // Somebody in between keeps the manager's own cookie and gives another one.
    tomcat.server.answer = (asked) => {
      const reply = server({ ...asked, headers: { ...asked.headers, cookie: `JSESSIONID=${tomcat.own()[0] ?? ''}` } })
      if (typeof reply === 'string') return reply
      return { ...reply, body: (reply.body ?? '').replaceAll(/;jsessionid=\w+/g, ''), headers: { 'set-cookie': 'NODE=n1; Path=/' } }
    }
    const { sessions } = await connect().read(unhurried())
    expect(sessions.map(({ project, own }) => `${project} ${own}`)).toEqual([
      '/examples false',
      '/examples false',
      '/examples false',
      '/ false',
      '/shop##2 false',
      '/manager null',
    ])
  })
})

describe('sessions that can’t be read', () => {
  it('are none because a list of applications that was opened again lacks them', async () => {
    rolesAre('manager-gui')
    for (const name of ['a', 'b', 'c', 'd', 'e']) tomcat.contexts.set(`/${name}`, [webSession(name.repeat(32).toUpperCase(), name, 1, 1)])
    const link = '<a href="/manager/html/sessions?path=/zzz">1</a>'
    for (const list of ['<h1>FAIL - try later</h1>', link]) {
      let lists = 0
      tomcat.set.before = ({ path }) => {
        if (path !== '/manager/html/list') return null
        lists += 1
        return lists === 1 ? null : list
      }
      const read = await connect().read(unhurried())
      expect(read).toMatchObject({ complete: false })
      expect(read.incomplete).toContain('could not be read: ')
      expect(read.sessions.length).toBeGreaterThan(0)
    }
  })

  it('are none for a 404 alone: a new list has to show that their application is gone', async () => {
    rolesAre('manager-gui')
    const isShop = ({ path, query }: { readonly path: string; readonly query: URLSearchParams }): boolean =>
      path.includes('/html/sessions') && query.get('path') === '/shop'
    tomcat.set.before = (asked) => (isShop(asked) ? { status: 404, body: 'x' } : null)
    const connector = connect()
    const broken = await connector.read(unhurried())
    expect(broken).toMatchObject({ complete: false })
    expect(broken.incomplete).toMatch(/^\/shop##2 could not be read: /)
    tomcat.set.before = (asked) => {
      if (isShop(asked)) tomcat.contexts.delete('/shop##2')
      return isShop(asked) ? { status: 404, body: 'x' } : null
    }
    expect(await connector.read(unhurried())).toMatchObject({ complete: true, sessions: { length: 5 } })
  })

  it('are none by the word of the proxy alone, while it still names the application', async () => {
    tomcat.set.before = ({ path, query }) =>
      path.includes('jmxproxy') && query.get('op') === 'listSessionIds' && query.get('invoke')?.endsWith('##2') === true
        ? 'Error - javax.management.InstanceNotFoundException: x\n'
        : null
    rolesAre('manager-jmx')
    const read = await connect().read(unhurried())
    expect(read).toMatchObject({ complete: false, sessions: { length: 4 } })
    expect(read.incomplete).toMatch(/^\/shop##2 could not be read: /)
  })
})
