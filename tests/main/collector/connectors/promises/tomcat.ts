import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serverDraftSchema } from '../../../../../src/shared/server.ts'
import { type Asked, askedOf, type Reply } from '../../../../doubles/route.ts'
import { secretOf } from '../../../../doubles/world.ts'
import { type Documented, startGate } from './gate.ts'
import type { Stage } from './stage.ts'

const APPLICATIONS = ['/examples', '/shop']
const MANAGER = '/manager'
const NONCE = 'org.apache.catalina.filters.CSRF_NONCE'

/** What Tomcat's manager is asked for. */
export const TOMCAT_REQUESTS: readonly Documented[] = [
  { on: 'GET /manager/html/list', purpose: 'parents' },
  { on: 'GET /manager/html/sessions', purpose: 'list' },
  { on: 'POST /manager/html/sessions', purpose: 'end-one' },
  { on: 'GET /manager/jmxproxy/', purpose: 'end-one', when: ({ query }) => query.get('op') === 'expireSession' },
  { on: 'GET /manager/jmxproxy/', purpose: 'parents', when: ({ query }) => query.get('qry') === '*:type=Manager,*' },
  {
    on: 'GET /manager/jmxproxy/',
    purpose: 'list',
    when: ({ query }) => /^(?:listSessionIds|get(?:Creation|LastAccessed)Timestamp)$/.test(query.get('op') ?? ''),
  },
]

interface Session {
  readonly id: string
  readonly application: string
  readonly user: string
  readonly at: number
}

/** Tomcat's manager as its pages and its proxy of 10.1 are, with accounts that may use one of the two or both; each behind a gate. */
export function tomcat(roads: readonly ('pages' | 'jmx')[]): () => Promise<Stage> {
  return async () => {
    const live = new Map<string, Session>()
    const nonces = new Set<string>()
    const password = secretOf('tomcat')
    const open = (id: string, user = 'alice'): void => {
      const application = APPLICATIONS[live.size % APPLICATIONS.length] ?? ''
      live.set(id, { id, application, user, at: Math.floor(Date.now() / 1000) * 1000 - live.size * 60_000 })
    }
    for (const [index, user] of ['alice', 'bob', 'carol', 'alice', 'bob', 'carol'].entries()) open(cookieOf(index), user)

    function answer(asked: Asked): Reply {
      const [, part] = asked.segments ?? []
      const basic = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
      if (asked.header('authorization') !== basic) return { status: 401, text: '<h1>401 Unauthorized</h1>' }
      if (part === 'jmxproxy') return roads.includes('jmx') ? jmx(asked) : { status: 403, text: '<h1>403 Access Denied</h1>' }
      return roads.includes('pages') ? pages(asked) : { status: 403, text: '<h1>403 Access Denied</h1>' }
    }

    function jmx({ query }: Asked): Reply {
      const id = query.get('ps') ?? ''
      const application = /context=([^,]*)/.exec(query.get('invoke') ?? '')?.[1] ?? ''
      const session = live.get(id)
      const mine = session?.application === application ? session : undefined
      switch (query.get('op')) {
        case null:
          return ok(APPLICATIONS.map((name) => `Name: Catalina:type=Manager,host=localhost,context=${name}\nmodelerType: x\n`).join('\n'))
        case 'listSessionIds':
          return ok(
            of(application)
              .map((one) => one.id)
              .join(' '),
          )
        case 'expireSession':
          if (mine !== undefined) live.delete(id)
          return ok('')
        default:
          return ok(`${mine === undefined ? -1 : mine.at}`)
      }
    }

    function pages(asked: Asked): Reply {
      const headers = { 'set-cookie': `JSESSIONID=${cookieOf(99)}; Path=/manager; HttpOnly` }
      const [, , page] = asked.segments ?? []
      if (page === 'list') return { status: 200, text: listPage(), headers }
      if (!nonces.has(asked.query.get(NONCE) ?? '')) return { status: 403, text: '<h1>403 Access Denied</h1>' }
      const application = asked.query.get('path') ?? ''
      const ids = asked.method === 'POST' ? asked.form.getAll('sessionIds') : []
      const ended = ids.filter((id) => live.get(id)?.application === application && live.delete(id))
      const message = asked.form.get('action') === 'invalidateSessions' ? `${ended.length} sessions invalidated.` : ''
      return { status: 200, text: sessionsPage(application, message), headers }
    }

    function of(application: string): readonly Session[] {
      return [...live.values()].filter((session) => session.application === application)
    }

    function linkTo(application: string): string {
      const nonce = secretOf(`nonce ${nonces.size}`)
      nonces.add(nonce)
      return `/manager/html/sessions?path=${encodeURIComponent(application)}&amp;${NONCE}=${nonce}`
    }

    function listPage(): string {
      return `<html><body><table>${APPLICATIONS.map((name) => `<tr><td><a href="${linkTo(name)}">${of(name).length}</a></td></tr>`).join('')}</table></body></html>`
    }

    function sessionsPage(application: string, message: string): string {
      const rows = of(application).map(({ id, user, at }) => {
        const since = length(Date.now() - at)
        return `<tr><td><input type="checkbox" name="sessionIds" value="${id}"><a href="${linkTo(application)}&amp;action=sessionDetail&amp;sessionId=${id}">${id}</a></td>
<td>Primary</td><td>en</td><td>${user}</td><td>${local(at)}</td><td>${local(at)}</td><td>00:00:00</td><td>${since}</td><td>00:20:00</td></tr>`
      })
      return `<html><body><p class="message">${message}</p><form action="${linkTo(application)}" method="post">
<input type="hidden" name="action" id="sessionsFormAction" value="">
<table id="sessions"><tr><th>Session Id</th><th>Type</th><th>Guessed Locale</th><th>Guessed User name</th><th>Creation Time</th><th>Last Accessed Time</th><th>Used Time</th><th>Inactive Time</th><th>TTL</th></tr>
${rows.join('\n')}</table><input type="submit" name="invalidate" value="Invalidate selected Sessions"></form></body></html>`
    }

    const http = createServer((request, response) => {
      void askedOf(request, '').then((asked) => {
        const { status, text = '', headers = {} } = answer(asked)
        response.writeHead(status, { 'content-type': text.startsWith('<') ? 'text/html' : 'text/plain', ...headers }).end(text)
      })
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const gate = await startGate(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, TOMCAT_REQUESTS)
    const draft = { name: 'Tomcat', url: gate.url, connector: { profileId: 'tomcat' }, auth: { kind: 'basic', username: 'admin' } }
    return {
      gate,
      secret: password,
      server: { ...serverDraftSchema.parse(draft), id: 'tomcat', paused: false, credential: 'stored' },
      live: () =>
        [...live.values()].map((session) => ({
          session,
          kept: () => `${createHash('sha256').update(session.id).digest('hex').slice(0, 32)}/${encodeURIComponent(session.application)}`,
          name: { userId: null, user: roads.includes('pages') ? session.user : null },
          secrets: [session.id],
        })),
      add: open,
      tokens: () => [...nonces, cookieOf(99)],
      async close() {
        await gate.close()
        await new Promise((resolve) => {
          http.close(resolve)
          http.closeAllConnections()
        })
      },
    }
  }
}

function cookieOf(index: number): string {
  return secretOf(`tomcat ${index}`).slice(0, 32).toUpperCase()
}

function ok(text: string): Reply {
  return { status: 200, text: `OK - ${MANAGER}\n\n${text}` }
}

function length(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => `${Math.floor(part)}`.padStart(2, '0')).join(':')
}

function local(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}
