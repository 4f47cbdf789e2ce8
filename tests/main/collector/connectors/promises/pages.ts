import { serverDraftSchema } from '../../../../../src/shared/server.ts'
import { personOf, secretOf } from '../../../../doubles/world.ts'
import { consoleProfile } from '../page/console.ts'
import { startPageServer } from '../page/page-server.ts'
import { type Documented, startGate } from './gate.ts'
import type { Stage } from './stage.ts'

const PATH = '/admin/sessions'
const DOCUMENTED: readonly Documented[] = [
  { on: `GET ${PATH}`, purpose: 'list' },
  { on: 'POST /admin/end', purpose: 'end-one' },
]

/** A page with a form in each row, as an admin may describe one: no built-in page profile ends single sessions. */
export const ADMIN_PAGE = consoleProfile({
  id: 'made-up-page',
  auth: { kind: 'basic', username: 'root' },
  logins: [],
  own: { kind: 'none', why: 'A header proves each request by itself.' },
  facts: {
    address: 'sign-in',
    activity: 'the latest request',
    coverage: 'All sessions.',
    terminateMeans: 'The session ends.',
    known: 'It is made up.',
    supply: 'A password.',
  },
})

interface Login {
  readonly id: string
  readonly user: string
}

/** That page behind a gate. */
export async function adminPage(): Promise<Stage> {
  const password = secretOf('page')
  const token = secretOf('form')
  const people = ['alice', 'bob', 'carol'].map((name) => personOf(name, name))
  const live = new Set<Login>(people.flatMap(({ name }) => [1, 2].map((number) => ({ id: `${name}${number}`, user: name }))))
  const row = ({ id, user }: Login): string =>
    `<tr><td>${user}</td><td>10.0.0.1</td><td>21.11.2026 08:00</td><td>00:05:00</td><td><form method="post" action="/admin/end">
<input type="hidden" name="csrf" value="${token}"><input type="hidden" name="login" value="${escaped(id)}"><button>End session</button></form></td></tr>`
  const system = await startPageServer(({ path, form, headers }) => {
    if (headers.authorization !== `Basic ${Buffer.from(`root:${password}`).toString('base64')}`) return { status: 401 }
    if (path === PATH)
      return `<table><tr><th>User</th><th>IP address</th><th>Signed in</th><th>Idle</th><th></th></tr>${[...live].map(row).join('')}</table>`
    if (path !== '/admin/end' || form.get('csrf') !== token) return { status: 403 }
    const found = [...live].find(({ id }) => id === form.get('login'))
    if (found === undefined) return '<p>No such session.</p>'
    live.delete(found)
    return '<p>Done.</p>'
  })
  const gate = await startGate(system.url, DOCUMENTED)
  const draft = { name: 'Pages', url: gate.url, connector: { profileId: ADMIN_PAGE.id }, auth: ADMIN_PAGE.auth }
  return {
    gate,
    secret: password,
    saved: { profiles: [ADMIN_PAGE], refused: [] },
    server: { ...serverDraftSchema.parse(draft), id: 'pages', paused: false, credential: 'stored' },
    live: () => [...live].map((session) => ({ session, kept: () => session.id, name: { userId: null, user: session.user }, secrets: [] })),
    add(id) {
      // Half a character can stand in no page.
      if (id.isWellFormed()) live.add({ id, user: 'alice' })
    },
    tokens: () => [token],
    async close() {
      await gate.close()
      await system.close()
    },
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
