import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Practice, startPractice } from '../../../src/main/practice/practice.ts'
import { createBrowser } from './browser.ts'
import { type PageClient, pureOf } from './practice-client.ts'

const SESSIONS = '/admin/system-information/sessions'
const MINUTE = 60_000
const START = Date.UTC(2026, 10, 21, 9)

let practice: Practice
let now = START

beforeEach(async () => {
  now = START
  practice = await startPractice({ sessions: null, now: () => now })
})

afterEach(() => practice.close())

function pure(): PageClient {
  return pureOf(practice)
}

describe('Elsevier Pure', () => {
  test('sends whoever has not signed in to the login page', async () => {
    const page = await createBrowser(pure().origin).get(SESSIONS)
    expect(page).toMatchObject({ status: 200, path: '/admin/login', heading: 'Log in' })
  })

  test('shows the login page again, with 200, after a wrong password and without a hidden field', async () => {
    const good: Record<string, string> = { j_username: 'rollcall-reader', j_password: pure().announcement.secret ?? '' }
    const wrongs: Record<string, string>[] = [{ j_password: 'wrong' }, { j_username: 'root' }, { _csrf: 'made-up' }, { execution: '' }]
    for (const wrong of wrongs) {
      const browser = createBrowser(pure().origin)
      const form = (await browser.get('/admin/login')).forms.at(-1)
      const answer = await browser.submit(form, { ...good, ...wrong })
      expect(answer).toMatchObject({ status: 200, heading: 'Log in', alert: 'Wrong username or password.' })
      expect((await browser.get(SESSIONS)).path).toBe('/admin/login')
      // The form that is shown again is good.
      expect((await browser.submit(answer.forms.at(-1), good)).path).toBe('/admin/workspace')
    }
  })

  test('gives another cookie at the login, and the one before it is worth nothing', async () => {
    const browser = createBrowser(pure().origin)
    const form = (await browser.get('/admin/login')).forms.at(-1)
    const before = browser.cookies.get('JSESSIONID')
    await browser.submit(form, { j_username: 'rollcall-reader', j_password: pure().announcement.secret ?? '' })
    expect(browser.cookies.get('JSESSIONID')).not.toBe(before)
    browser.cookies.set('JSESSIONID', before ?? '')
    expect((await browser.get(SESSIONS)).path).toBe('/admin/login')
  })

  test('lists users, nobody and anonymous with first and last request in the local time of Copenhagen, without a zone', async () => {
    const rows = await pure().list()
    const users = rows.map((row) => row.Username)
    expect(users.filter((user) => user === '')).toHaveLength(3)
    expect(users.filter((user) => user === 'anonymous')).toHaveLength(4)
    for (const row of rows) {
      // On that day Copenhagen is one hour ahead of UTC.
      const [first, last] = [row['First request'], row['Last request']].map((text) => Date.parse(`${text}+01:00`))
      expect(row['Last request']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
      expect(first).toBeLessThanOrEqual(last ?? 0)
      expect(last).toBeLessThanOrEqual(START)
      expect(last).toBeGreaterThan(START - 61 * MINUTE)
    }
  })

  test('has another table on the page that shares some of its headings', async () => {
    const page = await (await pure().signIn()).get(SESSIONS)
    expect(page.tables.map(([headings]) => headings)).toEqual([
      ['Username', 'IP address', 'First request ▲', 'Last request'],
      ['Username', 'IP address', 'Time'],
    ])
  })

  test.each([
    ['/admin/login?lang=da', {}],
    ['/admin/login', { 'accept-language': 'da-DK,da;q=0.9,en;q=0.8' }],
  ])('speaks Danish after a login that asked for it (%s)', async (login, headers) => {
    const browser = createBrowser(pure().origin)
    const form = (await browser.get(login, headers)).forms.at(-1)
    await browser.submit(form, { j_username: 'rollcall-reader', j_password: pure().announcement.secret ?? '' })
    const page = await browser.get(SESSIONS)
    expect(page.language).toBe('da')
    expect(page.tables[0]?.[0]).toEqual(['Brugernavn', 'IP-adresse', 'Første forespørgsel ▲', 'Seneste forespørgsel'])
  })

  test('signs a browser out after 30 idle minutes, and lets it in again by the form', async () => {
    const browser = await pure().signIn()
    now += 29 * MINUTE
    expect((await browser.get(SESSIONS)).path).toBe(SESSIONS)
    now += 30 * MINUTE
    const login = await browser.get(SESSIONS)
    expect(login.path).toBe('/admin/login')
    await browser.submit(login.forms.at(-1), { j_username: 'rollcall-reader', j_password: pure().announcement.secret ?? '' })
    expect((await browser.get(SESSIONS)).path).toBe(SESSIONS)
    await browser.get('/admin/logout')
    expect((await browser.get(SESSIONS)).path).toBe('/admin/login')
  })

  test('offers nothing that would end a session, and says so in its draft', async () => {
    const browser = await pure().signIn()
    const page = await browser.get(SESSIONS)
    expect(page.forms).toEqual([])
    const form = { action: SESSIONS, fields: { username: 'anonymous' }, text: '' }
    expect((await browser.submit(form)).status).toBe(404)
    expect(pure().rowsOf(await browser.get(SESSIONS))).toEqual(pure().rowsOf(page))
    expect(pure().announcement.draft.viewOnly).toBe(true)
  })

  test('shows a name as it is, also when it looks like markup', async () => {
    const name = `<img src=x onerror="alert('1')">&amp;`
    await pure().login(name)
    const page = await (await pure().signIn()).get(SESSIONS)
    expect(page.source).not.toContain('<img')
    expect(
      pure()
        .rowsOf(page)
        .map((row) => row.Username),
    ).toContain(name)
  })
})
