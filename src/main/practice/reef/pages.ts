import { idleTime, sessionTime } from '../../../shared/duration.ts'
import { type Html, html } from '../html.ts'
import { document } from '../pages.ts'
import { lastActiveAt, type PracticeSession } from '../session.ts'
import { HOME_PATH, LOGIN_PATH, LOGOUT_ALL_PATH, LOGOUT_PATH, SESSIONS_PATH } from './paths.ts'
import type { Order } from './rows.ts'

const NOTHING = html``
const PRODUCT = 'Digital Reef'
const MENU = [
  { name: 'Projects', href: HOME_PATH },
  { name: 'Active User Sessions…', href: SESSIONS_PATH },
  { name: 'Log out', href: LOGOUT_PATH },
]

function reefPage(title: string, main: Html, menu = MENU): Html {
  return document({ title, product: PRODUCT, language: 'en', menu, main })
}

function alertOf(text: string | null): Html {
  return text === null ? NOTHING : html`<p role="alert">${text}</p>`
}

/** The login page; its form counts only with the hidden token and the cookie that came with it. */
export function loginPage(csrf: string, alert: string | null): Html {
  const main = html`<h1>Login</h1>
${alertOf(alert)}
<form method="post" action="${LOGIN_PATH}" autocomplete="off">
<input type="hidden" name="csrfToken" value="${csrf}">
<p><label>Username <input type="text" name="username" required></label></p>
<p><label>Password <input type="password" name="password" required></label></p>
<p><label><input type="checkbox" name="rememberMe" value="true"> Remember Me</label></p>
<p><button type="submit">Log in</button></p>
</form>`
  return reefPage('Login', main, [])
}

export function homePage(username: string): Html {
  return reefPage('Projects', html`<h1>Projects</h1><p>Logged in as ${username}.</p>`)
}

export function noRightPage(right: string): Html {
  const words = html`<h1>Not permitted</h1><p role="alert">This needs the System-level permission Active User Sessions - ${right}.</p>`
  return reefPage('Not permitted', words)
}

/** What the page shows. `csrf` is null for who may not log anybody out, or where nobody can be; then there are no forms. */
export interface SessionsPage {
  readonly rows: readonly PracticeSession[]
  readonly found: number
  readonly page: number
  readonly pages: number
  readonly order: Order
  readonly csrf: string | null
  readonly alert: string | null
  readonly now: number
}

/** The page *Active User Sessions*. */
export function sessionsPage(parts: SessionsPage): Html {
  const { rows, found, csrf, alert } = parts
  return reefPage(
    'Active User Sessions',
    html`<h1>Active User Sessions</h1>
${alertOf(alert)}
<table class="summary"><thead><tr><th>Service</th><th>Organization</th><th>State</th></tr></thead>
<tbody><tr><td>Indexing</td><td>Northfield Group</td><td>Running</td></tr><tr><td>Export</td><td>Ashby &amp; Cole LLP</td><td>Idle</td></tr></tbody></table>
<p>${found} sessions</p>
<table id="activeUserSessions"><thead><tr>
<th>Username</th><th>First&nbsp;Name</th><th>Last&nbsp;Name</th><th>Email</th><th>Project&nbsp;Name</th><th>Project Description</th><th>Organization</th>
${sortHeading(parts, 'session', html`Session&nbsp;Time`)}${sortHeading(parts, 'idle', html`Idle&nbsp;Time`)}
<th>IP Address</th>${csrf === null ? NOTHING : html`<th><span title="Options">&nbsp;</span></th>`}
</tr></thead><tbody>
${rows.map((session) => row(session, parts))}</tbody></table>
${links(parts)}`,
  )
}

function address(page: number, order: Order): string {
  return `${SESSIONS_PATH}?page=${page}&sort=${order}`
}

function sortHeading({ order }: SessionsPage, by: Order, name: Html): Html {
  const arrow = order === by ? html`&nbsp;<span aria-hidden="true">▼</span>` : NOTHING
  return html`<th${order === by ? html` aria-sort="descending"` : NOTHING}><a href="${address(1, by)}">${name}${arrow}</a></th>`
}

function row(session: PracticeSession, { csrf, now }: SessionsPage): Html {
  const [given = '', ...family] = (session.displayName ?? '').split(' ')
  return html`<tr><td>${session.username}</td><td>${given}</td><td>${family.join(' ')}</td><td>${session.email ?? ''}</td>
<td>${session.project}</td><td>${session.projectDescription}</td><td>${session.organisation}</td>
<td>${sessionTime(now - session.createdAt)}</td><td>${idleTime(now - lastActiveAt(session, now))}</td><td>${session.address}</td>
${csrf === null ? NOTHING : html`<td>${logOutForm(session.username, csrf)}</td>`}</tr>
`
}

function logOutForm(username: string, csrf: string): Html {
  return html`<form method="post" action="${LOGOUT_ALL_PATH}"><input type="hidden" name="csrfToken" value="${csrf}">
<input type="hidden" name="username" value="${username}"><button type="submit">Log out on All Devices</button></form>`
}

/** Links to the pages near this one, to the first and last, and to the next. */
function links({ page, pages, order }: SessionsPage): Html {
  if (pages === 1) return NOTHING
  const numbers = Array.from({ length: pages }, (_, index) => index + 1).filter(
    (one) => one === 1 || one === pages || Math.abs(one - page) < 3,
  )
  const numbered = numbers.map((one) =>
    one === page ? html` <strong aria-current="page">${one}</strong>` : html` <a href="${address(one, order)}">${one}</a>`,
  )
  const previous = page === 1 ? NOTHING : html`<a rel="prev" href="${address(page - 1, order)}">‹&nbsp;Previous</a>`
  const next = page === pages ? NOTHING : html` <a rel="next" href="${address(page + 1, order)}">Next&nbsp;›</a>`
  return html`<nav aria-label="Pages">${previous}${numbered}${next}</nav>`
}
