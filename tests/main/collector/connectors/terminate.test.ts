import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createConnector } from '../../../../src/main/collector/connectors/registry.ts'
import { RollcallError } from '../../../../src/shared/errors.ts'
import { isSafeSessionId } from '../../../../src/shared/guard.ts'
import { type FaultServer, startFaultServer } from '../../../faults/fault-server.ts'
import type { Fault } from '../../../faults/faults.ts'
import { honestRows, unhurried, watchedServer } from '../../../faults/watched-server.ts'

let faulty: FaultServer

beforeEach(async () => {
  faulty = await startFaultServer({ sessions: honestRows(20), prefix: '/base' })
})
afterEach(() => faulty.close())

describe('what a server says to a terminate request', () => {
  const cases: readonly (readonly [string, Fault | null, unknown, boolean])[] = [
    ['204: accepted', null, { kind: 'accepted', status: 204 }, true],
    ['200 that ends nothing: accepted, which proves nothing', { kind: 'ok-noop' }, { kind: 'accepted', status: 200 }, false],
    ['404: not found', { kind: 'not-found-but-listed' }, { kind: 'not-found' }, false],
    ['401: refused', { kind: 'answer', status: 401 }, { kind: 'refused', problem: { code: 'sign-in-failed' } }, false],
    ['403: refused', { kind: 'answer', status: 403 }, { kind: 'refused', problem: { code: 'no-right' } }, false],
    ['429 with a wait', { kind: 'answer', status: 429, headers: { 'retry-after': '7' } }, { kind: 'throttled', retryAfterMs: 7000 }, false],
    ['429 without a wait', { kind: 'answer', status: 429 }, { kind: 'throttled', retryAfterMs: 10_000 }, false],
    [
      '303: failed, not followed by a GET',
      { kind: 'redirect', status: 303, to: '/base/api/admin/sessions' },
      { kind: 'failed', problem: { code: 'redirected' } },
      false,
    ],
    ['500: failed', { kind: 'answer', status: 500 }, { kind: 'failed', problem: { code: 'server-error' } }, false],
    ['a reset before acting: no answer', { kind: 'reset-before' }, { kind: 'no-answer', problem: { code: 'connection-failed' } }, false],
    ['a reset after acting: no answer', { kind: 'reset-after' }, { kind: 'no-answer', problem: { code: 'connection-failed' } }, true],
    ['silence after acting: no answer', { kind: 'silent-after' }, { kind: 'no-answer', problem: { code: 'timed-out' } }, true],
    ['200 with a body that drips for ever: accepted', { kind: 'drip', everyMs: 50 }, { kind: 'accepted', status: 200 }, false],
  ]
  it.each(cases)('%s', async (_, fault, expected, gone) => {
    faulty.setFault(fault)
    const connector = createConnector(watchedServer(faulty.url, { timeoutSeconds: 3 }), null)
    expect(await connector.terminate('s1', unhurried())).toMatchObject(expected as object)
    expect(faulty.requests.map(({ line }) => line)).toEqual(['DELETE /base/api/admin/sessions/s1 HTTP/1.1'])
    expect(faulty.sessions.has('s1')).toBe(!gone)
    await connector.close()
  })

  it('says failed, not unknown, when the request can’t have left', async () => {
    await faulty.close()
    const connector = createConnector(watchedServer(faulty.url), null)
    expect(await connector.terminate('s1', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'connection-refused' } })
    await connector.close()
  })
})

describe('ids', () => {
  it('that could steer the request elsewhere are refused before anything is sent', async () => {
    const connector = createConnector(watchedServer(faulty.url), null)
    for (const id of ['', '.', '..', 'a\nb', '\u0000', '\ud800', 'x'.repeat(2001)]) {
      await expect(connector.terminate(id, unhurried())).rejects.toBeInstanceOf(RollcallError)
    }
    for (const id of ['', ' ', '\t', '.', '\udfff', 'undefined', 'null', '[object Object]']) {
      await expect(connector.terminateUser({ userId: id, user: 'ann' }, unhurried())).rejects.toBeInstanceOf(RollcallError)
    }
    expect(faulty.requests).toEqual([])
    await connector.close()
  })

  it('end the one session they name, whatever they look like', async () => {
    const ids = [
      'a/b',
      '../s1',
      '%2e%2e',
      '?userId=',
      '#',
      'a b',
      'ü',
      '💥',
      '\\',
      ';',
      '*',
      's1/..',
      '{sessionId}',
      '{list}',
      '$&',
      "'",
      '+',
    ]
    for (const id of ids) faulty.sessions.set(id, { id })
    const connector = createConnector(watchedServer(faulty.url), null)
    for (const id of ids) expect(await connector.terminate(id, unhurried())).toMatchObject({ kind: 'accepted' })
    expect(faulty.ended).toEqual(ids)
    expect(faulty.sessions.size).toBe(20)
    await connector.close()
  })

  it('end all sessions of one user, and no one else’s', async () => {
    const connector = createConnector(watchedServer(faulty.url), null)
    expect(await connector.terminateUser({ userId: '3', user: null }, unhurried())).toMatchObject({ kind: 'accepted' })
    expect(await connector.terminateUser({ userId: '3&userId=4', user: null }, unhurried())).toMatchObject({ kind: 'accepted' })
    expect(faulty.requests.map(({ target }) => target)).toEqual([
      '/base/api/admin/sessions?userId=3',
      '/base/api/admin/sessions?userId=3%26userId%3D4',
    ])
    expect(faulty.ended).toEqual(['s3', 's10', 's17'])
    await connector.close()
  })

  it('of every kind reach the wire as exactly one segment below the list, or not at all', { timeout: 240_000 }, async () => {
    const hostile = fc.constantFrom(
      '.',
      '..',
      '/',
      '\\',
      '?',
      '#',
      '%',
      '%2e',
      '%2f',
      '%00',
      '\u0000',
      '\r\n',
      ' ',
      ';',
      '@',
      ':',
      '//',
      '\ud800',
      '\udc00',
      'x',
      'é',
      '💥',
      '\u202e',
      '\t',
      '\u2028',
    )
    const id = fc.oneof(
      fc.array(hostile, { maxLength: 6 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ maxLength: 12 }),
      fc.webUrl(),
    )
    const expected = /^DELETE \/base\/api\/admin\/sessions\/[^/?#\s]+ HTTP\/1\.1$/
    faulty.sessions.clear()
    faulty.sessions.set('must stay: no generated id is this', {})
    const connector = createConnector(watchedServer(faulty.url), null)
    let asked = 0
    await fc.assert(
      fc.asyncProperty(fc.array(id, { minLength: 100, maxLength: 100 }), async (ids) => {
        const before = faulty.requests.length
        const answers = await Promise.allSettled(ids.map((one) => connector.terminate(one, unhurried())))
        const safe = ids.filter((one) => isSafeSessionId(one))
        expect(answers.map(({ status }) => status)).toEqual(ids.map((one) => (isSafeSessionId(one) ? 'fulfilled' : 'rejected')))
        const lines = faulty.requests.slice(before).map(({ line }) => line)
        expect(lines.filter((line) => !expected.test(line))).toEqual([])
        const segments = lines.map((line) => decodeURIComponent(line.slice('DELETE /base/api/admin/sessions/'.length, -' HTTP/1.1'.length)))
        expect(segments.toSorted()).toEqual(safe.toSorted())
        asked += ids.length
      }),
      { numRuns: 1000, endOnFailure: true },
    )
    expect(asked).toBe(100_000)
    expect(faulty.sessions.size).toBe(1)
    await connector.close()
  })
})

it('ends a session while a slow read of the same server goes on', async () => {
  faulty.setFault({ kind: 'silent' }, { on: 'list' })
  const connector = createConnector(watchedServer(faulty.url), null)
  const controller = new AbortController()
  const reading = connector.read(controller.signal).catch(() => null)
  expect(await connector.terminate('s1', unhurried())).toMatchObject({ kind: 'accepted' })
  controller.abort()
  await reading
  await connector.close()
})

it('given up after it was sent, a terminate request has no known answer; before, it was never sent', async () => {
  faulty.setFault({ kind: 'silent-after' })
  const connector = createConnector(watchedServer(faulty.url), null)
  expect(await connector.terminate('s1', AbortSignal.timeout(300))).toMatchObject({
    kind: 'no-answer',
    problem: { code: 'connection-failed' },
  })
  await expect(connector.terminate('s2', AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
  expect(faulty.requests.length).toBe(1)
  await connector.close()
})
