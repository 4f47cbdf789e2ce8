import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Practice, startPractice } from '../../../src/main/practice/practice.ts'
import { createBrowser } from './browser.ts'
import { adminOf, type KeyClient, keepOf } from './practice-client.ts'

const START = Date.UTC(2026, 10, 21, 9)

let practice: Practice

beforeEach(async () => {
  practice = await startPractice({ sessions: null, now: () => START })
})

afterEach(() => practice.close())

function keep(): KeyClient {
  return keepOf(practice)
}

describe('Lasernet Keep', () => {
  test('refuses a wrong, another server’s and no key with 401, and a key of another form', async () => {
    const { secret } = keep().announcement
    expect(secret).toMatch(/^[^.]+\.[^.]+$/)
    for (const wrong of ['', 'wrong', adminOf(practice).announcement.secret ?? '', secret?.split('.')[1] ?? '']) {
      const answer = await keep().ask('GET', keep().listPath, wrong)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toContain('realm=')
      expect(await answer.json()).toMatchObject({ errorCode: 'INVALID_API_KEY' })
    }
  })

  test('counts users and sessions as on the tiles of its page', async () => {
    const answer = (await (await keep().ask('GET', keep().listPath)).json()) as Record<string, unknown>
    const rows = await keep().list()
    expect(answer.activeSessions).toBe(rows.length)
    expect(answer.activeUsers).toBe(new Set(rows.map((row) => row.username)).size)
  })

  test('has codes of its own for the kind of session, a node for each, and times in milliseconds', async () => {
    const rows = await keep().list()
    expect(new Set(rows.map((row) => row.sessionType))).toEqual(new Set(['REST', 'BROWSER', 'OTHER']))
    expect(new Set(rows.map((row) => row.serverName))).toEqual(new Set(['keep-eu-1', 'keep-eu-2']))
    for (const row of rows) {
      expect(row.lastActive).toBeLessThanOrEqual(START)
      expect(row.lastActive).toBeGreaterThan(START - 3_600_000)
    }
  })

  test('deletes one session and sends its user to the login', async () => {
    const login = await keep().login('visitor')
    const row = (await keep().list()).find((one) => one.username === 'visitor')
    expect((await keep().ask('DELETE', `${keep().listPath}/${row?.id}`)).status).toBe(204)
    expect(await keep().whoAmI(login)).toBe(401)
    expect((await keep().ask('DELETE', `${keep().listPath}/${row?.id}`)).status).toBe(404)
  })

  test('refuses to delete any session of the key’s own user', async () => {
    const own = (await keep().list()).filter((row) => row.username === 'Admin')
    expect(own.length).toBeGreaterThan(1)
    for (const row of own) {
      const answer = await keep().ask('DELETE', `${keep().listPath}/${row.id}`)
      expect(answer.status).toBe(409)
      expect(await answer.json()).toMatchObject({ errorMessage: 'You cannot delete your own session.' })
    }
    expect((await keep().list()).filter((row) => row.username === 'Admin')).toEqual(own)
  })

  test.each([
    ['DELETE', '/keep/rest/v1/sessions', 405],
    ['GET', '/keep/rest/v1/sessions/one', 405],
    ['POST', '/keep/rest/v1/sessions', 405],
    ['DELETE', '/keep/rest/v1/sessions/%zz', 400],
    ['GET', '/keep/rest/v1/users', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    expect((await keep().ask(method, path)).status).toBe(status)
  })

  test('its API page says all that a profile needs, and no secret: header, paths, fields and how own sessions are treated', async () => {
    const page = await createBrowser(keep().origin).get('/keep/api')
    expect(page.heading).toBe('REST API documentation')
    expect(page.source).toContain('X-Keep-Api-Key: [PREFIX].[SECRET]')
    const [paths, fields] = page.tables
    expect(paths?.slice(1).map(([method, path]) => `${method} ${path}`)).toEqual([
      'GET /keep/rest/v1/sessions',
      'DELETE /keep/rest/v1/sessions/{id}',
    ])
    expect(fields?.slice(1).map(([name]) => name)).toEqual(Object.keys((await keep().list())[0] ?? {}))
    expect(page.source).not.toContain(keep().announcement.secret)
  })
})
