import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PRACTICE_IDS } from '../../../src/main/practice/announcement.ts'
import { type Practice, startPractice } from '../../../src/main/practice/practice.ts'
import { serverDraftSchema, serverIdSchema } from '../../../src/shared/server.ts'
import { clientOf, credential, type PracticeClient } from './practice-client.ts'

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

function keep(): PracticeClient {
  return clientOf(practice, 'practice-keep')
}

function admin(): PracticeClient {
  return clientOf(practice, 'practice-admin')
}

async function usersOf(client: PracticeClient): Promise<string[]> {
  return (await client.list()).map((row) => client.userOf(row))
}

describe('four practice servers', () => {
  test('announce drafts that the product itself would accept, on loopback, with secrets of their own', () => {
    expect(practice.announcements.map((one) => one.id)).toEqual([...PRACTICE_IDS])
    for (const { id, draft, secret } of practice.announcements) {
      expect(serverIdSchema.parse(id)).toBe(id)
      expect(serverDraftSchema.parse(draft)).toEqual(draft)
      expect(draft.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect(draft.environment).toBe('practice')
      expect(secret).toMatch(/^.{32}$/)
    }
    expect(new Set(practice.announcements.map((one) => one.secret)).size).toBe(4)
  })

  test('show between 40 and 70 sessions in all, each server at least ten, with unlike ids', async () => {
    const lists = await Promise.all(PRACTICE_IDS.map((id) => clientOf(practice, id).list()))
    for (const list of lists) expect(list.length).toBeGreaterThanOrEqual(10)
    const ids = lists.flatMap((list, index) => list.map((row) => clientOf(practice, PRACTICE_IDS[index] ?? 'practice-keep').idOf(row)))
    expect(ids.length).toBeGreaterThanOrEqual(40)
    expect(ids.length).toBeLessThanOrEqual(70)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('use unlike field names and kinds of time', async () => {
    const rows = await Promise.all(PRACTICE_IDS.map(async (id) => Object.keys((await clientOf(practice, id).list())[0] ?? {}).join()))
    expect(new Set(rows).size).toBe(4)
    expect((await keep().list())[0]).toMatchObject({ opened: expect.any(Number) })
    expect((await admin().list())[0]).toMatchObject({ createdAt: expect.stringMatching(/^2026-.*Z$/) })
    const [reef] = await clientOf(practice, 'practice-reef').list()
    expect(reef?.login_time).toBeLessThan(START / 100)
  })

  test.each(PRACTICE_IDS)('%s refuses a wrong, another server’s and no credential with 401', async (id) => {
    const client = clientOf(practice, id)
    const url = client.announcement.draft.url + client.listPath
    const other = practice.announcements.find((one) => one.id !== id)?.secret ?? ''
    for (const headers of [{}, credential(client.announcement, 'wrong'), credential(client.announcement, other)]) {
      const answer = await fetch(url, { headers })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toContain('realm=')
    }
    expect((await client.admin('GET', client.listPath)).status).toBe(200)
  })
})

describe('the people on them', () => {
  test('somebody comes from five addresses and somebody has ten sessions', async () => {
    const rows = await admin().list()
    const addresses = new Set(rows.filter((row) => row.username === 'marta.kowalczyk').map((row) => row.ipAddress))
    expect(addresses.size).toBe(5)
    expect(rows.filter((row) => row.username === 'ngozi.okafor')).toHaveLength(10)
  })

  test('there are owners, services, monitors, and people who have not signed in', async () => {
    expect((await admin().list()).map((row) => row.account)).toEqual(expect.arrayContaining(['owner', 'service', null]))
    expect((await keep().list()).map((row) => row.account)).toEqual(expect.arrayContaining(['anonymous', 'service']))
    expect(await usersOf(clientOf(practice, 'practice-pure'))).toEqual(expect.arrayContaining(['', 'anonymous']))
  })

  test('the console’s own session is flagged on some servers, and on another only its username tells', async () => {
    expect((await keep().list()).filter((row) => row.current)).toEqual([expect.objectContaining({ username: 'Admin' })])
    const reef = clientOf(practice, 'practice-reef')
    expect(reef.announcement.draft.auth).toMatchObject({ kind: 'basic', username: 'sysadmin' })
    expect((await usersOf(reef)).filter((user) => user === 'sysadmin')).toHaveLength(2)
  })

  test('the console’s own session can not be ended, neither by id nor with all of its user', async () => {
    const own = (await keep().list()).find((row) => row.current)
    expect((await keep().admin('DELETE', `${keep().listPath}/${own?.sessionId}`)).status).toBe(409)
    await keep().admin('DELETE', `${keep().listPath}?userId=${own?.accountKey}`)
    expect((await keep().list()).filter((row) => row.username === 'Admin')).toEqual([expect.objectContaining({ current: true })])
  })

  test('come and go: within two minutes some came and some left, and most stayed', async () => {
    const before = new Set((await keep().list()).concat(await admin().list()).map((row) => String(row.sessionId ?? row.id)))
    now += 2 * MINUTE
    const after = new Set((await keep().list()).concat(await admin().list()).map((row) => String(row.sessionId ?? row.id)))
    const stayed = [...before].filter((id) => after.has(id))
    expect(stayed.length).toBeGreaterThan(before.size * 0.7)
    expect(stayed.length).toBeLessThan(before.size)
    expect(after.size).toBeGreaterThan(stayed.length)
  })

  test('an owner whose session was ended signs in again', async () => {
    const owner = (await admin().list()).find((row) => row.account === 'owner')
    expect((await admin().admin('DELETE', `${admin().listPath}/${owner?.id}`)).status).toBe(204)
    expect((await admin().list()).some((row) => row.account === 'owner')).toBe(false)
    now += 10_000
    const back = (await admin().list()).find((row) => row.account === 'owner')
    expect(back?.username).toBe('owner')
    expect(back?.id).not.toBe(owner?.id)
  })
})

describe('a user’s own session', () => {
  test('is listed after the login, works, and is refused with 401 once the console ended it', async () => {
    const login = await keep().login('visitor')
    expect(login.status).toBe(200)
    expect(await keep().whoAmI(login)).toBe(200)
    const row = (await keep().list()).find((one) => one.username === 'visitor')
    expect((await keep().admin('DELETE', `${keep().listPath}/${row?.sessionId}`)).status).toBe(204)
    expect(await keep().whoAmI(login)).toBe(401)
    expect(await usersOf(keep())).not.toContain('visitor')
    expect((await keep().admin('DELETE', `${keep().listPath}/${row?.sessionId}`)).status).toBe(404)
  })

  test('can not be entered with an id from the list', async () => {
    const [row] = await keep().list()
    const { url } = keep().announcement.draft
    for (const cookie of [`practice-session=${row?.sessionId}`, `practice-session=${row?.sessionId}.${'0'.repeat(64)}`]) {
      expect((await fetch(`${url}/whoami`, { headers: { cookie } })).status).toBe(401)
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
    expect((await keep().admin('DELETE', `${keep().listPath}/${sessionId}`)).status).toBe(204)
  })

  test('ends 24 hours after it began, however busy it is', async () => {
    const login = await keep().login('visitor')
    const began = now
    while (now < began + 24 * HOUR - 50 * MINUTE) {
      now += 50 * MINUTE
      expect(await keep().whoAmI(login)).toBe(200)
    }
    now = began + 24 * HOUR
    expect(await keep().whoAmI(login)).toBe(401)
    expect(await usersOf(keep())).not.toContain('visitor')
    expect((await keep().list()).filter((row) => row.current)).toHaveLength(1)
  })

  test('an eleventh is refused in clear words until one of the ten has ended', async () => {
    const refused = await admin().login('ngozi.okafor')
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ error: 'too-many-sessions', message: expect.stringContaining('10') })
    const one = (await admin().list()).find((row) => row.username === 'ngozi.okafor')
    await admin().admin('DELETE', `${admin().listPath}/${one?.id}`)
    expect((await admin().login('ngozi.okafor')).status).toBe(200)
    expect((await admin().login('ngozi.okafor')).status).toBe(409)
  })

  test('needs a password of twelve characters', async () => {
    expect((await keep().login('visitor', 'short')).status).toBe(400)
  })
})

describe('ending sessions', () => {
  test('of one user by id of the user ends exactly theirs', async () => {
    const before = await admin().list()
    const theirs = before.filter((row) => row.username === 'marta.kowalczyk')
    const answer = await admin().admin('DELETE', `${admin().listPath}?userId=${theirs[0]?.userId}`)
    expect(await answer.json()).toEqual({ ended: 5 })
    const after = await admin().list()
    expect(after).toHaveLength(before.length - 5)
    expect(after.some((row) => row.username === 'marta.kowalczyk')).toBe(false)
  })

  test.each(['', '?userId=', '?userId=%20', '?user=u-1000'])(
    'of a user who is not named (%s) is refused and ends nothing',
    async (query) => {
      const before = await admin().list()
      expect((await admin().admin('DELETE', admin().listPath + query)).status).toBe(400)
      expect(await admin().list()).toHaveLength(before.length)
    },
  )

  test('is refused with 403 on the view-only server, which says so in its draft', async () => {
    const pure = clientOf(practice, 'practice-pure')
    const before = await pure.list()
    expect(pure.announcement.draft.viewOnly).toBe(true)
    for (const row of before) expect((await pure.admin('DELETE', `${pure.listPath}/${pure.idOf(row)}`)).status).toBe(403)
    expect(await pure.list()).toHaveLength(before.length)
  })
})

describe('bad requests', () => {
  test.each([
    ['GET', '/api/admin/sessions?limit=x', 400],
    ['GET', '/api/admin/sessions?limit=0', 400],
    ['GET', '/api/admin/sessions?offset=-1', 400],
    ['GET', '/api/admin', 404],
    ['GET', '/api/admin/sessions/one', 405],
    ['DELETE', '/api/admin/sessions/%zz', 400],
  ])('%s %s is answered with %i', async (method, path, status) => {
    expect((await admin().admin(method, path)).status).toBe(status)
  })
})

describe('size', () => {
  let large: Practice | null = null
  afterAll(() => large?.close())

  test.each([100, 4001])('asked for %i sessions, they show that many', async (sessions) => {
    const sized = await startPractice({ sessions, now: () => now })
    const lists = await Promise.all(PRACTICE_IDS.map((id) => clientOf(sized, id).list()))
    await sized.close()
    expect(lists.flat()).toHaveLength(sessions)
  })

  test('100 000 sessions are listed page by page, and nobody has more than ten', async () => {
    large = await startPractice({ sessions: 100_000, now: () => now })
    const client = clientOf(large, 'practice-admin')
    const rows = await client.list()
    expect(rows.length).toBeGreaterThan(24_900)
    const counts = Map.groupBy(rows, (row) => String(row.username))
    expect(Math.max(...[...counts.values()].map((group) => group.length))).toBe(10)
  })
})
