import type { PracticeAnnouncement, PracticeId } from '../../../src/main/practice/announcement.ts'
import { SESSIONS_PATH as KEEP_SESSIONS, KEY_HEADER } from '../../../src/main/practice/keep/paths.ts'
import type { Practice } from '../../../src/main/practice/practice.ts'
import { LOGIN_PATH as PURE_LOGIN, SESSIONS_PATH as PURE_SESSIONS } from '../../../src/main/practice/pure/paths.ts'
import { LOGIN_PATH as REEF_LOGIN, SESSIONS_PATH as REEF_SESSIONS } from '../../../src/main/practice/reef/paths.ts'
import { type Browser, createBrowser, type Page } from './browser.ts'

/** One row of a list: the fields or columns as the practice server names them. */
export type Row = Readonly<Record<string, unknown>>

/** Speaks to one practice server as its admins would, and as its users' browsers would. */
export interface PracticeClient {
  readonly announcement: PracticeAnnouncement
  readonly origin: string
  /** Everything that the server lists, over all pages. */
  list(): Promise<readonly Row[]>
  login(username: string, password?: string): Promise<Response>
  /** The status of a user's next request with the cookie from `login`. */
  whoAmI(login: Response): Promise<number>
}

/** One whose admins ask by a key. */
export interface KeyClient extends PracticeClient {
  readonly listPath: string
  /** Any request with the announced secret, or with another. */
  ask(method: string, path: string, secret?: string): Promise<Response>
}

/** One whose admins look at pages. */
export interface PageClient extends PracticeClient {
  /** A browser that is signed in with the announced secret, and the page where it is then. */
  signIn(username?: string, loginPath?: string): Promise<Browser>
  /** The rows of the table of sessions in a page. */
  rowsOf(page: Page): readonly Row[]
}

function common(practice: Practice, id: PracticeId): Omit<PracticeClient, 'list'> & { readonly secret: string } {
  const announcement = practice.announcements.find((one) => one.id === id)
  if (announcement === undefined) throw new Error(`no ${id}`)
  const { origin } = new URL(announcement.draft.url)
  return {
    announcement,
    origin,
    secret: announcement.secret ?? '',
    login: (username, password = 'a long password') =>
      fetch(`${origin}/login`, { method: 'POST', body: JSON.stringify({ username, password }) }),
    async whoAmI(login) {
      const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
      return (await fetch(`${origin}/whoami`, { headers: { cookie } })).status
    },
  }
}

export function keepOf(practice: Practice): KeyClient {
  const client = common(practice, 'practice-keep')
  const ask = (method: string, path: string, secret = client.secret): Promise<Response> =>
    fetch(client.origin + path, { method, headers: { [KEY_HEADER]: secret } })
  return {
    ...client,
    ask,
    listPath: KEEP_SESSIONS,
    list: async () => ((await (await ask('GET', KEEP_SESSIONS)).json()) as { sessions: Row[] }).sessions,
  }
}

export function adminOf(practice: Practice): KeyClient & { list(pageSize?: number): Promise<readonly Row[]> } {
  const client = common(practice, 'practice-admin')
  const listPath = '/api/admin/sessions'
  const ask = (method: string, path: string, secret = client.secret): Promise<Response> =>
    fetch(client.origin + path, { method, headers: { 'x-api-key': secret } })
  return {
    ...client,
    ask,
    listPath,
    async list(pageSize = 1000) {
      const rows: Row[] = []
      for (;;) {
        const answer = await ask('GET', `${listPath}?limit=${pageSize}&offset=${rows.length}`)
        const { sessions, total } = (await answer.json()) as { sessions: Row[]; total: number }
        rows.push(...sessions)
        if (sessions.length === pageSize) continue
        if (rows.length !== total) throw new Error('the total is not the number of rows')
        return rows
      }
    },
  }
}

function pageClient(practice: Practice, id: PracticeId, account: string, login: string, heading: string, list: string): PageClient {
  const client = common(practice, id)
  const names = id === 'practice-reef' ? ['username', 'password'] : ['j_username', 'j_password']
  async function signIn(username = account, loginPath = login): Promise<Browser> {
    const browser = createBrowser(client.origin)
    const page = await browser.get(loginPath)
    await browser.submit(page.forms.at(-1), { [names[0] ?? '']: username, [names[1] ?? '']: client.secret })
    return browser
  }
  function rowsOf(page: Page): readonly Row[] {
    const [headings = [], ...rows] = page.tables.find(([first]) => first?.some((text) => text.startsWith(heading))) ?? []
    const columns = headings.map((text) => text.replace(/ ?[▲▼]$/, ''))
    return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])))
  }
  return {
    ...client,
    signIn,
    rowsOf,
    async list() {
      const browser = await signIn()
      const rows: Row[] = []
      for (let next: string | undefined = list; next !== undefined; ) {
        const page: Page = await browser.get(next)
        rows.push(...rowsOf(page))
        next = page.links.find(({ text }) => text.startsWith('Next'))?.href
      }
      return rows
    },
  }
}

export function reefOf(practice: Practice): PageClient {
  return pageClient(practice, 'practice-reef', 'sysadmin', REEF_LOGIN, 'Idle Time', REEF_SESSIONS)
}

export function pureOf(practice: Practice): PageClient {
  return pageClient(practice, 'practice-pure', 'rollcall-reader', PURE_LOGIN, 'First request', PURE_SESSIONS)
}

/** The four as one, for what is the same on all of them. */
export function everyClient(practice: Practice): readonly PracticeClient[] {
  return [keepOf(practice), adminOf(practice), reefOf(practice), pureOf(practice)]
}
