import type { IncomingMessage } from 'node:http'
import { type Answer, redirect } from '../answer.ts'
import { formOf } from '../body.ts'
import type { Product } from '../product.ts'
import { createWebSessions, type WebSession } from '../web-sessions.ts'
import type { World } from '../world.ts'
import { homePage, LOGIN_STEP, loginPage, sessionsPage } from './pages.ts'
import { HOME_PATH, LOGIN_PATH, LOGOUT_PATH, PURE_BASE, SESSIONS_PATH } from './paths.ts'
import { type Language, languageOf } from './words.ts'

/** How the product is installed here. */
export interface PureOptions {
  readonly world: World
  readonly username: string
  readonly password: string
}

/** Elsevier Pure: no API for sessions, so pages behind a login form, in the language of the login. The list can only be looked at. */
export function createPure({ world, username, password }: PureOptions): Product {
  const browsers = createWebSessions({ cookie: 'JSESSIONID', path: PURE_BASE, accounts: [username], password })

  function askToLogIn(request: IncomingMessage, url: URL, session: WebSession | null, failed: boolean, now: number): Answer {
    const wished = languageOf(url.searchParams.get('lang'), request.headers['accept-language'])
    // The form of another tab stays good; one that failed is shown again in the language that it was in.
    const stays = session?.username === null && (failed || session.language === wished)
    const visitor = stays ? session : browsers.begin(wished, now)
    return { status: 200, page: loginPage(visitor.csrf, languageIn(visitor), failed), headers: browsers.cookie(visitor) }
  }

  async function logIn(request: IncomingMessage, url: URL, now: number): Promise<Answer> {
    const form = await formOf(request)
    const before = browsers.of(request, now)
    const entered = { username: form.get('j_username') ?? '', password: form.get('j_password') ?? '', csrf: form.get('_csrf') ?? '' }
    const session = form.get('execution') === LOGIN_STEP ? browsers.signIn(before, entered, now) : null
    return session === null ? askToLogIn(request, url, before, true, now) : redirect(HOME_PATH, browsers.cookie(session))
  }

  function signedIn(pathname: string, session: WebSession, now: number): Answer | null {
    if (pathname === HOME_PATH) return { status: 200, page: homePage(session.username ?? '', languageIn(session)) }
    if (pathname === SESSIONS_PATH) return { status: 200, page: sessionsPage(world.list(now), languageIn(session), now) }
    if (pathname !== LOGOUT_PATH) return null
    browsers.end(session)
    return redirect(LOGIN_PATH)
  }

  return (request, url, now) => {
    if (url.pathname === LOGIN_PATH && request.method === 'POST') return logIn(request, url, now)
    if (!url.pathname.startsWith(`${PURE_BASE}/`) || request.method !== 'GET') return null
    const session = browsers.of(request, now)
    if (url.pathname === LOGIN_PATH) return askToLogIn(request, url, session, false, now)
    return session === null || session.username === null ? redirect(LOGIN_PATH) : signedIn(url.pathname, session, now)
  }
}

function languageIn(session: WebSession): Language {
  return session.language === 'da' ? 'da' : 'en'
}
