import type { IncomingMessage } from 'node:http'
import { type Answer, redirect } from '../answer.ts'
import { formOf } from '../body.ts'
import type { Product } from '../product.ts'
import { createWebSessions, type WebSession } from '../web-sessions.ts'
import type { World } from '../world.ts'
import { homePage, loginPage, noRightPage, sessionsPage } from './pages.ts'
import { HOME_PATH, LOGIN_PATH, LOGOUT_ALL_PATH, LOGOUT_PATH, REEF_BASE, SESSIONS_PATH } from './paths.ts'
import { isOrder, type Order, sorted } from './rows.ts'

/** What an account may do with *Active User Sessions*: the product's rights View and Add/Edit. */
export interface Rights {
  readonly view: boolean
  readonly manage: boolean
}

/** The accounts of the product's own example: an administrator manages, a manager views, and a member does neither. */
export const REEF_ACCOUNTS: Readonly<Record<string, Rights>> = {
  sysadmin: { view: true, manage: true },
  sysmanager: { view: true, manage: false },
  sysmember: { view: false, manage: false },
}

/** How the product is installed here. Only Standard Authentication lets anybody be logged out. All accounts have one password. */
export interface ReefOptions {
  readonly world: World
  readonly password: string
  readonly authentication: 'standard' | 'tp-auth'
  readonly rowsPerPage: number
}

/** Digital Reef: no API, so pages behind a login form. One page lists the sessions; its forms log a user out on all devices. */
export function createReef({ world, password, authentication, rowsPerPage }: ReefOptions): Product {
  const browsers = createWebSessions({ cookie: 'REEFSESSION', path: REEF_BASE, accounts: Object.keys(REEF_ACCOUNTS), password })

  function askToLogIn(session: WebSession | null, alert: string | null, now: number): Answer {
    const visitor = session?.username === null ? session : browsers.begin('en', now)
    return { status: 200, page: loginPage(visitor.csrf, alert), headers: browsers.cookie(visitor) }
  }

  async function logIn(request: IncomingMessage, now: number): Promise<Answer> {
    const form = await formOf(request)
    const before = browsers.of(request, now)
    const entered = { username: form.get('username') ?? '', password: form.get('password') ?? '', csrf: form.get('csrfToken') ?? '' }
    const session = browsers.signIn(before, entered, now)
    if (session === null) return askToLogIn(before, 'The username or password is incorrect.', now)
    return redirect(HOME_PATH, browsers.cookie(session))
  }

  function list(url: URL, session: WebSession, rights: Rights, now: number, alert: string | null = null): Answer {
    const asked = url.searchParams.get('sort') ?? ''
    const order: Order = isOrder(asked) ? asked : 'session'
    const page = Number(url.searchParams.get('page') ?? 1)
    const sessions = sorted(world.list(now), order, now)
    const pages = Math.max(1, Math.ceil(sessions.length / rowsPerPage))
    // A page that is no more shows the last one, as when the list got shorter meanwhile.
    const shown = Number.isInteger(page) && page >= 1 ? Math.min(page, pages) : 1
    const rows = sessions.slice((shown - 1) * rowsPerPage, shown * rowsPerPage)
    const csrf = rights.manage && authentication === 'standard' ? session.csrf : null
    return { status: 200, page: sessionsPage({ rows, found: sessions.length, page: shown, pages, order, csrf, alert, now }) }
  }

  async function logOutAll(request: IncomingMessage, url: URL, session: WebSession, rights: Rights, now: number): Promise<Answer> {
    const form = await formOf(request)
    if (!rights.manage || authentication !== 'standard') return forbidden('Add/Edit')
    if (form.get('csrfToken') !== session.csrf) return list(url, session, rights, now, 'This page is out of date. Try again.')
    const username = form.get('username') ?? ''
    const ended = username === '' ? 0 : world.endUsername(username, now)
    // Also whoever asked for it, when it is the own name: the next page is the login page.
    browsers.endAccount(username)
    if (ended === 0 && username !== session.username) return list(url, session, rights, now, `${username} is not logged in.`)
    return redirect(SESSIONS_PATH)
  }

  function signedIn(request: IncomingMessage, url: URL, session: WebSession, now: number): Answer | null | Promise<Answer> {
    const rights = REEF_ACCOUNTS[session.username ?? ''] ?? { view: false, manage: false }
    if (url.pathname === HOME_PATH) return { status: 200, page: homePage(session.username ?? '') }
    if (url.pathname === LOGOUT_PATH) {
      browsers.end(session)
      return redirect(LOGIN_PATH)
    }
    if (url.pathname === LOGOUT_ALL_PATH && request.method === 'POST') return logOutAll(request, url, session, rights, now)
    if (url.pathname !== SESSIONS_PATH) return null
    return rights.view ? list(url, session, rights, now) : forbidden('View')
  }

  return (request, url, now) => {
    if (url.pathname === LOGIN_PATH && request.method === 'POST') return logIn(request, now)
    if (!url.pathname.startsWith(`${REEF_BASE}/`)) return null
    const session = browsers.of(request, now)
    if (url.pathname === LOGIN_PATH) return askToLogIn(session, null, now)
    return session === null || session.username === null ? redirect(LOGIN_PATH) : signedIn(request, url, session, now)
  }
}

function forbidden(right: string): Answer {
  return { status: 403, page: noRightPage(right) }
}
