import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Connector, DecodedSession } from '../../../src/main/collector/connectors/connector.ts'
import { createPageConnector } from '../../../src/main/collector/connectors/page/page-connector.ts'
import pureProfile from '../../../src/main/collector/connectors/profiles/elsevier-pure.json' with { type: 'json' }
import { createConnector } from '../../../src/main/collector/connectors/registry.ts'
import { PRACTICE_IDS, type PracticeAnnouncement, type PracticeId } from '../../../src/main/practice/announcement.ts'
import { type Practice, startPractice } from '../../../src/main/practice/practice.ts'
import type { TestStep } from '../../../src/shared/contract/act.ts'
import { profileSchema } from '../../../src/shared/profile.ts'
import type { Server, ServerDraft } from '../../../src/shared/server.ts'
import { adminOf, keepOf, reefOf } from './practice-client.ts'

const HOUR = 3_600_000
const LONGEST: Record<PracticeId, number> = { 'practice-keep': 24, 'practice-admin': 24, 'practice-reef': 72, 'practice-pure': 24 }

let practice: Practice
const connectors: Connector[] = []

beforeAll(async () => {
  practice = await startPractice({ sessions: 2400 })
})

afterEach(async () => {
  await Promise.all(connectors.splice(0).map((connector) => connector.close()))
})

afterAll(() => practice.close())

function announced(id: PracticeId, { announcements }: Practice = practice): PracticeAnnouncement {
  const announcement = announcements.find((one) => one.id === id)
  if (announcement === undefined) throw new Error(`no ${id}`)
  return announcement
}

function serverOf(id: PracticeId, change: Partial<ServerDraft> = {}): Server {
  return { ...announced(id).draft, ...change, id, paused: false, credential: 'memory' }
}

/** The product's own connector, made from what the practice server announced, or from that with a change. */
function connectorOf(id: PracticeId, change: Partial<ServerDraft> = {}, secret = announced(id).secret): Connector {
  const connector = createConnector(serverOf(id, change), secret)
  connectors.push(connector)
  return connector
}

const signal = AbortSignal.timeout(60_000)

async function sessionsOf(connector: Connector): Promise<readonly DecodedSession[]> {
  return (await connector.read(signal)).sessions
}

describe.each(PRACTICE_IDS)('%s, through the connector', (id) => {
  test('is read completely, with every row understood', async () => {
    const read = await connectorOf(id).read(signal)
    expect(read).toMatchObject({ complete: true, incomplete: null, unreadable: { count: 0, reasons: [] } })
    expect(read.sessions.length).toBeGreaterThan(590)
    for (const session of read.sessions) {
      expect(session.sessionId).not.toBe('')
      expect(session.address).toMatch(/^[\d.]+$|:/)
      expect(Math.abs(Date.now() - (session.lastActiveAt ?? 0))).toBeLessThan(HOUR + 2000)
      if (id === 'practice-keep') expect(session.createdAt).toBeNull()
      else expect(Date.now() - (session.createdAt ?? 0)).toBeLessThan(LONGEST[id] * HOUR + 2000)
    }
  })

  test('passes every step of the connection test', async () => {
    const steps: TestStep[] = []
    for await (const step of connectorOf(id).test(signal)) steps.push(step)
    expect(steps.filter(({ result }) => result === 'failed')).toEqual([])
    expect(steps.at(-1)).toMatchObject({ step: 'shape', result: 'ok' })
  })

  test('gives the same sessions the same ids and the same times of creation in two reads', async () => {
    const connector = connectorOf(id)
    const [one, other] = [await sessionsOf(connector), await sessionsOf(connector)]
    const again = new Map(other.map((session) => [session.sessionId, session]))
    const stayed = one.filter(({ sessionId }) => again.has(sessionId))
    expect(stayed.length).toBeGreaterThan(one.length * 0.9)
    for (const { sessionId, createdAt, createdWithin } of stayed) {
      expect(Math.abs((again.get(sessionId)?.createdAt ?? 0) - (createdAt ?? 0))).toBeLessThanOrEqual(createdWithin)
    }
  })

  test('a wrong secret is a sign-in that failed', async () => {
    await expect(connectorOf(id, {}, 'a wrong secret').read(signal)).rejects.toMatchObject({ code: 'sign-in-failed' })
  })
})

test('own sessions are known by the flag on one server, and by their user on the others', async () => {
  const made = PRACTICE_IDS.map((id) => connectorOf(id))
  expect(made.map(({ capabilities }) => capabilities.ownSession)).toEqual(['username', 'flag', 'username', 'username'])
  const own = await Promise.all(made.map(async (connector) => (await sessionsOf(connector)).filter((session) => session.own)))
  expect(own.map((sessions) => sessions.length)).toEqual([0, 1, 0, 0])
})

test('owners, services and anonymous sessions are told apart where the server tells', async () => {
  const read = async (id: PracticeId): Promise<unknown[]> => (await sessionsOf(connectorOf(id))).map((session) => session.account)
  expect(await read('practice-admin')).toEqual(expect.arrayContaining(['owner', 'service', null]))
  expect(new Set(await read('practice-pure'))).toEqual(new Set(['anonymous', null]))
})

test('Keep’s codes become the words of its documents, and each session has its node', async () => {
  const sessions = await sessionsOf(connectorOf('practice-keep'))
  expect(new Set(sessions.map(({ type }) => type))).toEqual(new Set(['REST API', 'Browser', 'Other']))
  expect(new Set(sessions.map(({ node }) => node))).toEqual(new Set(['keep-eu-1', 'keep-eu-2']))
})

test('Reef’s rows keep names, e-mail, project and organisation, and some sessions last for days', async () => {
  const sessions = await sessionsOf(connectorOf('practice-reef'))
  const lars = sessions.find(({ user }) => user === 'NORTHFIELD\\lars.sorensen')
  expect(lars).toMatchObject({ displayName: 'Lars Sørensen', email: 'lars.sorensen@northfield.example' })
  expect(sessions.every(({ project, organisation }) => project !== null && organisation !== null)).toBe(true)
  expect(sessions.some(({ createdAt }) => Date.now() - (createdAt ?? 0) > 30 * HOUR)).toBe(true)
})

test('Pure’s table is found by Danish headings too', async () => {
  const [login] = pureProfile.logins
  const profile = profileSchema.parse({ ...pureProfile, logins: [{ ...login, page: { ...login?.page, query: { lang: 'da' } } }] })
  if (profile.kind !== 'page') throw new Error('no page profile')
  const connector = createPageConnector(serverOf('practice-pure'), profile, announced('practice-pure').secret)
  connectors.push(connector)
  const read = await connector.read(signal)
  expect(read.complete).toBe(true)
  expect(read.sessions.length).toBeGreaterThan(590)
})

test.each(['practice-reef', 'practice-pure'] as const)('%s is read on after its browser was signed out for idleness', async (id) => {
  let now = Date.now()
  const other = await startPractice({ sessions: null, now: () => now })
  const { draft, secret } = announced(id, other)
  const connector = connectorOf(id, draft, secret)
  expect((await connector.read(signal)).complete).toBe(true)
  now += 31 * 60_000
  expect((await connector.read(signal)).complete).toBe(true)
  await other.close()
})

test.each(['practice-keep', 'practice-admin'] as const)('a session ends on %s, and its user is out', async (id) => {
  const client = id === 'practice-keep' ? keepOf(practice) : adminOf(practice)
  const login = await client.login('visitor')
  const connector = connectorOf(id)
  const session = (await sessionsOf(connector)).find(({ user }) => user === 'visitor')
  expect(await connector.terminate(session?.sessionId ?? '', signal)).toEqual({ kind: 'accepted', status: 204 })
  expect((await sessionsOf(connector)).map(({ user }) => user)).not.toContain('visitor')
  expect(await client.whoAmI(login)).toBe(401)
  expect(await connector.terminate(session?.sessionId ?? '', signal)).toEqual({ kind: 'not-found' })
})

test('Keep refuses to end a session of the key’s own user, as its page does', async () => {
  const connector = connectorOf('practice-keep')
  const session = (await sessionsOf(connector)).find(({ user }) => user === 'Admin')
  expect((await connector.terminate(session?.sessionId ?? '', signal)).kind).toMatch(/refused|failed/)
  expect((await sessionsOf(connector)).map(({ sessionId }) => sessionId)).toContain(session?.sessionId)
})

test('on Reef a user is logged out on all devices by the button of a row, and nobody else is', async () => {
  const reef = reefOf(practice)
  const [logins, bystander] = [[await reef.login('visitor'), await reef.login('visitor')], await reef.login('bystander')]
  const connector = connectorOf('practice-reef')
  expect(connector.capabilities).toMatchObject({ terminateOne: false, terminateUser: true })
  expect(await connector.terminateUser({ user: 'visitor', userId: null }, signal)).toMatchObject({ kind: 'accepted' })
  for (const login of logins) expect(await reef.whoAmI(login)).toBe(401)
  expect(await reef.whoAmI(bystander)).toBe(200)
  expect((await sessionsOf(connector)).map(({ user }) => user)).not.toContain('visitor')
  expect(await connector.terminateUser({ user: 'visitor', userId: null }, signal)).toEqual({ kind: 'not-found' })
})

test('on Reef a view-only account reads and is refused to log anybody out, and one without the right reads nothing', async () => {
  const login = await reefOf(practice).login('watched')
  const { auth } = announced('practice-reef').draft
  if (auth.kind !== 'login') throw new Error('no login')
  const manager = connectorOf('practice-reef', { auth: { ...auth, username: 'sysmanager' } })
  expect((await sessionsOf(manager)).map(({ user }) => user)).toContain('watched')
  expect(await manager.terminateUser({ user: 'watched', userId: null }, signal)).toMatchObject({ kind: 'refused' })
  expect(await reefOf(practice).whoAmI(login)).toBe(200)
  const member = connectorOf('practice-reef', { auth: { ...auth, username: 'sysmember' } })
  await expect(member.read(signal)).rejects.toMatchObject({ code: 'no-right' })
})

test('on Reef nobody can be logged out where Standard Authentication is not configured', () => {
  const { connector } = announced('practice-reef').draft
  const other = connectorOf('practice-reef', { connector: { ...connector, inputs: { ...connector.inputs, authentication: 'tp-auth' } } })
  expect(other.capabilities).toMatchObject({ terminateOne: false, terminateUser: false })
})

test('on Pure nothing can be ended', () => {
  expect(connectorOf('practice-pure').capabilities).toMatchObject({ list: true, terminateOne: false, terminateUser: false })
})
