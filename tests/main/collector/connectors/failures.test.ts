import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createConnector } from '../../../../src/main/collector/connectors/registry.ts'
import { type ErrorCode, type Problem, RollcallError } from '../../../../src/shared/errors.ts'
import { type FaultServer, startFaultServer } from '../../../faults/fault-server.ts'
import type { Fault } from '../../../faults/faults.ts'
import { honestRows, unhurried, watchedServer } from '../../../faults/watched-server.ts'

let faulty: FaultServer

beforeEach(async () => {
  faulty = await startFaultServer({ sessions: honestRows(5) })
})
afterEach(() => faulty.close())

async function problemOfRead(url = faulty.url, timeoutSeconds = 2): Promise<Problem> {
  const connector = createConnector(watchedServer(url, { timeoutSeconds }), null)
  try {
    const read = await connector.read(unhurried())
    throw new Error(`The read went through: ${JSON.stringify(read).slice(0, 200)}`)
  } catch (error) {
    if (error instanceof RollcallError) return error.problem
    throw error
  } finally {
    await connector.close()
  }
}

function answer(body: string | Buffer, headers: Record<string, string> = {}): Fault {
  return { kind: 'answer', status: 200, body, headers }
}

const ROWS = JSON.stringify(honestRows(3))

describe('a read that fails says which of these happened, and names the server and what to do next', () => {
  const cases: readonly (readonly [string, Fault, ErrorCode])[] = [
    ['a redirect', { kind: 'redirect', status: 302, to: 'https://elsewhere.test/login' }, 'redirected'],
    ['401', { kind: 'answer', status: 401 }, 'sign-in-failed'],
    ['403', { kind: 'answer', status: 403 }, 'no-right'],
    ['404', { kind: 'answer', status: 404 }, 'not-found'],
    ['429', { kind: 'answer', status: 429, headers: { 'retry-after': '30' } }, 'too-many-requests'],
    ['500', { kind: 'answer', status: 500, body: 'Exception in thread main' }, 'server-error'],
    ['418', { kind: 'answer', status: 418 }, 'unexpected-status'],
    ['204', { kind: 'answer', status: 204 }, 'unexpected-status'],
    ['304', { kind: 'answer', status: 304 }, 'unexpected-status'],
    ['an HTML login page with 200', { kind: 'login-page' }, 'login-page'],
    ['another web page with 200', answer('<html><body>It works!</body></html>'), 'not-json'],
    ['an empty body', answer(''), 'not-json'],
    ['malformed JSON', answer('{"sessions": [nope]}'), 'not-json'],
    ['NaN in JSON', answer('[{"id": NaN}]'), 'not-json'],
    ['text after the JSON', answer(`${ROWS} and more`), 'not-json'],
    ['half of the JSON', { kind: 'truncated' }, 'truncated'],
    ['JSON that stops between two values', answer('[{"id":"a"},'), 'truncated'],
    ['a connection that ends before Content-Length', { kind: 'long-length' }, 'truncated'],
    ['a body longer than Content-Length', { kind: 'short-length' }, 'truncated'],
    ['chunks that stop without an end', { kind: 'chunks-without-end' }, 'truncated'],
    ['a body that drips for ever', { kind: 'drip', everyMs: 50 }, 'timed-out'],
    ['no answer at all', { kind: 'silent' }, 'timed-out'],
    ['headers that come letter by letter', { kind: 'slow-headers', everyMs: 50 }, 'timed-out'],
    ['an endless body', { kind: 'endless' }, 'too-large'],
    ['a gzip bomb', { kind: 'gzip-bomb', bytes: 256 * 1024 * 1024 }, 'too-large'],
    ['two layers of gzip', { kind: 'layered-encoding' }, 'bad-encoding'],
    ['corrupt gzip', { kind: 'corrupt-gzip' }, 'bad-encoding'],
    [
      'gzip that stops half-way',
      answer(Buffer.from('H4sIAAAAAAAAA4tWykxRslIqVtJRKi1OLQIA', 'base64'), { 'content-encoding': 'gzip' }),
      'truncated',
    ],
    ['an encoding nobody asked for', answer('x', { 'content-encoding': 'br' }), 'bad-encoding'],
    ['broken UTF-8', answer(Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d])), 'bad-encoding'],
    ['another shape', answer('{"hello":"world"}'), 'wrong-shape'],
    ['a number', answer('42'), 'wrong-shape'],
    ['null', answer('null'), 'wrong-shape'],
    ['a reset connection', { kind: 'reset-before' }, 'connection-failed'],
    ['another protocol', { kind: 'not-http' }, 'connection-failed'],
  ]
  it.each(cases)('%s', async (_, fault, code) => {
    faulty.setFault(fault)
    const problem = await problemOfRead()
    expect(problem.code).toBe(code)
    expect(problem.message).toContain('Keep EU')
    expect(problem.message).toMatch(/^[A-Z].*\.$/)
    expect(problem.next).toMatch(/^[A-Z].*\.$/)
    expect(problem.technical ?? '').not.toMatch(/[\p{Cc}\u202e]/u)
  })
})

describe('an answer that is odd but readable is read', () => {
  const cases: readonly (readonly [string, Fault])[] = [
    ['a byte order mark', answer(`\ufeff${ROWS}`)],
    ['UTF-16 with a mark', answer(Buffer.from(`\ufeff${ROWS}`, 'utf16le'))],
    ['UTF-16 without a mark', answer(Buffer.from(ROWS, 'utf16le'))],
    ['big-endian UTF-16', answer(Buffer.from(`\ufeff${ROWS}`, 'utf16le').swap16())],
    ['gzip on loopback although it was not asked for', { kind: 'gzip' }],
    ['no content type', answer(ROWS, { 'content-type': '' })],
  ]
  it.each(cases)('%s', async (_, fault) => {
    faulty.setFault(fault, { times: 1 })
    faulty.sessions.delete('s3')
    faulty.sessions.delete('s4')
    const connector = createConnector(watchedServer(faulty.url), null)
    const read = await connector.read(unhurried())
    expect(read.sessions.map(({ sessionId }) => sessionId)).toEqual(['s0', 's1', 's2'])
    expect(read.complete).toBe(true)
    await connector.close()
  })
})

it('tells a refused connection from a name that is not found', async () => {
  const { url } = faulty
  await faulty.close()
  expect((await problemOfRead(url)).code).toBe('connection-refused')
  expect((await problemOfRead('https://no-such-server.invalid')).code).toBe('name-not-found')
})

it('keeps the whole deadline although bytes keep coming', async () => {
  faulty.setFault({ kind: 'drip', everyMs: 20 })
  const startedAt = performance.now()
  await problemOfRead(faulty.url, 5)
  const took = performance.now() - startedAt
  expect(took).toBeGreaterThan(4500)
  expect(took).toBeLessThan(15_000)
})

it('gives up after 10 seconds without headers, long before the whole deadline', async () => {
  faulty.setFault({ kind: 'slow-headers', everyMs: 100 })
  const startedAt = performance.now()
  const problem = await problemOfRead(faulty.url, 60)
  const took = performance.now() - startedAt
  expect(problem.message).toContain('10 seconds')
  expect(took).toBeGreaterThan(9000)
  expect(took).toBeLessThan(30_000)
})

it('hands the server’s wait on with a 429 and a 503, clamped so that no timer overflows', async () => {
  faulty.setFault({ kind: 'answer', status: 429, headers: { 'retry-after': '9999999' } })
  expect((await problemOfRead()).retryAfterMs).toBe(900_000)
  faulty.setFault({ kind: 'answer', status: 503, headers: { 'retry-after': ['5', '20'] } })
  expect((await problemOfRead()).retryAfterMs).toBe(20_000)
})

it('shows a server’s words spelled out and cut', async () => {
  faulty.setFault(answer(`\u202eevil\u0007${'x'.repeat(500)}`))
  const { technical = '' } = await problemOfRead()
  expect(technical).toContain('\\u{202e}evil\\u{7}xxx')
  expect(technical.length).toBeLessThanOrEqual(160)
})

it('throws the caller’s own reason when the caller ends a read', async () => {
  faulty.setFault({ kind: 'silent' })
  const connector = createConnector(watchedServer(faulty.url), null)
  const reason = new Error('paused')
  await expect(connector.read(AbortSignal.abort(reason))).rejects.toBe(reason)
  const controller = new AbortController()
  setTimeout(() => controller.abort(reason), 100)
  await expect(connector.read(controller.signal)).rejects.toBe(reason)
  await connector.close()
})

it('asks again once over a fresh connection when the server closed the kept one', async () => {
  const connector = createConnector(watchedServer(faulty.url), null)
  await connector.read(unhurried())
  faulty.setFault({ kind: 'reset-before' }, { times: 1 })
  expect((await connector.read(unhurried())).complete).toBe(true)
  expect(faulty.received().connections).toBe(2)
  await connector.close()
})

it('reads page after page and poll after poll over one connection', async () => {
  const connector = createConnector(
    watchedServer(faulty.url, { connector: { profileId: 'admin-sessions', inputs: {}, overrides: { pageSize: 2 } } }),
    null,
  )
  await connector.read(unhurried())
  await connector.read(unhurried())
  expect(faulty.requests.length).toBeGreaterThan(6)
  expect(faulty.received().connections).toBe(1)
  await connector.close()
})

it('gives a waiting request up at once, and never sends it afterwards', async () => {
  faulty.setFault({ kind: 'silent' }, { on: 'list' })
  const connector = createConnector(watchedServer(faulty.url), null)
  const first = new AbortController()
  const reading = connector.read(first.signal).catch(() => null)
  await expect(connector.read(AbortSignal.timeout(200))).rejects.toThrow()
  first.abort()
  await reading
  await connector.close()
  expect(faulty.requests.length).toBe(1)
})

it('says that a terminate request was not sent when the connection never came to be', async () => {
  const mute = createServer()
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const connector = createConnector(watchedServer(`https://127.0.0.1:${(mute.address() as AddressInfo).port}`, { timeoutSeconds: 1 }), null)
  const startedAt = performance.now()
  expect(await connector.terminate('s1', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'timed-out' } })
  expect(performance.now() - startedAt).toBeLessThan(5000)
  await connector.close()
  mute.close()
})
