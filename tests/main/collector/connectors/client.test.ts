import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createClient } from '../../../../src/main/collector/connectors/client.ts'
import { staticSignIn } from '../../../../src/main/collector/connectors/profile/sign-in.ts'
import { scrubber } from '../../../../src/main/collector/connectors/scrub.ts'
import type { WireRequest } from '../../../../src/main/collector/connectors/wire.ts'
import type { Auth } from '../../../../src/shared/profile/sign-in.ts'
import { startFaultServer } from '../../../faults/fault-server.ts'
import { honestRows, unhurried, watchedServer } from '../../../faults/watched-server.ts'
import { clientOf, END, errorOf, LIST, profileWith, startServer } from './profile/client-world.ts'

const SECRET = 'c4nary secret&"with"=signs'

describe('nothing is sent outside the server’s base path', () => {
  it.each([
    'http://elsewhere.test/api',
    '//elsewhere.test/api',
    '/\\elsewhere.test/api',
    '/other/api',
    '/basement/api',
    '/base/../api',
    '/base/%2e%2e/api',
    '/base/a/./b',
    '/base/api#x',
    '/base/a b',
    '/base/a\nb',
    '@elsewhere.test/base',
    '.elsewhere.test/base',
    '',
  ])('%j', async (target) => {
    const server = await startServer(() => ({ json: [] }))
    const client = clientOf(`${server.url}/base`, profileWith({ auth: { kind: 'header', name: 'X-Key', template: '{secret}' } }), SECRET)
    expect((await errorOf(client.read({ ...LIST, target }, unhurried()))).code).toBe('not-allowed')
    expect(await client.act({ ...END, target }, unhurried())).toMatchObject({
      kind: 'broken',
      sent: false,
      problem: { code: 'not-allowed' },
    })
    expect(server.requests).toEqual([])
  })

  it('and what lies on it is', async () => {
    const server = await startServer(() => ({ json: [] }))
    const client = clientOf(`${server.url}/base`, profileWith(), null)
    for (const target of ['/base', '/base/', '/base/api?next=http://elsewhere.test/../x&page[after]=1']) {
      await client.read({ ...LIST, target }, unhurried())
    }
    expect(server.requests.map(({ path }) => path)).toEqual(['/base', '/base/', '/base/api'])
  })
})

describe('no secret gets into an error', () => {
  const login = { id: 'user', name: 'x', request: { method: 'POST', path: '/login', form: { p: '{secret}' } }, token: { body: 'token' } }
  const auths: readonly Auth[] = [
    { kind: 'basic', username: 'ann' },
    { kind: 'header', name: 'X-Key', template: 'key {secret}' },
    { kind: 'query', name: 'key' },
    { kind: 'login', login: 'user', username: 'ann' },
  ]
  it.each(auths)('of $kind, whatever the server repeats', async (auth) => {
    const known = ['t0ken/of+login', 'r3fresh-token', 'c00kie-value', SECRET, Buffer.from(`ann:${SECRET}`).toString('base64')]
    let echo = ''
    const server = await startServer(({ path }) => {
      const cookie = { 'set-cookie': 'sid=c00kie-value; Path=/' }
      if (path === '/login' && auth.kind === 'login') return { json: { token: known[0], refresh_token: known[1] }, headers: cookie }
      return { status: 500, text: echo, headers: cookie }
    })
    const mine = auth.kind === 'login' ? [0, 1, 3] : [3, ...(auth.kind === 'basic' ? [2, 4] : [])]
    const client = clientOf(server.url, profileWith({ auth, logins: [login] }), SECRET)
    await errorOf(client.read(LIST, unhurried()))
    for (const secret of mine.map((index) => known[index] ?? '')) {
      for (const spelling of [secret, encodeURIComponent(secret), JSON.stringify(secret), Buffer.from(secret).toString('base64')]) {
        echo = `it was ${spelling}!`
        const read = await errorOf(client.read(LIST, unhurried()))
        const acted = await client.act(END, unhurried())
        const failed = acted.kind === 'answered' ? client.failureOf(END, acted.answer) : acted.problem
        for (const error of [read, failed]) expect(error?.problem.technical).toMatch(/^HTTP 500 it was "?\[secret\]"?!$/)
      }
    }
  })

  it('of somebody else, by its name', async () => {
    const words =
      '[{"id":1,"token":"s0mebody-else","sessionKey": "an0ther-one" x Authorization: Bearer l0nger.than_six ?access_token=in_a_l1nk&user=ann'
    const server = await startServer(() => ({ text: words }))
    const client = clientOf(server.url, profileWith(), null)
    const { technical } = (await errorOf(client.read(LIST, unhurried()).then((answer) => answer.json()))).problem
    expect(technical).toMatch(/^\[\{"id":1,"token":"\[secret\]","sessionKey": "\[secret\]" x/)
    expect(scrubber([])(words)).toBe(
      '[{"id":1,"token":"[secret]","sessionKey": "[secret]" x Authorization: Bearer [secret] ?access_token=[secret]&user=ann',
    )
  })

  it('of the sign-in itself, when it is refused', async () => {
    const server = await startServer(({ body, target }) => ({ status: 401, text: `${target} ${body} ${decodeURIComponent(body)}` }))
    const client = clientOf(server.url, profileWith({ auth: auths[3] as Auth, logins: [login] }), SECRET)
    const { problem } = await errorOf(client.read(LIST, unhurried()))
    expect(problem.technical).toContain('[secret]')
    expect(JSON.stringify(problem)).not.toContain('c4nary')
  })
})

it('reads as many answers at once as it may, and no more', async () => {
  let now = 0
  let most = 0
  const server = await startServer(async () => {
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, 50))
    now -= 1
    return { json: [] }
  })
  for (const readConnections of [1, 4]) {
    const client = clientOf(server.url, profileWith(), null, {}, { readConnections })
    most = 0
    const { read } = client
    await Promise.all(Array.from({ length: 8 }, () => read(LIST, unhurried())))
    expect(most).toBe(readConnections)
    await client.close()
  }
})

it('asks again when several kept connections turn out to be closed, and never sends again what acts', async () => {
  const faulty = await startFaultServer({ sessions: honestRows(3) })
  const client = clientOf(faulty.url, profileWith(), null, {}, { readConnections: 3 })
  const list: WireRequest = { ...LIST, target: '/api/admin/sessions' }
  const { read } = client
  const all = (): Promise<unknown> => Promise.all([read(list, unhurried()), read(list, unhurried()), read(list, unhurried())])
  await all()
  faulty.setFault({ kind: 'reset-before' }, { times: 3 })
  await all()
  await client.act({ ...END, target: '/api/admin/sessions/s0' }, unhurried())
  faulty.setFault({ kind: 'reset-before' }, { times: 1 })
  expect(await client.act({ ...END, target: '/api/admin/sessions/s1' }, unhurried())).toMatchObject({ kind: 'broken', sent: true })
  expect(faulty.ended).toEqual(['s0'])
  await client.close()
  await faulty.close()
})

it('sends bodies, any method, and a body with a DELETE', async () => {
  const heads: string[] = []
  const sockets = new Set<Socket>()
  const raw = createServer((socket) => {
    sockets.add(socket)
    socket.on('data', (chunk) => {
      heads.push(chunk.toString('latin1'))
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]')
    })
  })
  await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve))
  const client = clientOf(`http://127.0.0.1:${(raw.address() as AddressInfo).port}`, profileWith(), null)
  const json = { contentType: 'application/json', text: '{"ü":1}' }
  await client.read({ ...LIST, method: 'LIST' }, unhurried())
  await client.read({ ...LIST, method: 'POST', body: json, headers: { 'Content-Type': 'application/merge+json' } }, unhurried())
  await client.act({ ...END, body: { ...json, text: '{}' } }, unhurried())
  for (const socket of sockets) socket.destroy()
  raw.close()
  const [list = '', post = '', end = ''] = heads
  expect(list).toMatch(/^LIST \/api\/sessions HTTP\/1\.1\r\n/)
  expect(post).toMatch(/^POST .*content-type: application\/merge\+json\r\n.*content-length: 8\r\n.*\{"Ã¼":1\}$/s)
  expect(post.match(/content-type/gi)?.length).toBe(1)
  expect(end).toMatch(/^DELETE .*content-length: 2\r\n.*\{\}$/s)
})

describe('text', () => {
  const latin = Buffer.from('<meta charset="iso-8859-1"><td>Jürgen</td>', 'latin1')
  it.each<readonly [string, Buffer, string, string]>([
    ['in UTF-8', Buffer.from('OK - Jürgen'), 'text/plain', 'OK - Jürgen'],
    ['with a mark', Buffer.from('\ufeffOK'), 'text/plain', 'OK'],
    ['in the charset of its header', Buffer.from('Jürgen', 'latin1'), 'text/html; charset=ISO-8859-1', 'Jürgen'],
    ['in the charset of its page', latin, 'text/html', '<meta charset="iso-8859-1"><td>Jürgen</td>'],
  ])('%s is read', async (_, body, contentType, expected) => {
    const faulty = await startFaultServer()
    faulty.setFault({ kind: 'answer', status: 200, body, headers: { 'content-type': contentType } })
    const client = clientOf(faulty.url, profileWith(), null, {}, { accept: 'html' })
    expect((await client.read(LIST, unhurried())).text()).toBe(expected)
    expect(faulty.requests[0]?.headers.accept).toBe('text/html, application/xhtml+xml')
    await faulty.close()
  })

  it('in a broken or unknown encoding is refused', async () => {
    const faulty = await startFaultServer()
    for (const [body, contentType] of [
      [Buffer.from([0xff, 0x41]), 'text/html'],
      [Buffer.from('x'), 'text/html; charset=klingon'],
    ] as const) {
      faulty.setFault({ kind: 'answer', status: 200, body, headers: { 'content-type': contentType } })
      const client = clientOf(faulty.url, profileWith(), null, {}, { accept: 'text' })
      const answer = await client.read(LIST, unhurried())
      expect(() => answer.text()).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'bad-encoding' }) }))
      await client.close()
    }
    await faulty.close()
  })
})

it('judges an error by its packed body too', async () => {
  const faulty = await startFaultServer()
  const body = gzipSync(JSON.stringify({ code: 'EXPIRED' }))
  faulty.setFault({ kind: 'answer', status: 400, body, headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } })
  const client = clientOf(faulty.url, profileWith({ answers: { signIn: [{ path: 'code', is: 'EXPIRED' }], message: 'code' } }), null)
  expect((await errorOf(client.read(LIST, unhurried()))).problem).toMatchObject({ code: 'sign-in-failed', technical: 'HTTP 400 EXPIRED' })
  await faulty.close()
})

it('works for a server without a profile', async () => {
  const server = await startServer(() => ({
    text: 'OK - Operation expireSession without return value',
    headers: { 'set-cookie': 'sid=1' },
  }))
  const watched = watchedServer(server.url, { auth: { kind: 'basic', username: 'robot' } })
  const client = createClient({
    server: watched,
    secret: SECRET,
    signIn: staticSignIn(watched, SECRET),
    accept: 'text',
    headers: { Origin: '{origin}' },
  })
  onTestFinished(() => client.close())
  const acted = await client.act({ method: 'GET', target: '/manager/jmxproxy/?invoke=x', doing: 'ending a session' }, unhurried())
  expect(acted.kind === 'answered' ? acted.answer.text() : acted).toBe('OK - Operation expireSession without return value')
  await client.read({ ...LIST, target: '/manager/jmxproxy/?invoke=y' }, unhurried())
  expect(server.requests.map(({ headers }) => [headers.origin, headers.cookie])).toEqual([
    [server.url, undefined],
    [server.url, 'sid=1'],
  ])
})
