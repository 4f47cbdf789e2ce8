import type { PracticeId } from '../../../../../src/main/practice/announcement.ts'
import { practiceInstalls } from '../../../../../src/main/practice/installs.ts'
import { startPracticeServer } from '../../../../../src/main/practice/server.ts'
import type { PracticeSession } from '../../../../../src/main/practice/session.ts'
import type { World } from '../../../../../src/main/practice/world.ts'
import { secretOf } from '../../../../doubles/world.ts'
import { type Documented, startGate } from './gate.ts'
import type { Stage } from './stage.ts'

const HOUR = 3_600_000

/** A practice server of one product behind a gate. Nobody comes or goes by themselves, and rows have the ids that a promise wants. */
export function ofPractice(id: PracticeId, documented: readonly Documented[], rowsHaveIds: boolean): () => Promise<Stage> {
  return async () => {
    const install = practiceInstalls(null).find((one) => one.id === id)
    if (install === undefined) throw new Error(`no ${id}`)
    const { world, live, open } = stillWorld()
    // More than one of the pages that some of them have.
    for (let index = 0; index < 15; index += 1) open(`s${index}`, ['alice', 'bob', 'carol'][index % 3] ?? '')
    const secret = install.secretOf(secretOf(id))
    const started = await startPracticeServer(install, world, secret, Date.now)
    const { draft } = started.announcement
    const gate = await startGate(draft.url, documented)
    return {
      gate,
      secret,
      server: { ...draft, url: gate.url, id, paused: false, credential: 'memory' },
      live: () =>
        [...live.values()].map((session) => ({
          session,
          kept: () => (rowsHaveIds ? session.id : null),
          name: { userId: session.userId, user: session.username },
          secrets: [],
        })),
      add: (sessionId) => open(sessionId, 'alice'),
      addOwn() {
        open('own', 'console', true)
        return {}
      },
      addUser: (name) => open(`of ${name}`, name),
      tokens: () => [],
      async close() {
        await gate.close()
        await started.close()
      },
    }
  }
}

interface Still {
  readonly world: World
  readonly live: ReadonlyMap<string, PracticeSession>
  open(id: string, username: string, own?: boolean): void
}

function stillWorld(): Still {
  const live = new Map<string, PracticeSession>()
  const startedAt = Date.now()
  const endWhere = (fits: (session: PracticeSession) => boolean): number => {
    const ended = [...live.values()].filter((session) => fits(session) && !session.own)
    for (const { id } of ended) live.delete(id)
    return ended.length
  }
  return {
    live,
    open(id, username, own = false) {
      const at = startedAt - live.size * 60_000
      live.set(id, {
        id,
        username,
        userId: `u-${username}`,
        displayName: null,
        email: null,
        account: null,
        type: 'BROWSER',
        project: `Project ${live.size}`,
        projectDescription: '',
        organisation: '',
        userAgent: 'curl/8.16.0',
        address: `192.0.2.${live.size + 1}`,
        createdAt: at - HOUR,
        expiresAt: at + 9 * HOUR,
        activity: { kind: 'seen', at },
        steady: true,
        own,
      })
    },
    world: {
      list: () => [...live.values()],
      find: (id) => live.get(id) ?? null,
      end: (id) => live.delete(id),
      endUser: (userId) => endWhere((session) => session.userId === userId),
      endUsername: (username) => endWhere((session) => session.username === username),
      login: () => ({ kind: 'too-many' }),
      use: () => false,
      identityOf: (username) => ({ username, userId: null, displayName: null, email: null, account: null }),
    },
  }
}
