import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Server } from '../../../../shared/server.ts'
import { parseBase, targetOf } from '../address.ts'
import { createClient } from '../client.ts'
import type { Connector, TerminateAnswer } from '../connector.ts'
import type { ProfileRead } from '../profile/profile-connector.ts'
import { staticSignIn } from '../profile/sign-in.ts'
import { answerTo, assertSessionId } from '../profile/terminate.ts'
import { testSteps } from '../profile/test-steps.ts'
import { TOMCAT } from './catalogue.ts'
import { type Context, contextOf, wantedContexts } from './context.ts'
import { jmxProxy, type Task } from './jmx.ts'
import { managerPages } from './manager-pages.ts'
import { tomcatReader } from './read.ts'
import { createRoads } from './roads.ts'
import { decoded, keptId, type TomcatSession } from './session.ts'

const MOST_ROWS = 100_000
const AT_ONCE = 4
/** As many ids as one form is sent with. */
const MOST_TOGETHER = 100
/** How long ending Rollcall's own session may hold up closing. */
const CLOSING_MS = 2000

/**
 * The connector of Apache Tomcat, by its HTML manager (users and times), its JMX proxy (exact times), or both, as the account's roles allow.
 * A session's id is its cookie: it is hashed where it is kept, and known itself only in memory, from the last read. Throws what
 * `createClient` and `staticSignIn` throw, and `bad-input` for a path that would leave the server.
 */
export function createTomcatConnector(server: Server, secret: string | null): Connector {
  const { name: serverName } = server
  const { inputs } = server.connector
  const base = parseBase(server.url)
  const manager = managerPath(base, inputs.manager)
  const managerName = contextOf(manager.slice(base.prefix.length), null).name
  const signIn = { ...staticSignIn(server, secret), cookies: true }
  const client = createClient({ server, secret, signIn, accept: 'html', readConnections: AT_ONCE })
  const roads = createRoads()
  let offsets: number[] = []
  const onClock = (offset: number): void => void offsets.push(offset)
  const jmx = jmxProxy({ client, serverName, manager, host: inputs.host?.trim() ?? '', onClock })
  const pages = managerPages({ client, serverName, manager, onClock })
  const reader = tomcatReader({
    serverName,
    jmx,
    pages,
    roads,
    wanted: wantedContexts(inputs.contexts ?? ''),
    mostRows: MOST_ROWS,
  })
  /** The sessions of the last read, by the ids that Rollcall keeps. */
  let known: ReadonlyMap<string, TomcatSession> = new Map()
  let queue: Promise<unknown> = Promise.resolve()

  /** One after the other: the manager's pages lead on only from the last few. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = queue.then(work, work)
    queue = turn.catch(() => undefined)
    return turn
  }

  function taskOf(doing: string, signal: AbortSignal): Task {
    signal.throwIfAborted()
    return { doing, signal, endsAt: performance.now() + server.timeoutSeconds * 1000 }
  }

  async function readNow(signal: AbortSignal): Promise<ProfileRead> {
    offsets = []
    const { sessions, gaps } = await reader.read(taskOf(t('reading.doingSessions'), signal))
    const fresh = new Map(sessions.map((session) => [keptId(session), session]))
    known = gaps.length === 0 ? fresh : new Map([...known, ...fresh])
    const ownOf = ownTeller(sessions, pages.ownIds(), roads.isOpen('pages') || pages.ownIds().size > 0 ? managerName : null)
    return {
      sessions: sessions.map((session) => decoded(session, ownOf(session))),
      complete: gaps.length === 0,
      incomplete: gaps.length === 0 ? null : gaps.join('; '),
      gap: gaps.length === 0 ? null : 'broken',
      unreadable: { count: 0, reasons: [] },
      clockOffset: [...offsets].sort((a, b) => a - b).at(offsets.length >> 1) ?? null,
      sources: [],
    }
  }

  function read(signal: AbortSignal): Promise<ProfileRead> {
    return inTurn(() => readNow(signal))
  }

  /** The sessions behind kept ids; the list is read once for those that are not in memory. */
  async function sessionsOf(ids: readonly string[], signal: AbortSignal): Promise<readonly TomcatSession[]> {
    if (ids.some((id) => !known.has(id))) await readNow(signal)
    return ids.flatMap((id) => known.get(id) ?? [])
  }

  /** Tomcat says of an id that is gone that it was ended, so it is asked before. */
  async function byJmx(session: TomcatSession, task: Task): Promise<TerminateAnswer> {
    if ((await jmx.time(session.context, session.id, 'getLastAccessedTimestamp', task)) === null) return { kind: 'not-found' }
    const { acted, problem } = await jmx.expire(session.context, session.id, task)
    return answerTo(acted, problem)
  }

  async function byPages(context: Context, ids: readonly string[], task: Task): Promise<TerminateAnswer> {
    const result = await pages.invalidate(context, ids, task)
    if (result === 'gone' && ids.length === 1) return { kind: 'not-found' }
    if (result === 'gone' || result === 'some-gone') throw notAll(serverName)
    const { pressed, count } = result
    if (pressed.kind === 'broken') return answerTo(pressed, null)
    if (pressed.kind === 'refused') return answerTo({ kind: 'answered', answer: pressed.answer }, pressed.problem)
    return count === 0 ? { kind: 'not-found' } : { kind: 'accepted', status: pressed.visit.answer.status }
  }

  async function end(ids: readonly string[], doing: string, signal: AbortSignal): Promise<TerminateAnswer> {
    for (const id of ids) assertSessionId(serverName, id)
    return await inTurn(() => answered(() => endNow(ids, doing, signal)))
  }

  async function endNow(ids: readonly string[], doing: string, signal: AbortSignal): Promise<TerminateAnswer> {
    const sessions = await sessionsOf(ids, signal)
    const [first] = sessions
    if (first === undefined && ids.length === 1) return { kind: 'not-found' }
    // One request has one answer, which must not speak of sessions that it does not name.
    if (first === undefined || sessions.length < ids.length) throw notAll(serverName)
    for (const session of sessions) assertUsable(serverName, session)
    const task = taskOf(doing, signal)
    if (ids.length === 1 && first.context.bean !== null && roads.isOpen('jmx')) return await byJmx(first, task)
    if (sessions.some(({ context }) => context.name !== first.context.name)) throw apart(serverName)
    return await byPages(
      first.context,
      sessions.map(({ id }) => id),
      task,
    )
  }

  return {
    capabilities: TOMCAT.capabilities,
    read,
    terminate: (sessionId, signal) => end([sessionId], t('ending.doingOne'), signal),
    get batch() {
      if (!roads.isOpen('pages')) return null
      return { atMost: MOST_TOGETHER, groupOf: (sessionId: string) => sessionId.split('/')[1] ?? '' }
    },
    terminateMany: (sessionIds, signal) => end(sessionIds, t('ending.doingMany'), signal),
    terminateUser: () => Promise.reject(notOffered(serverName)),
    test: (signal) => testSteps({ client, signsIn: server.auth.kind !== 'none', lists: true, read, signal }),
    other: (raw) =>
      Object.entries(raw as Readonly<Record<string, string | null>>).flatMap(([name, value]) =>
        value === null || value === '' ? [] : [{ name, value }],
      ),
    async close() {
      await leave()
      await client.close()
    },
  }

  /** The manager's pages began a session for Rollcall, which would stay for half an hour. */
  async function leave(): Promise<void> {
    try {
      await pages.leave(contextOf(managerName, null), taskOf(t('connection.signingOut'), AbortSignal.timeout(CLOSING_MS)))
    } catch {
      // It ends by itself in time; whoever closes waits for nothing more.
    }
  }
}

/**
 * Tells Rollcall's own session: the one that the manager gave to it. Where the manager's sessions are listed and none of them is that one,
 * it can't be told which of them it is. `managerName` is null where no page of it was opened, and so no session begun.
 */
function ownTeller(
  sessions: readonly TomcatSession[],
  ownIds: ReadonlySet<string>,
  managerName: string | null,
): (session: TomcatSession) => boolean | null {
  const isOwn = ({ id }: TomcatSession): boolean => ownIds.has(id)
  const isKnown = sessions.some(isOwn)
  return (session) => isOwn(session) || (!isKnown && session.context.name === managerName ? null : false)
}

/** What fails before anything was sent is an answer too. */
async function answered(work: () => Promise<TerminateAnswer>): Promise<TerminateAnswer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code === 'not-allowed') throw error
    return answerTo({ kind: 'broken', sent: false, problem: error }, null)
  }
}

function managerPath(base: ReturnType<typeof parseBase>, given: string | undefined): string {
  const path = `/${(given ?? '').trim().replace(/^\/+|\/+$/g, '') || 'manager'}`
  if (/^[\w./~-]+$/.test(path)) return targetOf(base, path)
  throw new RollcallError({
    code: 'bad-input',
    message: t('tomcat.badManager', { path: path.slice(0, 60) }),
    next: t('tomcat.badManagerNext'),
  })
}

/** JMX takes its arguments apart at commas. */
function assertUsable(serverName: string, { id }: TomcatSession): void {
  if (/^[\w.!~*'():@&=+$-]{1,300}$/.test(id)) return
  throw new RollcallError({
    code: 'not-allowed',
    message: t('ending.unsafeRequestId', { server: serverName }),
    next: t('ending.onServerNext'),
  })
}

function apart(serverName: string): RollcallError {
  return new RollcallError({
    code: 'not-allowed',
    message: t('ending.apartApplications', { server: serverName }),
    next: t('ending.oneByOneNext'),
  })
}

function notAll(serverName: string): RollcallError {
  return new RollcallError({
    code: 'not-allowed',
    message: t('ending.notAllListed', { server: serverName }),
    next: t('ending.oneByOneNext'),
  })
}

function notOffered(serverName: string): RollcallError {
  return new RollcallError({
    code: 'not-allowed',
    message: t('ending.noWay', { server: serverName }),
    next: t('ending.userOneByOneNext'),
  })
}
