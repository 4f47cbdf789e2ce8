import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Practice, startPractice } from '../../../src/main/practice/practice.ts'
import { adminOf, keepOf } from './practice-client.ts'

const START = Date.UTC(2026, 10, 21, 9)

let practice: Practice

beforeEach(async () => {
  practice = await startPractice({ sessions: null, now: () => START })
})

afterEach(() => practice.close())

function admin(): ReturnType<typeof adminOf> {
  return adminOf(practice)
}

describe('the Admin Sessions API', () => {
  test('refuses a wrong, another server’s and no key with 401', async () => {
    for (const secret of ['', 'wrong', keepOf(practice).announcement.secret ?? '']) {
      const answer = await admin().ask('GET', admin().listPath, secret)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toContain('realm=')
    }
    expect((await admin().ask('GET', admin().listPath)).status).toBe(200)
  })

  test('lists in pages by limit and offset, with the total of all', async () => {
    const whole = await admin().list()
    expect(await admin().list(5)).toEqual(whole)
    const answer = await admin().ask('GET', `${admin().listPath}?limit=2&offset=3`)
    expect(await answer.json()).toEqual({ sessions: whole.slice(3, 5), total: whole.length })
  })

  test('writes times as ISO text, and the expiry is 24 hours after the login', async () => {
    for (const row of await admin().list()) {
      expect(row.createdAt).toMatch(/^2026-11-2\dT.*Z$/)
      expect(Date.parse(String(row.expiresAt)) - Date.parse(String(row.createdAt))).toBe(24 * 3_600_000)
    }
  })

  test('ends exactly the sessions of one user by the id of the user', async () => {
    const before = await admin().list()
    const theirs = before.filter((row) => row.username === 'marta.kowalczyk')
    const answer = await admin().ask('DELETE', `${admin().listPath}?userId=${theirs[0]?.userId}`)
    expect(await answer.json()).toEqual({ ended: 5 })
    expect(await admin().list()).toEqual(before.filter((row) => row.username !== 'marta.kowalczyk'))
  })

  test('never ends the console’s own session, neither by id nor with all of its user', async () => {
    const own = (await admin().list()).find((row) => row.current)
    expect((await admin().ask('DELETE', `${admin().listPath}/${own?.id}`)).status).toBe(409)
    await admin().ask('DELETE', `${admin().listPath}?userId=${own?.userId}`)
    expect(await admin().list()).toContainEqual(own)
  })

  test.each(['', '?userId=', '?userId=%20', '?user=u-1000'])('refuses to end those of a user who is not named (%s)', async (query) => {
    const before = await admin().list()
    expect((await admin().ask('DELETE', admin().listPath + query)).status).toBe(400)
    expect(await admin().list()).toEqual(before)
  })

  test.each([
    ['GET', '/api/admin/sessions?limit=x', 400],
    ['GET', '/api/admin/sessions?limit=0', 400],
    ['GET', '/api/admin/sessions?offset=-1', 400],
    ['GET', '/api/admin', 404],
    ['GET', '/api/admin/sessions/one', 405],
    ['DELETE', '/api/admin/sessions/%zz', 400],
  ])('answers %s %s with %i', async (method, path, status) => {
    expect((await admin().ask(method, path)).status).toBe(status)
  })
})
