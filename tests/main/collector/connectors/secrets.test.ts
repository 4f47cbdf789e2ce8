import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createConnector, testServer } from '../../../../src/main/collector/connectors/registry.ts'
import { RollcallError } from '../../../../src/shared/errors.ts'
import type { Auth } from '../../../../src/shared/profile/sign-in.ts'
import { type FaultServer, startFaultServer } from '../../../faults/fault-server.ts'
import { honestRows, stepsOf, unhurried, watchedServer } from '../../../faults/watched-server.ts'

const SECRET = 'c4nary-Secret/with=signs'
const KEY: Auth = { kind: 'header', name: 'X-API-Key', template: 'key {secret}' }
const BASIC: Auth = { kind: 'basic', username: 'admin@example.com' }

let origin: FaultServer
let elsewhere: FaultServer

beforeEach(async () => {
  origin = await startFaultServer({ sessions: honestRows(3) })
  elsewhere = await startFaultServer({ sessions: honestRows(3) })
})
afterEach(async () => {
  await origin.close()
  await elsewhere.close()
})

it('sends the secret as the server’s settings say', async () => {
  for (const auth of [KEY, BASIC]) {
    const connector = createConnector(watchedServer(origin.url, { auth }), SECRET)
    await connector.read(unhurried())
    await connector.close()
  }
  const basic = Buffer.from(`admin@example.com:${SECRET}`).toString('base64')
  const sent = origin.requests.map(({ headers }) => headers['x-api-key'] ?? headers.authorization)
  expect([...new Set(sent)]).toEqual([`key ${SECRET}`, `Basic ${basic}`])
})

describe('a redirect is an error, and its target is never asked', () => {
  const statuses = [301, 302, 303, 307, 308] as const
  it.each(statuses)('%i', async (status) => {
    for (const auth of [KEY, BASIC]) {
      origin.setFault({ kind: 'redirect', status, to: `${elsewhere.url}/api/admin/sessions` })
      const connector = createConnector(watchedServer(origin.url, { auth }), SECRET)
      await expect(connector.read(unhurried())).rejects.toMatchObject({ problem: { code: 'redirected' } })
      expect(await connector.terminate('s1', unhurried())).toMatchObject({ kind: 'failed', problem: { code: 'redirected' } })
      expect(await connector.terminateUser({ userId: '1', user: null }, unhurried())).toMatchObject({
        kind: 'failed',
        problem: { code: 'redirected' },
      })
      await connector.close()
    }
    expect(elsewhere.requests).toEqual([])
    expect(elsewhere.received()).toMatchObject({ bytes: 0, connections: 0 })
    expect(origin.sessions.size).toBe(3)
  })
})

describe('a server that echoes the secret does not get it into an error', () => {
  const basic = Buffer.from(`admin@example.com:${SECRET}`).toString('base64')
  const echoes = [SECRET, encodeURIComponent(SECRET), basic, `${'x'.repeat(70)}${SECRET}`]
  it.each(echoes)('%s', async (echo) => {
    const faults = [
      { kind: 'answer', status: 500, body: echo },
      { kind: 'answer', status: 200, body: echo },
      { kind: 'answer', status: 200, body: `<b>${echo}` },
      { kind: 'redirect', status: 302, to: `/?${echo}` },
    ] as const
    for (const fault of faults) {
      origin.setFault(fault)
      const connector = createConnector(watchedServer(origin.url, { auth: BASIC }), SECRET)
      const error = await connector.read(unhurried()).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(RollcallError)
      const text = JSON.stringify((error as RollcallError).problem)
      for (const piece of [SECRET, encodeURIComponent(SECRET), basic]) expect(text).not.toContain(piece.slice(0, 9))
      await connector.close()
    }
  })
})

it('refuses what can’t stand in a header before anything is sent, without repeating it', () => {
  for (const secret of ['two\nlines', 'ends with a space ', 'Schlüssel-✓']) {
    const create = () => createConnector(watchedServer(origin.url, { auth: KEY }), secret)
    expect(create).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'bad-input' }) }))
    expect(create).not.toThrow(secret.trim())
  }
  expect(() => createConnector(watchedServer(origin.url, { auth: { kind: 'header', name: 'Host', template: '{secret}' } }), 'a')).toThrow(
    RollcallError,
  )
  expect(() => createConnector(watchedServer(origin.url, { auth: { kind: 'basic', username: 'a:b' } }), 'a')).toThrow(RollcallError)
  expect(origin.requests).toEqual([])
})

it('asks for a missing credential instead of asking the server without one', async () => {
  expect(() => createConnector(watchedServer(origin.url, { auth: KEY }), null)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'credential-needed' }) }),
  )
  const steps = await stepsOf(testServer(watchedServer(origin.url, { auth: KEY }), null, unhurried()))
  expect(steps.map(({ step, result }) => `${step} ${result}`)).toEqual([
    'address ok',
    'name ok',
    'connection ok',
    'tls skipped',
    'sign-in failed',
  ])
  expect(steps.at(-1)?.problem?.code).toBe('credential-needed')
  expect(origin.requests).toEqual([])
})
