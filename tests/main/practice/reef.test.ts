import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { practiceInstalls } from '../../../src/main/practice/installs.ts'
import { type Practice, startPractice } from '../../../src/main/practice/practice.ts'
import { createReef } from '../../../src/main/practice/reef/reef.ts'
import { startPracticeServer } from '../../../src/main/practice/server.ts'
import { createWorld } from '../../../src/main/practice/world.ts'
import { createBrowser, type Page } from './browser.ts'
import { type PageClient, reefOf } from './practice-client.ts'

const SESSIONS = '/ediscovery/status/active-user-sessions'
const MINUTE = 60_000
const START = Date.UTC(2026, 10, 21, 9)

let practice: Practice
let now = START

beforeEach(async () => {
  now = START
  practice = await startPractice({ sessions: null, now: () => now })
})

afterEach(() => practice.close())

function reef(): PageClient {
  return reefOf(practice)
}

/** The form in the row of this user. */
function formOf(page: Page, username: string): Page['forms'][number] | undefined {
  return page.forms.find(({ fields }) => fields.username === username)
}

/** `dd hh:mm:ss` or `hh:mm:ss` in ms. */
function spanOf(text: unknown): number {
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d\d) )?(\d\d):(\d\d):(\d\d)$/.exec(String(text)) ?? []
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

describe('Digital Reef', () => {
  test('sends whoever has not signed in to the login page', async () => {
    const page = await createBrowser(reef().origin).get(SESSIONS)
    expect(page).toMatchObject({ status: 200, path: '/ediscovery/login', heading: 'Login' })
  })

  test('shows the login page again, with 200, after a wrong password and with another browser’s form', async () => {
    const good: Record<string, string> = { username: 'sysadmin', password: reef().announcement.secret ?? '' }
    const wrongs: Record<string, string>[] = [{ password: 'wrong' }, { username: 'root' }, { csrfToken: 'made-up' }]
    for (const wrong of wrongs) {
      const browser = createBrowser(reef().origin)
      const form = (await browser.get('/ediscovery/login')).forms[0]
      const answer = await browser.submit(form, { ...good, ...wrong })
      expect(answer).toMatchObject({ status: 200, heading: 'Login', alert: 'The username or password is incorrect.' })
      expect((await browser.get(SESSIONS)).path).toBe('/ediscovery/login')
      expect((await browser.submit(answer.forms[0], good)).path).toBe('/ediscovery/projects')
    }
  })

  test('sends a browser to the login page again after 30 idle minutes and after its logout', async () => {
    const browser = await reef().signIn()
    now += 29 * MINUTE
    expect((await browser.get(SESSIONS)).path).toBe(SESSIONS)
    now += 30 * MINUTE
    expect((await browser.get(SESSIONS)).path).toBe('/ediscovery/login')
    const again = await reef().signIn()
    await again.get('/ediscovery/logout')
    expect((await again.get(SESSIONS)).path).toBe('/ediscovery/login')
  })

  test('shows session and idle times as lengths, the day only when there is one, longest session first', async () => {
    const rows = await reef().list()
    const spans = rows.map((row) => spanOf(row['Session Time']))
    expect(spans).toEqual(spans.toSorted((one, other) => other - one))
    for (const [index, row] of rows.entries()) {
      expect(row['Session Time']).toMatch((spans[index] ?? 0) >= 24 * 60 * MINUTE ? /^0[1-3] \d\d:\d\d:\d\d$/ : /^\d\d:\d\d:\d\d$/)
      expect(row['Idle Time']).toMatch(/^\d\d:\d\d:\d\d$/)
      expect(spanOf(row['Idle Time'])).toBeLessThanOrEqual(spans[index] ?? 0)
    }
    expect(rows.some((row) => String(row['Session Time']).length > 8)).toBe(true)
  })

  test('can be sorted by idle time, longest first', async () => {
    const page = await (await reef().signIn()).get(`${SESSIONS}?sort=idle`)
    const idle = reef()
      .rowsOf(page)
      .map((row) => spanOf(row['Idle Time']))
    expect(idle).toEqual(idle.toSorted((one, other) => other - one))
    expect(page.tables[1]?.[0]).toContain('Idle Time ▼')
  })

  test('lists a user once for each project and device', async () => {
    const rows = await reef().list()
    const byUser = [...Map.groupBy(rows, (row) => row.Username).values()]
    expect(byUser.some((group) => new Set(group.map((row) => row['IP Address'])).size > 1)).toBe(true)
    expect(byUser.some((group) => new Set(group.map((row) => row['Project Name'])).size > 1)).toBe(true)
  })

  test('has several pages, each with links to the others, and shows the last one for a page that is no more', async () => {
    const browser = await reef().signIn()
    const first = await browser.get(SESSIONS)
    expect(reef().rowsOf(first)).toHaveLength(10)
    expect(first.links.map(({ text }) => text)).toEqual(expect.arrayContaining(['2', 'Next ›']))
    const second = await browser.get(`${SESSIONS}?page=2`)
    expect(second.links.map(({ text }) => text)).toEqual(expect.arrayContaining(['‹ Previous', '1']))
    expect(second.links.map(({ text }) => text)).not.toContain('Next ›')
    expect(reef().rowsOf(await browser.get(`${SESSIONS}?page=99`))).toEqual(reef().rowsOf(second))
    expect(reef().rowsOf(await browser.get(`${SESSIONS}?page=-1`))).toEqual(reef().rowsOf(first))
  })

  test('logs a user out on all devices, and nobody else', async () => {
    const logins = [await reef().login('visitor'), await reef().login('visitor')]
    const other = await reef().login('bystander')
    const before = await reef().list()
    const browser = await reef().signIn()
    const page = await browser.get(`${SESSIONS}?page=2`)
    expect(formOf(page, 'visitor')?.text).toBe('Log out on All Devices')
    const after = await browser.submit(formOf(page, 'visitor'))
    expect(after).toMatchObject({ status: 200, path: SESSIONS, alert: null })
    for (const login of logins) expect(await reef().whoAmI(login)).toBe(401)
    expect(await reef().whoAmI(other)).toBe(200)
    expect((await reef().list()).map((row) => row.Username)).toEqual(
      before.map((row) => row.Username).filter((username) => username !== 'visitor'),
    )
    expect(await browser.submit(formOf(page, 'visitor'))).toMatchObject({ status: 200, alert: 'visitor is not logged in.' })
  })

  test('logs the own account out with all of its browsers, so that the next page is the login page', async () => {
    const [browser, elsewhere] = [await reef().signIn(), await reef().signIn()]
    const page = await browser.get(SESSIONS)
    const form = formOf(page, 'sysadmin') ?? formOf(await browser.get(`${SESSIONS}?page=2`), 'sysadmin')
    expect((await browser.submit(form)).path).toBe('/ediscovery/login')
    expect((await elsewhere.get(SESSIONS)).path).toBe('/ediscovery/login')
  })

  test('logs nobody out by a form without the token of this browser', async () => {
    const login = await reef().login('visitor')
    const browser = await reef().signIn()
    const form = formOf(await browser.get(`${SESSIONS}?page=2`), 'visitor')
    const stranger = await reef().signIn()
    const answer = await stranger.submit(form)
    expect(answer).toMatchObject({ status: 200, alert: 'This page is out of date. Try again.' })
    expect(await reef().whoAmI(login)).toBe(200)
  })

  test('lets a system manager look and a system member do neither', async () => {
    const login = await reef().login('visitor')
    const admin = await reef().signIn()
    const form = formOf(await admin.get(`${SESSIONS}?page=2`), 'visitor')
    for (const [account, status] of [
      ['sysmanager', 200],
      ['sysmember', 403],
    ] as const) {
      const browser = await reef().signIn(account)
      const page = await browser.get(SESSIONS)
      expect(page.status).toBe(status)
      expect(page.forms).toEqual([])
      const answer = await browser.submit(form)
      expect(answer).toMatchObject({ status: 403, heading: 'Not permitted' })
    }
    expect(await reef().whoAmI(login)).toBe(200)
  })

  test('under TransPerfect Authentication nobody can be logged out', async () => {
    const install = practiceInstalls(null).find(({ id }) => id === 'practice-reef')
    if (install === undefined) throw new Error('no practice-reef')
    const product: typeof install.product = ({ world, secret }) =>
      createReef({ world, password: secret, authentication: 'tp-auth', rowsPerPage: 100 })
    const server = await startPracticeServer({ ...install, product }, createWorld(1, install.cast, now), 'a secret', () => now)
    const other = reefOf({ announcements: [server.announcement], close: server.close })
    const browser = await other.signIn()
    const page = await browser.get(SESSIONS)
    expect(other.rowsOf(page).length).toBeGreaterThan(10)
    expect(page.forms).toEqual([])
    expect(page.tables[1]?.[0]?.at(-1)).toBe('IP Address')
    const fields = { csrfToken: '', username: 'sysadmin' }
    expect((await browser.submit({ action: `${SESSIONS}/logout-all-devices`, fields, text: '' })).status).toBe(403)
    await server.close()
  })

  test('shows a name as it is, also when it looks like markup, and logs that very name out', async () => {
    const name = `"><script>alert('1')</script>`
    const login = await reef().login(name)
    const browser = await reef().signIn()
    const page = await browser.get(`${SESSIONS}?page=2`)
    expect(page.source).not.toContain('<script')
    await browser.submit(formOf(page, name))
    expect(await reef().whoAmI(login)).toBe(401)
  })
})
