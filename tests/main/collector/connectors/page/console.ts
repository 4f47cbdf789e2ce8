import type { Connector } from '../../../../../src/main/collector/connectors/connector.ts'
import { createPageConnector } from '../../../../../src/main/collector/connectors/page/page-connector.ts'
import type { ReadLimits } from '../../../../../src/main/collector/connectors/profile/pass.ts'
import { type PageProfile, pageProfileSchema } from '../../../../../src/shared/profile.ts'
import type { Server } from '../../../../../src/shared/server.ts'
import { watchedServer } from '../../../../faults/watched-server.ts'
import { type Asked, type PageServer, type Reply, redirect, startPageServer } from './page-server.ts'

/** One session of the made-up system. */
export interface Login {
  readonly id: string
  readonly user: string
  readonly address: string
  /** As its page writes it, in its own zone. */
  readonly since: string
  readonly idle: string
}

export const PASSWORD = 'c0rrect&horse="battery'

/** A made-up system with no API: pages behind a login form, a token in every form that counts once, a list on several pages. */
export interface Console {
  readonly server: PageServer
  readonly logins: Login[]
  readonly ended: string[]
  /** What a test changes of it. */
  readonly set: {
    language: 'en' | 'da'
    perPage: number
    /** Cookies that are signed in. */
    readonly signedIn: Set<string>
    /** Answers before the system itself does. */
    before: ((asked: Asked) => Reply | null) | null
    /** How many times somebody signed in. */
    signIns: number
    viewOnly: boolean
  }
  close(): Promise<void>
}

const WORDS = {
  en: {
    user: 'User',
    address: 'IP&nbsp;address',
    since: 'Signed in',
    idle: 'Idle',
    end: 'End session',
    next: 'Next ›',
    refused: 'Wrong password.',
  },
  da: {
    user: 'Bruger',
    address: 'IP-adresse',
    since: 'Logget ind',
    idle: 'Inaktiv',
    end: 'Afslut session',
    next: 'Næste ›',
    refused: 'Forkert adgangskode.',
  },
} as const

export async function startConsole(logins: readonly Login[] = LOGINS): Promise<Console> {
  let [tokens, cookies] = [0, 0]
  let token = ''
  const world: Omit<Console, 'server' | 'close'> = {
    logins: [...logins],
    ended: [],
    set: { language: 'en', perPage: 100, signedIn: new Set(), before: null, signIns: 0, viewOnly: false },
  }
  const { set } = world

  function fresh(): string {
    tokens += 1
    token = `t${tokens}-&"secret`
    return token.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  }

  function loginPage(alert: string): string {
    return `<html><body><form action="/search"><input name="q"></form><p class="alert">${alert}</p>
<form method="post" action="login?step=2"><input type="hidden" name="csrf" value="${fresh()}">
<label>Name<input name="name"></label><input type="password" name="pass"><select name="realm"><option value="local">Local<option value="ad">AD</select>
<input type="checkbox" name="remember" value="1"><button name="go" value="now">Log in</button></form></body></html>`
  }

  function row(login: Login): string {
    const words = WORDS[set.language]
    const form = `<form method="post" action="/admin/end"><input type="hidden" name="csrf" value="${token.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">
<input type="hidden" name="login" value="${login.id}"><button><span>${words.end}</span></button></form>`
    return `<tr data-id="${login.id}"><td><b>${login.user}</b></td><td>${login.address}</td><td title="x">${login.since}</td><td>${login.idle}</td><td>${set.viewOnly ? '' : form}</td></tr>`
  }

  function list(page: number): string {
    const words = WORDS[set.language]
    fresh()
    const rows = world.logins.slice((page - 1) * set.perPage, page * set.perPage)
    const next = page * set.perPage < world.logins.length ? `<a href="?page=${page + 1}">${words.next}</a>` : ''
    return `<html><body><table><tr><td>Menu</td></tr></table><table class="list"><thead><tr><th>${words.user} <i>▲</i></th><th>${words.address}</th>
<th><a href="?sort=since">${words.since}</a></th><th>${words.idle}</th><th></th></tr></thead><tbody>${rows.map(row).join('\n')}</tbody></table>${next}</body></html>`
  }

  function signIn({ form }: Asked): Reply {
    const isRight = form.get('csrf') === token && form.get('name') === 'root' && form.get('pass') === PASSWORD && form.get('go') === 'now'
    if (!isRight) return loginPage(WORDS[set.language].refused)
    cookies += 1
    set.signIns += 1
    set.signedIn.add(`c${cookies}`)
    return redirect('/admin/home', `SID=c${cookies}; Path=/; HttpOnly`)
  }

  function end({ form }: Asked): Reply {
    if (form.get('csrf') !== token) return { status: 403, body: '<h1>Token</h1>' }
    const id = form.get('login') ?? ''
    const at = world.logins.findIndex((login) => login.id === id)
    if (at === -1) return '<p class="message">No such session.</p>'
    world.logins.splice(at, 1)
    world.ended.push(id)
    return redirect('/admin/sessions')
  }

  const server = await startPageServer((asked) => {
    const early = set.before?.(asked) ?? null
    if (early !== null) return early
    if (asked.path === '/login') return asked.method === 'POST' ? signIn(asked) : loginPage('')
    if (!set.signedIn.has(asked.sid)) return redirect('/login')
    if (asked.path === '/admin/sessions') return list(Number(asked.query.get('page') ?? 1))
    if (asked.path === '/admin/end' && asked.method === 'POST') return end(asked)
    if (asked.path === '/logout') set.signedIn.delete(asked.sid)
    return asked.path === '/admin/home' ? '<h1>Home</h1>' : { status: 404, body: 'nothing' }
  })
  return { ...world, server, close: () => server.close() }
}

export const LOGINS: readonly Login[] = [
  { id: 'a/1', user: 'alice', address: '10.0.0.1', since: '21.11.2026 08:00', idle: '00:05:00' },
  { id: 'b 2', user: 'bob', address: '10.0.0.2', since: '21.11.2026 09:30', idle: '00:00:10' },
  { id: 'c3', user: '&lt;carol&gt;', address: '10.0.0.3', since: '20.11.2026 23:59', idle: '1 02:00:00' },
]

/** The profile of the made-up system, with what a test is about. */
export function consoleProfile(changes: Readonly<Record<string, unknown>> = {}): PageProfile {
  return pageProfileSchema.parse({
    version: 1,
    kind: 'page',
    id: 'made-up-pages',
    name: 'Made up',
    about: 'A system of a test.',
    auth: { kind: 'login', login: 'form', username: 'root' },
    logins: [
      {
        id: 'form',
        name: 'Login page',
        page: { path: '/login' },
        refused: ['Wrong password.', 'Forkert adgangskode.'],
        logout: { path: '/logout' },
      },
    ],
    page: { path: '/admin/sessions', next: { text: ['Next', 'Næste'] } },
    table: {
      columns: {
        user: { headings: ['User', 'Bruger'] },
        address: { headings: ['IP address', 'IP-adresse'] },
        since: { headings: ['Signed in', 'Logget ind'] },
        idle: { headings: ['Idle', 'Inaktiv'], required: false },
      },
      values: { id: { input: 'login' }, rowId: { attribute: 'data-id' } },
    },
    fields: { sessionId: ['id', 'rowId'], user: 'user', address: 'address', createdAt: 'since', lastActiveAt: 'idle' },
    times: {
      createdAt: { kind: 'local', zone: 'Europe/Copenhagen', date: 'day-month-year' },
      lastActiveAt: { kind: 'duration', unit: 'clock' },
    },
    terminate: { one: { press: { kind: 'row-form', button: ['End session', 'Afslut session'] }, gone: 'No such session' } },
    own: { kind: 'user' },
    facts: { address: 'unknown', activity: 'x', coverage: 'x', terminateMeans: 'x', known: 'x', supply: 'x' },
    ...changes,
  })
}

/** A connector to a web server with this profile, as Rollcall makes it. */
export function connectorTo(
  url: string,
  profile: PageProfile,
  changes: Partial<Server> = {},
  secret: string | null = PASSWORD,
  limits?: ReadLimits,
): Connector {
  const server = watchedServer(url, { auth: profile.auth, timeoutSeconds: 10, ...changes })
  return createPageConnector(server, profile, secret, limits)
}

/** A page with rows `r1`, `r2` … , what stands in the last cell of each, and what stands behind the table. */
export function pageOf(ids: readonly number[], after = '', last: (id: string) => string = () => ''): string {
  const rows = ids.map((id) => `<tr data-id="r${id}"><td>user${id}<td>10.0.0.${id}<td>21.11.2026 08:00<td>${last(`r${id}`)}</tr>`)
  return `<table><tr><th>User<th>IP address<th>Signed in<th></tr>${rows.join('')}</table>${after}`
}
