import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connector } from '../../../src/main/collector/connectors/connector.ts'
import { createConnector } from '../../../src/main/collector/connectors/registry.ts'
import { PRACTICE_IDS, type PracticeId } from '../../../src/main/practice/announcement.ts'
import { type Practice, startPractice } from '../../../src/main/practice/practice.ts'
import type { TestStep } from '../../../src/shared/contract/act.ts'
import { clientOf } from './practice-client.ts'

let practice: Practice
const connectors: Connector[] = []

beforeAll(async () => {
  practice = await startPractice({ sessions: 2400 })
})

afterAll(async () => {
  await Promise.all(connectors.map((connector) => connector.close()))
  await practice.close()
})

/** The product's own connector, made from what the practice server announced. */
function connectorOf(id: PracticeId): Connector {
  const { announcement } = clientOf(practice, id)
  const connector = createConnector({ ...announcement.draft, id, paused: false, credential: 'memory' }, announcement.secret)
  connectors.push(connector)
  return connector
}

const signal = AbortSignal.timeout(30_000)
const HOUR = 3_600_000

describe.each(PRACTICE_IDS)('%s, through the connector', (id) => {
  test('is read completely, with every row understood', async () => {
    const read = await connectorOf(id).read(signal)
    expect(read).toMatchObject({ complete: true, incomplete: null, unreadable: { count: 0, reasons: [] } })
    expect(read.sessions.length).toBeGreaterThan(590)
    for (const session of read.sessions) {
      expect(session.sessionId).not.toBe('')
      expect(session.address).toMatch(/^[\d.]+$|:/)
      expect(Date.now() - (session.createdAt ?? 0)).toBeLessThan(25 * HOUR)
      expect(Date.now() - (session.lastActiveAt ?? 0)).toBeLessThan(HOUR + 2000)
    }
  })

  test('passes every step of the connection test', async () => {
    const steps: TestStep[] = []
    for await (const step of connectorOf(id).test(signal)) steps.push(step)
    expect(steps.filter(({ result }) => result === 'failed')).toEqual([])
    expect(steps.at(-1)).toMatchObject({ step: 'shape', result: 'ok' })
  })
})

test('own sessions are known by the flag on three servers and not claimed on the one without', async () => {
  const own = await Promise.all(
    PRACTICE_IDS.map(async (id) => (await connectorOf(id).read(signal)).sessions.filter((session) => session.own)),
  )
  expect(own.map((sessions) => sessions.length)).toEqual([1, 1, 0, 1])
})

test('owners, services and anonymous sessions are told apart', async () => {
  const read = async (id: PracticeId): Promise<unknown[]> => (await connectorOf(id).read(signal)).sessions.map((session) => session.account)
  expect(await read('practice-admin')).toEqual(expect.arrayContaining(['owner', 'service', null]))
  expect(await read('practice-keep')).toEqual(expect.arrayContaining(['anonymous', 'service', null]))
  expect(await read('practice-pure')).toEqual(expect.arrayContaining(['anonymous']))
})

test('a session ends where that is allowed, and is refused on the view-only server', async () => {
  const end = async (id: PracticeId): Promise<string> => {
    const connector = connectorOf(id)
    const session = (await connector.read(signal)).sessions.find(
      ({ own, account, user }) => own !== true && account === null && user !== 'sysadmin',
    )
    const answer = await connector.terminate(session?.sessionId ?? '', signal)
    const after = (await connector.read(signal)).sessions.some(({ sessionId }) => sessionId === session?.sessionId)
    return `${answer.kind}, ${after ? 'still there' : 'gone'}`
  }
  expect(await Promise.all(PRACTICE_IDS.map(end))).toEqual(['accepted, gone', 'accepted, gone', 'accepted, gone', 'refused, still there'])
})
