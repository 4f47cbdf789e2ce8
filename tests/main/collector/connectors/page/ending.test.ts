import { beforeEach, describe, expect, it } from 'vitest'
import { unhurried } from '../../../../faults/watched-server.ts'
import { connectorTo, consoleProfile, LOGINS, pageOf } from './console.ts'
import { connect, world } from './console-world.ts'
import { startPageServer } from './page-server.ts'

describe('ending', () => {
  it('presses the row’s own button on a fresh page, with the token of that page', async () => {
    const connector = connect()
    await connector.read(unhurried())
    expect(await connector.terminate('b 2', unhurried())).toEqual({ kind: 'accepted', status: 200 })
    expect(world.ended).toEqual(['b 2'])
    expect(world.server.lines().slice(-3)).toEqual(['GET /admin/sessions', 'POST /admin/end', 'GET /admin/sessions'])
    expect(world.server.asked.at(-2)?.headers).toMatchObject({ origin: world.server.url, referer: `${world.server.url}/admin/sessions` })
  })

  it('finds the row on whatever page it stands now', async () => {
    world.set.perPage = 1
    expect(await connect().terminate('c3', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(world.ended).toEqual(['c3'])
  })

  it('does one thing after the other, so that no token is used up by another request', async () => {
    const connector = connect()
    await connector.read(unhurried())
    const answers = await Promise.all([...LOGINS.map(({ id }) => connector.terminate(id, unhurried())), connector.read(unhurried())])
    expect(answers.slice(0, 3)).toMatchObject([{ kind: 'accepted' }, { kind: 'accepted' }, { kind: 'accepted' }])
    expect(world.logins).toEqual([])
    const one = ['GET /admin/sessions', 'POST /admin/end', 'GET /admin/sessions']
    expect(world.server.lines().slice(-10)).toEqual([...one, ...one, ...one, 'GET /admin/sessions'])
  })

  it('signs in again first, when the server has forgotten the sign-in', async () => {
    const connector = connect()
    await connector.read(unhurried())
    world.set.signedIn.clear()
    expect(await connector.terminate('a/1', unhurried())).toMatchObject({ kind: 'accepted' })
  })

  it('says of a session that is not listed any more that it is not there, and presses nothing', async () => {
    expect(await connect().terminate('nobody', unhurried())).toEqual({ kind: 'not-found' })
    expect(world.server.lines()).not.toContain('POST /admin/end')
  })

  it('says so too when the server says it after the button was pressed', async () => {
    world.set.before = ({ path }) => {
      if (path === '/admin/end') world.logins.length = 0
      return null
    }
    expect(await connect().terminate('a/1', unhurried())).toEqual({ kind: 'not-found' })
  })

  it('says nothing of a session that may stand on a page which can’t be read', async () => {
    world.set.perPage = 2
    world.set.before = ({ query }) => (query.get('page') === '2' ? { status: 500, body: 'x' } : null)
    expect(await connect().terminate('c3', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'paging-failed' } })
  })

  it('presses nothing when nothing tells two rows apart', async () => {
    world.logins.push({ id: 'd4', user: 'alice', address: '10.0.0.1', since: 'now', idle: '' })
    const connector = connect({ identity: { derived: ['user', 'address'] } })
    const { sessions } = await connector.read(unhurried())
    const twins = sessions.filter(({ user }) => user === 'alice')
    expect(new Set(twins.map(({ sessionId }) => sessionId)).size).toBe(1)
    expect(await connector.terminate(twins[0]?.sessionId ?? '', unhurried())).toMatchObject({
      kind: 'failed',
      problem: { code: 'not-allowed' },
    })
    expect(world.ended).toEqual([])
    const bob = sessions.find(({ user }) => user === 'bob')
    expect(await connector.terminate(bob?.sessionId ?? '', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(world.ended).toEqual(['b 2'])
  })

  it('sees twins also on different pages', async () => {
    world.set.perPage = 3
    world.logins.push({ id: 'd4', user: 'alice', address: '10.0.0.1', since: 'now', idle: '' })
    const connector = connect({ identity: { derived: ['user', 'address'] } })
    const { sessions } = await connector.read(unhurried())
    expect(await connector.terminate(sessions[0]?.sessionId ?? '', unhurried())).toMatchObject({ kind: 'failed' })
    // Read again after the pages behind it, because their tokens made its own one void.
    expect(await connector.terminate(sessions[1]?.sessionId ?? '', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(world.ended).toEqual(['b 2'])
  })

  it('tells an account without buttons from a session without one', async () => {
    world.set.viewOnly = true
    expect(await connect().terminate('a/1', unhurried())).toMatchObject({ kind: 'refused', problem: { code: 'no-right' } })
    world.set.viewOnly = false
    world.set.before = ({ path }) =>
      path === '/admin/sessions'
        ? pageOf([1, 2], '', (id) => (id === 'r2' ? '<form method="post" action="/admin/end"><button>End session</button></form>' : ''))
        : null
    expect(await connect().terminate('r1', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
  })

  it('never sends a form to another server or above the base path', async () => {
    const elsewhere = await startPageServer(() => 'caught')
    for (const action of [`${elsewhere.url}/end`, `//${elsewhere.url.slice(7)}/end`, 'javascript:end()', 'ftp://127.0.0.1/']) {
      const form = `<form method="post" action="${action}"><button>End session</button></form>`
      world.set.before = ({ path }) => (path === '/admin/sessions' ? pageOf([1], '', () => form) : null)
      expect(await connect().terminate('r1', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
    }
    expect(elsewhere.asked).toEqual([])
    await elsewhere.close()
    const below = await startPageServer(() =>
      pageOf([1], '', () => '<form method="post" action="/end"><button>End session</button></form>'),
    )
    const profile = consoleProfile({ auth: { kind: 'none' }, page: { path: '/sessions' } })
    const connector = connectorTo(`${below.url}/base`, profile, {}, null)
    expect(await connector.terminate('r1', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
    expect(below.lines()).toEqual(['GET /base/sessions'])
    await connector.close()
    await below.close()
  })

  it('judges the page that comes after by its words', async () => {
    const one = (more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
      terminate: { one: { press: { kind: 'row-form', button: 'End session' }, ...more } },
    })
    const judged = async (page: string, more: Readonly<Record<string, unknown>>): Promise<unknown> => {
      world.set.before = ({ path }) => (path === '/admin/end' ? page : null)
      const answer = await connect(one(more)).terminate('a/1', unhurried())
      return 'problem' in answer ? `${answer.kind} ${answer.problem.code}` : answer.kind
    }
    expect(await judged('<p>Session  <b>ended</b>.', { success: { shown: 'session ended' } })).toBe('accepted')
    expect(await judged('<p>Nothing happened', { success: { shown: 'session ended' } })).toBe('failed server-error')
    expect(await judged('<p>It FAILED', { success: { notShown: ['failed', 'mislykkedes'] } })).toBe('failed server-error')
    expect(await judged('<p>You may not do this', { noRight: 'you may not' })).toBe('refused no-right')
  })

  it('lets a read decide when the page after asks for a password, and sends nothing twice', async () => {
    const judgedAfter = async (page: string, more: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
      world.server.asked.length = 0
      world.set.before = ({ path }) => (path === '/admin/end' ? page : null)
      const one = { press: { kind: 'row-form', button: 'End session' }, ...more }
      const connector = connect({ terminate: { one } })
      const answer = await connector.terminate('a/1', unhurried())
      expect(world.server.lines().filter((line) => line === 'POST /admin/end')).toHaveLength(1)
      return 'problem' in answer ? `${answer.kind} ${answer.problem.code}` : answer.kind
    }
    const confirmation =
      '<p>Session ended</p><form method="post" action="/me"><input name="name"><input type="password" name="pass"></form>'
    expect(await judgedAfter(confirmation)).toBe('no-answer login-page')
    expect(await judgedAfter('<form method="post" action="/login"><input type="password" name="pass"></form>')).toBe('no-answer login-page')
    expect(await judgedAfter(confirmation, { success: { shown: 'session ended' } })).toBe('accepted')
    const login = '<form method="post" action="/login;v=1?step=9"><input name="name"><input type="password" name="pass"></form>'
    expect(await judgedAfter(login, { success: { shown: 'log in' } })).toBe('refused sign-in-failed')
  })

  it('never shows an id that is hashed, though the page repeats it', async () => {
    world.logins[0] = { ...(LOGINS[0] as (typeof LOGINS)[number]), id: 'live-cookie-0123' }
    const one = { press: { kind: 'row-form', button: 'End session' }, success: { shown: 'ended' } }
    const connector = connect({ identity: { hashed: true }, terminate: { one } })
    const [first] = (await connector.read(unhurried())).sessions
    for (const reply of ['<p class="error">No live-cookie-0123</p>', { status: 500, body: 'No live-cookie-0123' }]) {
      world.set.before = ({ path }) => (path === '/admin/end' ? reply : null)
      const answer = await connector.terminate(first?.sessionId ?? '', unhurried())
      expect(answer).toMatchObject({ kind: 'failed', problem: { technical: expect.stringContaining('No [secret]') } })
    }
  })

  it('tells what the statuses mean, and what may have arrived', async () => {
    const outcomes: string[] = []
    for (const status of [403, 404, 410, 429, 500, 307]) {
      world.set.before = ({ path }) => (path === '/admin/end' ? { status, body: 'x', headers: { location: '/admin/end' } } : null)
      const answer = await connect().terminate('a/1', unhurried())
      outcomes.push('problem' in answer ? `${answer.kind} ${answer.problem.code}` : answer.kind)
    }
    expect(outcomes).toEqual(['refused no-right', 'not-found', 'not-found', 'throttled', 'failed server-error', 'failed redirected'])
    expect(world.ended).toEqual([])
    world.set.before = (asked) =>
      asked.path === '/admin/sessions' && asked.headers.referer?.endsWith('/admin/end') === true ? { status: 500 } : null
    expect(await connect().terminate('a/1', unhurried())).toMatchObject({ kind: 'no-answer' })
    expect(world.ended).toEqual(['a/1'])
  })

  it('answers the question of a page that asks once more', async () => {
    const sure = (id: string): string =>
      `<form method="post" action="/admin/sure"><input type="hidden" name="login" value="${id}"><button name="a" value="no">No</button><button name="a" value="yes">Yes, end it</button></form>`
    world.set.before = ({ path, form }) => {
      if (path === '/admin/end') return sure(form.get('login') ?? '')
      return path === '/admin/sure' ? `<p>${form.get('login')} ${form.get('a')}` : null
    }
    const one = { press: { kind: 'row-form', button: 'End session' }, confirm: ['Yes, end it', 'Ja'], success: { shown: 'a/1 yes' } }
    expect(await connect({ terminate: { one } }).terminate('a/1', unhurried())).toMatchObject({ kind: 'accepted' })
  })

  it('presses no button of the list in answer to a question that was not asked', async () => {
    const one = { press: { kind: 'row-form', button: 'End session' }, confirm: ['End session', 'Yes'] }
    expect(await connect({ terminate: { one } }).terminate('b 2', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(await connect({ terminate: { user: one } }).terminateUser({ user: 'alice', userId: null }, unhurried())).toMatchObject({
      kind: 'accepted',
    })
    expect(world.ended).toEqual(['b 2', 'a/1'])
  })

  it('presses nothing in answer to a question when it is not sure which button is the answer', async () => {
    const sure = '<form method="post" action="/admin/sure"><button>Yes</button></form>'
    const list = (rows: string): string => `<table><tr><th>User<th>IP address<th></tr>${rows}</table>`
    const one = { press: { kind: 'row-form', button: 'End session' }, confirm: 'Yes' }
    const connector = connect({ terminate: { one } })
    for (const page of [
      sure + sure,
      list(`<tr><td>bob<td>10.0.0.2<td>${sure}</tr>`),
      '<form action="https://elsewhere.example/"><button>Yes</button></form>',
      '<button>Yes</button>',
    ]) {
      world.set.before = ({ path }) => (path === '/admin/end' ? page : null)
      expect(await connector.terminate('a/1', unhurried()), page).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
    }
    expect(world.server.lines()).not.toContain('POST /admin/sure')
    world.set.before = ({ path }) => (path === '/admin/end' ? `<table><tr><th>User<td>alice</tr><tr><td>${sure}</tr></table>` : null)
    await connector.terminate('a/1', unhurried())
    expect(world.server.lines()).toContain('POST /admin/sure')
  })

  it('follows a link in the row, where that is how it is done', async () => {
    world.set.before = ({ path, query }) => {
      if (path === '/kill') return `<p>killed ${query.get('id')} ${query.get('nonce')}`
      return path === '/admin/sessions'
        ? pageOf(
            [1, 2],
            '',
            (id) => `<a href="/show?id=${id}">Show</a><a href="/kill?id=${id}&amp;nonce=n1"><img alt="Kick out" src="x"></a>`,
          )
        : null
    }
    const table = { ...consoleProfile().table, values: { id: { parameter: 'id' } } }
    const one = { press: { kind: 'row-link', link: { text: 'Kick out' } }, success: { shown: 'killed r2 n1' } }
    expect(await connect({ table, terminate: { one } }).terminate('r2', unhurried())).toMatchObject({ kind: 'accepted' })
  })

  it('presses nothing when an input that it needs has no value', async () => {
    const inputs = [{ name: 'realm', label: 'Realm' }]
    for (const press of [
      { kind: 'row-form', button: 'End session', fields: { realm: '{input.realm}' } },
      { kind: 'row-link', link: { text: 'Kick out', query: { realm: '{input.realm}' } } },
    ]) {
      world.set.before = ({ path }) =>
        path === '/admin/sessions' && press.kind === 'row-link' ? pageOf([1], '', () => '<a href="/kill?realm=all">Kick out</a>') : null
      const answer = await connect({ inputs, terminate: { one: { press } } }).terminate(
        press.kind === 'row-link' ? 'r1' : 'a/1',
        unhurried(),
      )
      expect(answer).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
    }
    expect(world.server.lines().filter((line) => line === 'POST /admin/end' || line === 'GET /kill')).toEqual([])
  })

  it('refuses ids that are none, and ways that the profile does not have', async () => {
    await expect(connect().terminate('', unhurried())).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
    await expect(connect().terminateUser({ user: 'alice', userId: null }, unhurried())).rejects.toMatchObject({
      problem: { code: 'not-allowed' },
    })
    await expect(connect({ terminate: {} }).terminate('a/1', unhurried())).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
    expect(world.server.asked).toEqual([])
  })
})

describe('ending several', () => {
  const TICK = { press: { kind: 'tick', box: 'ids', button: 'End selected', fields: { action: 'end' }, atMost: 3 } } as const
  const sent: string[] = []

  beforeEach(() => {
    sent.length = 0
    world.set.before = ({ path, body }) => {
      if (path === '/admin/many') sent.push(body)
      if (path !== '/admin/sessions') return null
      const page = pageOf([1, 2, 3], '', (id) => `<input type="checkbox" name="ids" value="${id}"${id === 'r3' ? ' checked' : ''}>`)
      const hidden = '<input type="hidden" name="action" value="refresh"><input type="hidden" name="csrf" value="x">'
      return page
        .replace('<table', `<form method="post" action="/admin/many">${hidden}<table`)
        .replace('</table>', '</table><input type="submit" name="end" value="End selected"></form>')
    }
  })

  it('ticks their boxes and no others, and presses the button of the form once', async () => {
    const connector = connect({ terminate: { one: TICK } })
    await connector.read(unhurried())
    expect(connector.batch?.atMost).toBe(3)
    expect(new Set(['r1', 'r2'].map((id) => connector.batch?.groupOf(id))).size).toBe(1)
    await connector.terminateMany(['r1', 'r2'], unhurried())
    await connector.terminate('r2', unhurried())
    expect(sent).toEqual(['action=end&csrf=x&ids=r1&ids=r2&end=End+selected', 'action=end&csrf=x&ids=r2&end=End+selected'])
  })

  it('sends nothing when one of them is not there any more, because one answer would speak of all', async () => {
    const connector = connect({ terminate: { one: TICK } })
    for (const ids of [
      ['r1', 'r9'],
      ['r8', 'r9'],
    ])
      expect(await connector.terminateMany(ids, unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'not-allowed' } })
    expect(sent).toEqual([])
  })

  it('is not offered where each row has its own form', () => {
    expect(connect().batch).toBeNull()
  })
})

describe('ending all sessions of a user', () => {
  const user = { press: { kind: 'row-form', button: 'End session' }, when: { input: 'auth', is: ['standard'] } }
  const inputs = [{ name: 'auth', label: 'Authentication', default: 'standard' }]

  it('presses the button in one of the user’s rows', async () => {
    const connector = connect({ inputs, terminate: { user } })
    expect(connector.capabilities).toMatchObject({ terminateUser: true, terminateOne: false, ownSession: 'username' })
    expect(await connector.terminateUser({ user: 'bob', userId: null }, unhurried())).toMatchObject({ kind: 'accepted' })
    expect(world.ended).toEqual(['b 2'])
    expect(await connector.terminateUser({ user: 'bo', userId: null }, unhurried())).toEqual({ kind: 'not-found' })
  })

  it('is not offered where an input says that the system can’t', async () => {
    const connector = connectorTo(world.server.url, consoleProfile({ inputs, terminate: { user } }), {
      connector: { profileId: 'made-up-pages', inputs: { auth: 'tp' }, overrides: {} },
    })
    expect(connector.capabilities.terminateUser).toBe(false)
    await expect(connector.terminateUser({ user: 'bob', userId: null }, unhurried())).rejects.toMatchObject({
      problem: { code: 'not-allowed' },
    })
    await connector.close()
  })

  it('takes nobody for everybody', async () => {
    for (const name of ['', ' ', '*', null])
      await expect(connect({ inputs, terminate: { user } }).terminateUser({ user: name, userId: 'x' }, unhurried())).rejects.toMatchObject({
        problem: { code: 'not-allowed' },
      })
  })
})
