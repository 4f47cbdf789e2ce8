import { type Html, html } from '../html.ts'
import { document } from '../pages.ts'
import { lastActiveAt, type PracticeSession } from '../session.ts'
import { HOME_PATH, LOGIN_PATH, LOGOUT_PATH, SESSIONS_PATH } from './paths.ts'
import { type Language, WORDS } from './words.ts'

/** The zone that the server's clock is set to; its pages do not say so. */
export const PURE_ZONE = 'Europe/Copenhagen'

/** The step of the login form, as the frameworks of such products send it with the page and want it back. */
export const LOGIN_STEP = 'e1s1'

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: PURE_ZONE, dateStyle: 'short', timeStyle: 'medium' })

/** A moment as the server writes it: its own local time, to the second, without a zone. */
function localTime(ms: number): string {
  return clock.format(ms)
}

function purePage(title: string, language: Language, main: Html, signedIn: boolean): Html {
  const words = WORDS[language]
  const menu = [
    { name: words.workspace, href: HOME_PATH },
    { name: words.sessions, href: SESSIONS_PATH },
    { name: words.logout, href: LOGOUT_PATH },
  ]
  return document({ title, product: 'Pure', language, menu: signedIn ? menu : [], main })
}

export function loginPage(csrf: string, language: Language, failed: boolean): Html {
  const words = WORDS[language]
  const main = html`<h1>${words.login}</h1>
<form method="get" action="${LOGIN_PATH}"><button name="lang" value="${language === 'da' ? 'en' : 'da'}">${language === 'da' ? 'English' : 'Dansk'}</button></form>
${failed ? html`<p role="alert">${words.failed}</p>` : html``}
<form method="post" action="${LOGIN_PATH}" id="loginForm">
<input type="hidden" name="_csrf" value="${csrf}"><input type="hidden" name="execution" value="${LOGIN_STEP}">
<p><label>${words.username} <input type="text" name="j_username"></label></p>
<p><label>${words.password} <input type="password" name="j_password"></label></p>
<p><input type="submit" name="login" value="${words.login}"></p>
</form>`
  return purePage(words.login, language, main, false)
}

export function homePage(username: string, language: Language): Html {
  return purePage(WORDS[language].workspace, language, html`<h1>${WORDS[language].workspace}</h1><p>${username}</p>`, true)
}

/** The page *Administrator > System Information > Session*, which shows and does nothing else. */
export function sessionsPage(sessions: readonly PracticeSession[], language: Language, now: number): Html {
  const words = WORDS[language]
  const main = html`<p>${words.trail}</p>
<h1>${words.caption}</h1>
<table class="list"><thead><tr>
<th scope="col">${words.username}</th><th scope="col"><a href="${SESSIONS_PATH}">${words.address}</a></th>
<th scope="col"><a href="${SESSIONS_PATH}">${words.first}&nbsp;▲</a></th><th scope="col">${words.last}</th>
</tr></thead><tbody>
${sessions.map((session) => row(session, now))}</tbody></table>
<h2>${words.failures}</h2>
<table class="list"><thead><tr><th>${words.username}</th><th>${words.address}</th><th>${words.time}</th></tr></thead>
<tbody><tr><td>root</td><td>203.0.113.250</td><td>${localTime(now - 3 * 60_000)}</td></tr></tbody></table>`
  return purePage(words.caption, language, main, true)
}

function row(session: PracticeSession, now: number): Html {
  const name = session.username === '' ? html`&nbsp;` : html`${session.username}`
  return html`<tr><td>${name}</td><td>${session.address}</td><td>${localTime(session.createdAt)}</td><td>${localTime(lastActiveAt(session, now))}</td></tr>
`
}
