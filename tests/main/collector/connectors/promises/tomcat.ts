import { createHash } from 'node:crypto'
import { serverDraftSchema } from '../../../../../src/shared/server.ts'
import type { Asked } from '../../../../doubles/route.ts'
import { PASSWORD, startTomcatDouble, webSession } from '../tomcat/tomcat-double.ts'
import { type Documented, startGate } from './gate.ts'
import type { Stage } from './stage.ts'

const MANAGER = '/manager'
const MINUTE = 60_000

function isPage(name: string): (asked: Asked) => boolean {
  // The manager writes the session into its addresses for browsers that may have no cookies.
  return ({ segments }) => segments?.[2]?.split(';', 1)[0] === name
}

function isOperation(pattern: RegExp): (asked: Asked) => boolean {
  return ({ query }) => pattern.test(query.get('op') ?? '')
}

/** What Tomcat's manager is asked for. */
const DOCUMENTED: readonly Documented[] = [
  { on: 'GET /manager/html/:page', purpose: 'parents', when: isPage('list') },
  { on: 'GET /manager/html/:page', purpose: 'list', when: isPage('sessions') },
  { on: 'POST /manager/html/:page', purpose: 'end-one', when: isPage('sessions') },
  { on: 'GET /manager/jmxproxy/', purpose: 'end-one', when: isOperation(/^expireSession$/) },
  { on: 'GET /manager/jmxproxy/', purpose: 'list', when: isOperation(/^(?:listSessionIds|get(?:Creation|LastAccessed)Timestamp)$/) },
  { on: 'GET /manager/jmxproxy/', purpose: 'parents', when: ({ query }) => query.get('qry') === '*:type=Manager,*' },
]

/** A Tomcat behind a gate, whose account has these roles. */
export function tomcat(roles: readonly string[]): () => Promise<Stage> {
  return async () => {
    const users = ['alice', 'bob', 'carol']
    const cookieOf = (text: string): string => createHash('md5').update(text).digest('hex').toUpperCase()
    const sessionsOf = (name: string) => users.map((user, index) => webSession(cookieOf(name + user), user, (9 - index) * MINUTE, MINUTE))
    const double = await startTomcatDouble({ '/examples': sessionsOf('/examples'), '/shop##2': sessionsOf('/shop##2') })
    double.set.roles = roles
    const gate = await startGate(double.server.url, DOCUMENTED)
    const auth = { kind: 'basic', username: 'admin' }
    const connector = { profileId: 'tomcat', inputs: { contexts: '/examples\n/shop' } }
    let listsOwn = false
    return {
      gate,
      secret: PASSWORD,
      server: {
        ...serverDraftSchema.parse({ name: 'Tomcat', url: gate.url, connector, auth }),
        id: 'tomcat',
        paused: false,
        credential: 'stored',
      },
      live: () =>
        [...double.contexts].flatMap(([name, sessions]) =>
          (name === MANAGER && !listsOwn ? [] : sessions).map((session) => ({
            session,
            kept: () => `${createHash('sha256').update(session.id).digest('hex').slice(0, 32)}/${encodeURIComponent(name)}`,
            // Only pages tell names.
            name: { userId: null, user: roles.includes('manager-gui') ? session.user : null },
            secrets: [session.id],
          })),
        ),
      add: (id) => void double.contexts.get('/examples')?.push(webSession(id, 'alice', MINUTE, MINUTE)),
      addUser: (name) => void double.contexts.get('/examples')?.push(webSession(cookieOf(name), name, MINUTE, MINUTE)),
      addOwn() {
        listsOwn = true
        return { connector: { profileId: 'tomcat', inputs: {}, overrides: {} } }
      },
      tokens: () => double.own(),
      async close() {
        await gate.close()
        await double.close()
      },
    }
  }
}
