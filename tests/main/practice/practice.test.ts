import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PRACTICE_IDS } from '../../../src/main/practice/announcement.ts'
import { type Practice, startPractice } from '../../../src/main/practice/practice.ts'
import { serverDraftSchema, serverIdSchema } from '../../../src/shared/server.ts'
import { adminOf, everyClient, type KeyClient, keepOf, type PracticeClient, pureOf, type Row, reefOf } from './practice-client.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.UTC(2026, 10, 21, 9)

let practice: Practice
let now = START

beforeEach(async () => {
  now = START
  practice = await startPractice({ sessions: null, now: () => now })
})

afterEach(() => practice.close())

function keep(): KeyClient {
  return keepOf(practice)
}

function admin(): ReturnType<typeof adminOf> {
  return adminOf(practice)
}

function userOf(row: Row): string {
  return String(row.username ?? row.Username)
}

async function usersOf(client: PracticeClient): Promise<string[]> {
  return (await client.list()).map(userOf)
}

describe('four practice servers', () => {
  test('announce drafts that the product itself would accept, on loopback, with secrets of their own', () => {
    expect(practice.announcements.map((one) => one.id)).toEqual([...PRACTICE_IDS])
    for (const { id, draft, secret } of practice.announcements) {
      expect(serverIdSchema.parse(id)).toBe(id)
      expect(serverDraftSchema.parse(draft)).toEqual(draft)
      expect(draft.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect(draft.environment).toBe('practice')
      expect(secret).toMatch(/^(practice\.)?[\w-]{32}$/)
    }
    expect(new Set(practice.announcements.map((one) => one.secret)).size).toBe(4)
  })

  test('show between 40 and 70 sessions in all, each server at least ten', async () => {
    const counts = await Promise.all(everyClient(practice).map(async (client) => (await client.list()).length))
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(10)
    const all = counts.reduce((sum, count) => sum + count, 0)
    expect(all).toBeGreaterThanOrEqual(40)
    expect(all).toBeLessThanOrEqual(70)
  })

  test('show what their products’ documents say, each in its own way', async () => {
    const columns = await Promise.all(everyClient(practice).map(async (client) => Object.keys((await client.list())[0] ?? {})))
    expect(columns).toEqual([
      ['id', 'username', 'sessionType', 'deviceAddress', 'lastActive', 'serverName', 'userAgent'],
      ['id', 'userId', 'username', 'email', 'ipAddress', 'userAgent', 'createdAt', 'lastActiveAt', 'expiresAt', 'account', 'current'],
      [
        'Username',
        'First Name',
        'Last Name',
        'Email',
        'Project Name',
        'Project Description',
        'Organization',
        'Session Time',
        'Idle Time',
        'IP Address',
        '',
      ],
      ['Username', 'IP address', 'First request', 'Last request'],
    ])
  })

  test('have unlike ids where they have any', async () => {
    const ids = [...(await keep().list()), ...(await admin().list())].map((row) => row.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('answer under no other name than their address', async () => {
    for (const { origin } of everyClient(practice)) {
      const { port } = new URL(origin)
      const status = await statusUnder(`rebound.example:${port}`, port)
      expect(status).toBe(421)
    }
  })
})

/** The status of a request that names another host than the address it goes to; fetch does not let anybody do that. */
async function statusUnder(host: string, port: string): Promise<number | undefined> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, headers: { host } }, (answer) => resolve(answer.resume().statusCode))
      .once('error', reject)
      .end()
  })
}

describe('the people on them', () => {
  test('somebody comes from five addresses and somebody has ten sessions', async () => {
    const rows = await admin().list()
    const addresses = new Set(rows.filter((row) => row.username === 'marta.kowalczyk').map((row) => row.ipAddress))
    expect(addresses.size).toBe(5)
    expect(rows.filter((row) => row.username === 'ngozi.okafor')).toHaveLength(10)
  })

  test('there are owners, services, monitors, and people who have not signed in', async () => {
    expect((await admin().list()).map((row) => row.account)).toEqual(expect.arrayContaining(['owner', 'service', null]))
    expect(await usersOf(keep())).toEqual(expect.arrayContaining(['anonymous', 'svc-print', 'svc-archive']))
    expect(await usersOf(pureOf(practice))).toEqual(expect.arrayContaining(['', 'anonymous']))
  })

  test('the console’s own session is flagged on one server, and on others only its username tells', async () => {
    expect((await admin().list()).filter((row) => row.current)).toEqual([expect.objectContaining({ username: 'rollcall' })])
    expect((await usersOf(reefOf(practice))).filter((user) => user === 'sysadmin')).toHaveLength(2)
    expect((await usersOf(keep())).filter((user) => user === 'Admin')).toHaveLength(2)
  })

  test('come and go: within two minutes some came and some left, and most stayed', async () => {
    const ids = async (): Promise<Set<unknown>> => new Set([...(await keep().list()), ...(await admin().list())].map((row) => row.id))
    const before = await ids()
    now += 2 * MINUTE
    const after = await ids()
    const stayed = [...before].filter((id) => after.has(id))
    expect(stayed.length).toBeGreaterThan(before.size * 0.7)
    expect(stayed.length).toBeLessThan(before.size)
    expect(after.size).toBeGreaterThan(stayed.length)
  })

  test('an owner whose session was ended signs in again', async () => {
    const owner = (await admin().list()).find((row) => row.account === 'owner')
    expect((await admin().ask('DELETE', `${admin().listPath}/${owner?.id}`)).status).toBe(204)
    expect((await admin().list()).some((row) => row.account === 'owner')).toBe(false)
    now += 10_000
    const back = (await admin().list()).find((row) => row.account === 'owner')
    expect(back?.username).toBe('owner')
    expect(back?.id).not.toBe(owner?.id)
  })
})

describe('a user’s own session', () => {
  test('is listed after the login, works, and is refused with 401 once an admin ended it', async () => {
    const login = await admin().login('visitor')
    expect(login.status).toBe(200)
    expect(await admin().whoAmI(login)).toBe(200)
    const row = (await admin().list()).find((one) => one.username === 'visitor')
    expect((await admin().ask('DELETE', `${admin().listPath}/${row?.id}`)).status).toBe(204)
    expect(await admin().whoAmI(login)).toBe(401)
    expect(await usersOf(admin())).not.toContain('visitor')
    expect((await admin().ask('DELETE', `${admin().listPath}/${row?.id}`)).status).toBe(404)
  })

  test('is listed on every server', async () => {
    for (const client of everyClient(practice)) {
      expect((await client.login('visitor')).status).toBe(200)
      expect(await usersOf(client)).toContain('visitor')
    }
  })

  test('can not be entered with an id from the list', async () => {
    const [row] = await keep().list()
    for (const cookie of [`practice-session=${row?.id}`, `practice-session=${row?.id}.${'0'.repeat(64)}`]) {
      expect((await fetch(`${keep().origin}/whoami`, { headers: { cookie } })).status).toBe(401)
    }
  })

  test('times out after 60 idle minutes: it leaves the list and is refused, but is still in the books', async () => {
    const login = await keep().login('visitor')
    const { sessionId } = (await login.json()) as { sessionId: string }
    now += 59 * MINUTE
    expect(await usersOf(keep())).toContain('visitor')
    expect(await keep().whoAmI(login)).toBe(200)
    now += 61 * MINUTE
    expect(await usersOf(keep())).not.toContain('visitor')
    expect(await keep().whoAmI(login)).toBe(401)
    expect((await keep().ask('DELETE', `${keep().listPath}/${sessionId}`)).status).toBe(204)
  })

  test('ends 24 hours after it began, however busy it is', async () => {
    const login = await admin().login('visitor')
    const began = now
    while (now < began + 24 * HOUR - 50 * MINUTE) {
      now += 50 * MINUTE
      expect(await admin().whoAmI(login)).toBe(200)
    }
    now = began + 24 * HOUR
    expect(await admin().whoAmI(login)).toBe(401)
    expect(await usersOf(admin())).not.toContain('visitor')
    expect((await admin().list()).filter((row) => row.current)).toHaveLength(1)
  })

  test('an eleventh is refused in clear words until one of the ten has ended', async () => {
    const refused = await admin().login('ngozi.okafor')
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ error: 'too-many-sessions', message: expect.stringContaining('10') })
    const one = (await admin().list()).find((row) => row.username === 'ngozi.okafor')
    await admin().ask('DELETE', `${admin().listPath}/${one?.id}`)
    expect((await admin().login('ngozi.okafor')).status).toBe(200)
    expect((await admin().login('ngozi.okafor')).status).toBe(409)
  })

  test('needs a password of twelve characters', async () => {
    expect((await keep().login('visitor', 'short')).status).toBe(400)
  })
})

describe('size', () => {
  let large: Practice | null = null
  afterAll(() => large?.close())

  test.each([100, 4001])('asked for %i sessions, they show that many', async (sessions) => {
    const sized = await startPractice({ sessions, now: () => now })
    const lists = await Promise.all(everyClient(sized).map((client) => client.list()))
    await sized.close()
    expect(lists.flat()).toHaveLength(sessions)
  })

  test('100 000 sessions are listed on each server in its own way, and nobody has more than ten', async () => {
    large = await startPractice({ sessions: 100_000, now: () => now })
    for (const client of everyClient(large)) {
      const rows = await client.list()
      expect(rows.length).toBeGreaterThan(24_900)
      const counts = Map.groupBy(rows, userOf)
      expect(Math.max(...[...counts.values()].map((group) => group.length))).toBeLessThanOrEqual(10)
    }
    expect((await adminOf(large).list()).filter((row) => row.username === 'ngozi.okafor')).toHaveLength(10)
  }, 60_000)
})
