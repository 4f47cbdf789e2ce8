import { expect, it } from 'vitest'
import type { Connector, TerminateAnswer } from '../../../../../src/main/collector/connectors/connector.ts'
import type { Purpose, Reply } from '../../../../doubles/route.ts'
import { another, anotherThatHasRead, isEnding, isReading, opened, problemOf, unhurried } from './opened.ts'
import type { Stage } from './stage.ts'
import type { Subject } from './table.ts'

/** What somebody gets who asks for data and must sign in first. */
const LOGIN_PAGE =
  '<!doctype html><html><head><title>Sign in</title></head><body><form method="post" action="/login"><input name="username"><input type="password" name="password"><button>Sign in</button></form></body></html>'

/** What reading and ending come to, as `code` or `kind code`. */
export interface Meaning {
  /** Several where it depends on which request of a read is answered so. */
  readonly read: string | readonly string[]
  readonly end: string
}

interface Answer {
  readonly called: string
  readonly reply: Reply
  readonly means: Meaning
}

const ANSWERS: readonly Answer[] = [
  { called: '401', reply: { status: 401 }, means: { read: 'sign-in-failed', end: 'refused sign-in-failed' } },
  { called: '403', reply: { status: 403 }, means: { read: 'no-right', end: 'refused no-right' } },
  { called: '404', reply: { status: 404 }, means: { read: 'not-found', end: 'not-found' } },
  {
    called: '429',
    reply: { status: 429, headers: { 'retry-after': '7' } },
    means: { read: 'too-many-requests 7000', end: 'throttled 7000' },
  },
  { called: '500', reply: { status: 500 }, means: { read: 'server-error', end: 'failed server-error' } },
  { called: '503', reply: { status: 503 }, means: { read: 'server-error', end: 'failed server-error' } },
  {
    called: 'a broken body',
    reply: { status: 200, text: '{"id": [', headers: { 'content-type': 'application/json' } },
    means: { read: 'truncated', end: 'accepted' },
  },
  {
    called: 'a login page',
    reply: { status: 200, text: LOGIN_PAGE },
    means: { read: 'login-page', end: 'accepted' },
  },
]

/** Promise 5: what a status means is the same everywhere, and so is what a system says in its own words. */
export function understandsAnswers(subject: Subject): void {
  it.each(ANSWERS.map((answer) => [answer.called, answer] as const))(
    'means the same by %s, on reading and on ending',
    async (_, { called, reply, means }) => {
      const { stage, connector } = await opened(subject)
      const meant = { ...means, ...subject.differs?.[called]?.means }
      for (const failing of connector.capabilities.list ? [isReading, isList] : []) {
        const reader = another(stage)
        await reader.read(unhurried())
        stage.gate.fault = ({ purpose }) => (failing(purpose) ? reply : null)
        expect([meant.read].flat(), failing.name).toContain(await readWord(reader))
        stage.gate.fault = null
      }
      stage.gate.fault = ({ purpose }) => (isEnding(purpose) ? reply : null)
      for (const [way, end] of endsOf(stage)) expect([way, await endWord(end(await anotherThatHasRead(stage)))]).toEqual([way, meant.end])
      expect(stage.live()).not.toEqual([])
    },
  )

  it('means the same by the system’s own words', async () => {
    for (const { called, reply, means } of ANSWERS.filter((answer) => /^\d+$/.test(answer.called) && answer.called !== '404')) {
      const { stage, connector } = await opened(subject)
      const own = (purpose: Purpose | null): Reply | null => (purpose === null ? null : (stage.says?.(reply.status, purpose) ?? null))
      if (own('list') === null) return
      if (connector.capabilities.list) await connector.read(unhurried())
      const said = (purpose: Purpose | null): Reply | null => ({ ...reply, ...own(purpose) })
      stage.gate.fault = ({ purpose }) => (isReading(purpose) ? said(purpose) : null)
      if (connector.capabilities.list) expect([called, await readWord(connector)]).toEqual([called, means.read])
      stage.gate.fault = ({ purpose }) => (isEnding(purpose) ? said(purpose) : null)
      for (const [way, end] of endsOf(stage)) {
        expect([called, way, await endWord(end(await anotherThatHasRead(stage)))]).toEqual([called, way, means.end])
      }
    }
  })
}

/** The lists themselves, not what leads to them. */
function isList(purpose: Purpose | null): boolean {
  return purpose === 'list'
}

type End = (connector: Connector) => Promise<TerminateAnswer>

/** Every way to end something there. */
function endsOf(stage: Stage): readonly (readonly [string, End])[] {
  const probe = another(stage)
  const { terminateOne, terminateUser } = probe.capabilities
  const [first] = stage.live()
  const kept = first?.kept() ?? ''
  const ends: (readonly [string, End])[] = []
  if (terminateOne) ends.push(['one', (connector) => connector.terminate(kept, unhurried())])
  if (probe.batch !== null) ends.push(['many', (connector) => connector.terminateMany([kept], unhurried())])
  if (terminateUser) ends.push(['user', (connector) => connector.terminateUser(first?.name ?? { userId: null, user: null }, unhurried())])
  return ends
}

async function readWord(connector: Connector): Promise<string> {
  const problem = await problemOf(connector.read(unhurried()))
  return [problem?.code ?? 'no problem', problem?.retryAfterMs ?? ''].join(' ').trim()
}

async function endWord(asked: Promise<TerminateAnswer>): Promise<string> {
  const answer = await asked
  if (answer.kind === 'throttled') return `throttled ${answer.retryAfterMs}`
  return 'problem' in answer ? `${answer.kind} ${answer.problem.code}` : answer.kind
}
