import { type Asked, type PageServer, type Reply, startPageServer } from '../page/page-server.ts'

/** One session of a web application. Times are epoch ms; `life` is how long it may be inactive, in ms. */
export interface WebSession {
  readonly id: string
  readonly user: string
  readonly createdAt: number
  readonly lastAt: number
  readonly life: number
}

/** A Tomcat as its manager answers: recorded from version 10.1. */
export interface TomcatDouble {
  readonly server: PageServer
  /** By context name, such as `/examples` or `/shop##2`. */
  readonly contexts: Map<string, WebSession[]>
  /** What a test changes of it. */
  readonly set: {
    roles: readonly string[]
    hosts: readonly string[]
    /** The server's zone, in ms east of Greenwich, at a moment. */
    zone: (at: number) => number
    before: ((asked: Asked) => Reply | null) | null
    /** What the cookie of its sessions is called; '' for a manager that writes them into addresses alone. */
    cookie: string
  }
  /** The ids of Rollcall's own sessions in the manager. */
  own(): readonly string[]
  close(): Promise<void>
}

export const PASSWORD = 'tomcat-Passw0rd'
const NONCES = 5
const NONCE = 'org.apache.catalina.filters.CSRF_NONCE'

export function webSession(id: string, user: string, ago: number, idle: number): WebSession {
  const now = Date.now()
  return { id, user, createdAt: now - ago, lastAt: now - idle, life: 30 * 60_000 }
}

export async function startTomcatDouble(contexts: Readonly<Record<string, readonly WebSession[]>>): Promise<TomcatDouble> {
  const all = new Map<string, WebSession[]>(Object.entries(contexts).map(([name, sessions]) => [name, [...sessions]]))
  all.set('/manager', [])
  const set: TomcatDouble['set'] = {
    roles: ['manager-gui', 'manager-jmx'],
    hosts: ['localhost'],
    zone: () => 13 * 3_600_000,
    before: null,
    cookie: 'JSESSIONID',
  }
  const nonces = new Map<string, string[]>()
  let count = 0

  /** The session of the manager that a browser has, made when it has none; its tokens are forgotten but for the last five. */
  function visitor(asked: Asked): { readonly id: string; readonly isNew: boolean } {
    const sent = `${asked.headers.cookie ?? ''}${asked.path}`
    const id = new RegExp(`${set.cookie || 'jsessionid'}=([0-9A-F]+)`).exec(sent)?.[1] ?? ''
    if (all.get('/manager')?.some((session) => session.id === id) === true) return { id, isNew: false }
    count += 1
    const made = `A0${String(count).padStart(30, '0')}`
    all.get('/manager')?.push(webSession(made, 'admin', 0, 0))
    return { id: made, isNew: true }
  }

  function nonceFor(id: string): string {
    count += 1
    const nonce = `F${String(count).padStart(31, '0')}`
    nonces.set(id, [...(nonces.get(id) ?? []), nonce].slice(-NONCES))
    return nonce
  }

  function page(id: string, isNew: boolean, body: (query: string, path: string) => string): Reply {
    const path = isNew || set.cookie === '' ? `;jsessionid=${id}` : ''
    const hasCookie = isNew && set.cookie !== ''
    const headers: Readonly<Record<string, string>> = hasCookie ? { 'set-cookie': `${set.cookie}=${id}; Path=/manager; HttpOnly` } : {}
    return { headers, body: `<html><body>${body(`${NONCE}=${nonceFor(id)}`, path)}</body></html>` }
  }

  function list(asked: Asked): Reply {
    const { id, isNew } = visitor(asked)
    return page(id, isNew, (query, path) => {
      const links = [...all].map(([name, sessions]) => {
        const [context = '', version] = name.split('##')
        const address = `/manager/html/sessions${path}?path=${context}${version === undefined ? '' : `&version=${version}`}&${query}`
        return `<tr><td><small><a href="${context}/">${context}</a></small></td><td><a href="${address.replaceAll('/', '&#47;').replaceAll('&version', '&amp;version').replaceAll('&org', '&amp;org')}">${sessions.length}</a></td></tr>`
      })
      return `<table><tr><td>Path</td><td>Sessions</td></tr>${links.join('')}</table>`
    })
  }

  function sessions(asked: Asked): Reply {
    const { id, isNew } = visitor(asked)
    if (nonces.get(id)?.includes(asked.query.get(NONCE) ?? '') !== true) return FORBIDDEN
    const [context, version] = [asked.query.get('path') ?? '', asked.query.get('version') ?? '']
    const name = version === '' ? context : `${context}##${version}`
    const found = all.get(name)
    if (found === undefined) return page(id, isNew, () => '<h1>Sessions</h1><div class="error">No such application</div>')
    let message = ''
    if (asked.method === 'POST' && asked.form.get('action') === 'invalidateSessions') {
      const before = found.length
      const wanted = asked.form.getAll('sessionIds')
      all.set(
        name,
        found.filter((session) => !wanted.includes(session.id)),
      )
      message = `${before - (all.get(name)?.length ?? 0)} sessions invalidated.`
    }
    return page(id, isNew, (query, path) => {
      const action = `/manager/html/sessions${path}?path=${context}&amp;version=${version}&amp;${query}`
      return sessionsPage(all.get(name) ?? [], action, message, (at) => local(at + set.zone(at)))
    })
  }

  function jmx({ query }: Asked): string {
    if (query.has('qry')) {
      const names = set.hosts.flatMap((host) => [...all.keys()].map((name) => `Catalina:type=Manager,host=${host},context=${name}`))
      const blocks = names.map((name) => `Name: ${name}\nmodelerType: org.apache.tomcat.util.modeler.BaseModelMBean\nactiveSessions: 2\n`)
      return `OK - Number of results: ${names.length}\n\n${blocks.join('\n')}\n`
    }
    const bean = query.get('invoke') ?? ''
    const found = all.get(/context=(.*)$/.exec(bean)?.[1] ?? '')
    if (found === undefined)
      return `Error - javax.management.InstanceNotFoundException: ${bean}\njavax.management.InstanceNotFoundException: ${bean}\n\tat java.base/x\n`
    const op = query.get('op') ?? ''
    const id = query.get('ps') ?? ''
    const session = found.find((one) => one.id === id)
    if (op === 'listSessionIds') return `OK - Operation listSessionIds returned:\n${found.map((one) => `${one.id} `).join('')}\n`
    if (op === 'getCreationTimestamp') return `OK - Operation ${op} returned:\n${session?.createdAt ?? -1}\n`
    if (op === 'getLastAccessedTimestamp') return `OK - Operation ${op} returned:\n${session?.lastAt ?? -1}\n`
    if (op !== 'expireSession')
      return `Error - java.lang.IllegalArgumentException: Cannot find operation [${op}] for ${id}\n\tat java.base/x\n`
    if (session !== undefined) found.splice(found.indexOf(session), 1)
    return 'OK - Operation expireSession without return value\n'
  }

  const server = await startPageServer((asked) => {
    const early = set.before?.(asked) ?? null
    if (early !== null) return early
    if (asked.headers.authorization !== `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`) return { status: 401, body: 'x' }
    const road = asked.path.startsWith('/manager/jmxproxy') ? 'manager-jmx' : 'manager-gui'
    if (!set.roles.includes(road)) return FORBIDDEN
    if (road === 'manager-jmx') return { headers: { 'content-type': 'text/plain;charset=utf-8' }, body: jmx(asked) }
    if (asked.path === '/manager/html/list') return list(asked)
    return /^\/manager\/html\/sessions(?:;|$)/.test(asked.path) ? sessions(asked) : { status: 404, body: 'x' }
  })
  return { server, contexts: all, set, own: () => (all.get('/manager') ?? []).map(({ id }) => id), close: () => server.close() }
}

const FORBIDDEN: Reply = { status: 403, body: '<title>403 Access Denied</title><h1>403 Access Denied</h1>' }

function local(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

function length(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const two = (count: number): string => String(count).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

function sessionsPage(all: readonly WebSession[], action: string, message: string, time: (at: number) => string): string {
  const headings = [
    'Session Id',
    'Type',
    'Guessed Locale',
    'Guessed User name',
    'Creation Time',
    'Last Accessed Time',
    'Used Time',
    'Inactive Time',
  ]
  const cells = headings.map(
    (heading) => `<th><a onclick="document.getElementById('refreshButton').click(); return true;">${heading}</a></th>`,
  )
  const rows = all.map(({ id, user, createdAt, lastAt, life }) => {
    const idle = Date.now() - lastAt
    const facts = [
      'Primary',
      'de',
      user.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
      time(createdAt),
      time(lastAt),
      length(lastAt - createdAt),
      length(idle),
      length(life - idle),
    ]
    return `<tr><td><input type="checkbox" name="sessionIds" value="${id}" />
 <a href="${action}&amp;action=sessionDetail&amp;sessionId=${id}">${id}</a></td>${facts.map((fact) => `<td style="text-align: center;">${fact}</td>`).join('')}</tr>`
  })
  return `<h1>Sessions Administration</h1><div class="error"></div><div class="message">${message}</div>
<form action="${action}" method="POST" id="sessionsForm"><fieldset><legend>Active HttpSessions information</legend>
<input type="hidden" name="action" id="sessionsFormAction" value="injectSessions"/><input type="hidden" name="sort" value=""/>
<input type="submit" name="refresh" id="refreshButton" value="Refresh Sessions list" onclick="return true;"/>
<table border="1"><thead><tr>${cells.join('')}<th><a><span title="Time To Live">TTL</span></a></th></tr></thead><tbody>${rows.join('\n')}</tbody></table>
<p><input type="submit" name="invalidate" value="Invalidate selected Sessions" onclick="return true;"/></p></fieldset></form>
<form method="GET" action="/manager/html"><p><input type="submit" value="Return to main page" /></p></form>`
}
