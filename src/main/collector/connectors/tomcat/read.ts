import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { isAboutOneList } from '../profile/pass.ts'
import { inPool } from '../profile/pool.ts'
import { shown } from '../shown.ts'
import type { Context, Wanted } from './context.ts'
import type { JmxProxy, Task } from './jmx.ts'
import type { ManagerPages } from './manager-pages.ts'
import type { Roads } from './roads.ts'
import { keptId, type TomcatSession } from './session.ts'

/** What one read of a Tomcat brought. */
export interface TomcatRead {
  readonly sessions: readonly TomcatSession[]
  /** What could not be read, in words. */
  readonly gaps: readonly string[]
}

export interface TomcatReader {
  /** Reads all applications that are wanted. Throws where neither road is open, and what is about the server as a whole. */
  read(task: Task): Promise<TomcatRead>
}

interface Options {
  readonly serverName: string
  readonly jmx: JmxProxy
  readonly pages: ManagerPages
  readonly roads: Roads
  readonly wanted: Wanted
  readonly mostRows: number
}

/** How many requests are under way at once; a session takes one or two where there are no pages. */
const AT_ONCE = 4
/** How many applications that could not be read are named. */
const NAMED = 3

/** What is known of a session from earlier reads and does not change: asking for it again would double the requests of each read. */
interface Known {
  readonly createdAt: number | null
  readonly user: string | null
}

export function tomcatReader({ serverName, jmx, pages, roads, wanted, mostRows }: Options): TomcatReader {
  let known = new Map<string, Known>()

  /** Times to the millisecond for sessions that are new; JMX tells nothing else that the page does not. */
  async function withExactTimes(context: Context, sessions: readonly TomcatSession[], task: Task): Promise<readonly TomcatSession[]> {
    const exact = [...sessions]
    await inPool(sessions, AT_ONCE, task.signal, async (session, index, signal) => {
      const before = known.get(keptId(session))?.createdAt ?? null
      const createdAt = before ?? (await orNull(jmx.time(context, session.id, 'getCreationTimestamp', { ...task, signal })))
      exact[index] = { ...session, context, createdAt: createdAt ?? session.createdAt }
      return undefined
    })
    return exact
  }

  async function byJmx(context: Context, task: Task): Promise<readonly TomcatSession[]> {
    const ids = await jmx.ids(context, task)
    const found: (TomcatSession | null)[] = ids.map(() => null)
    await inPool(ids.slice(0, mostRows), AT_ONCE, task.signal, async (id, index, signal) => {
      const before = known.get(keptId({ context, id }))
      const step = { ...task, signal }
      const createdAt = before?.createdAt ?? (await jmx.time(context, id, 'getCreationTimestamp', step))
      const lastActiveAt = await jmx.time(context, id, 'getLastAccessedTimestamp', step)
      // It ended between the list and now.
      if (createdAt === null || lastActiveAt === null) return undefined
      found[index] = { context, id, user: before?.user ?? null, kind: null, locale: null, createdAt, lastActiveAt, livesFor: null }
      return undefined
    })
    return found.filter((session) => session !== null)
  }

  /** The applications, by JMX where it is open because it names their managers too. */
  async function contexts(task: Task): Promise<Lists> {
    const proxy = (): Promise<readonly Context[] | null> => roads.take('jmx', () => jmx.contexts(task))
    const isTried = roads.mayBeOpen('jmx')
    let byProxy = isTried ? await proxy() : null
    const byList = roads.mayBeOpen('pages') ? await roads.take('pages', () => pages.contexts(task)) : null
    // The road that was open is closed now, so the other one may have been opened instead.
    if (byList === null && !isTried) byProxy = await proxy()
    if (byProxy === null && byList === null) throw noRoad(serverName, roads.closedBecause())
    return { jmx: byProxy, pages: byList }
  }

  async function readContext(context: Context, lists: Lists, task: Task): Promise<Part> {
    const beans = lists.jmx?.find(({ name }) => name === context.name)
    const isOnPages = lists.pages?.some(({ name }) => name === context.name) === true
    if (!isOnPages && beans !== undefined) return { sessions: await byProxy(beans, lists, task), gap: null }
    const sessions = await byPages(context, beans, task)
    if (sessions !== 'gone') return sessions
    const others = beans === undefined ? [] : await byProxy(beans, lists, task)
    return { sessions: others, gap: others.length === 0 ? null : t('tomcat.pagesLost', { name: context.name }) }
  }

  async function byPages(context: Context, beans: Context | undefined, task: Task): Promise<Part | 'gone'> {
    try {
      const sessions = await pages.sessions(context, task)
      if (sessions === 'gone') return 'gone'
      return { sessions: beans === undefined ? sessions : await withExactTimes(beans, sessions, task), gap: null }
    } catch (error) {
      if (beans === undefined || !isAboutOneList(error)) throw error
      return { sessions: await byJmx(beans, task), gap: t('tomcat.namesUnread', { name: context.name, why: error.message }) }
    }
  }

  /** An application that was undeployed meanwhile has no sessions; that it was, the proxy says itself, and still names all others. */
  async function byProxy(context: Context, lists: Lists, task: Task): Promise<readonly TomcatSession[]> {
    try {
      return await byJmx(context, task)
    } catch (error) {
      if (!isAboutOneList(error) || error.code !== 'not-found') throw error
      const now = new Set((await jmx.contexts(task)).map(({ name }) => name))
      const isGone = !now.has(context.name) && lists.jmx?.every(({ name }) => name === context.name || now.has(name)) === true
      if (isGone) return []
      throw error
    }
  }

  /** What one application that can't be read leaves missing; what is about the server as a whole is thrown. */
  async function partOf(context: Context, lists: Lists, task: Task): Promise<Part> {
    try {
      return await readContext(context, lists, task)
    } catch (error) {
      if (!isAboutOneList(error)) throw error
      return { sessions: [], gap: t('reading.failed', { name: context.name, why: error.message }), error }
    }
  }

  return {
    async read(task) {
      const lists = await contexts(task)
      const there = new Map([...(lists.pages ?? []), ...(lists.jmx ?? [])].map((context) => [context.name, context]))
      const all = [...there.values()].filter((context) => wanted.includes(context))
      const missing = wanted.missing(all)
      if (all.length === 0 && missing.length > 0) throw noSuchApplication(serverName, missing, [...there.keys()])
      const parts: Part[] = []
      let rows = 0
      for (const context of all) {
        const part = await partOf(context, lists, task)
        parts.push(part)
        rows += part.sessions.length
        if (rows >= mostRows) break
      }
      const [first] = parts
      if (first?.error !== undefined && parts.every(({ error }) => error !== undefined)) throw first.error
      const sessions = parts.flatMap((part) => part.sessions).slice(0, mostRows)
      const gaps = [...missing.map((name) => t('tomcat.noApplication', { name })), ...parts.flatMap(({ gap }) => gap ?? [])]
      known = new Map(sessions.map((session) => [keptId(session), { createdAt: session.createdAt, user: session.user }]))
      return { sessions, gaps: shortened(rows < mostRows ? gaps : [...gaps, t('tomcat.cap', { count: mostRows })]) }
    },
  }
}

/** The applications as each road names them; null where it is closed. */
interface Lists {
  readonly jmx: readonly Context[] | null
  readonly pages: readonly Context[] | null
}

interface Part {
  readonly sessions: readonly TomcatSession[]
  readonly gap: string | null
  readonly error?: RollcallError
}

function shortened(gaps: readonly string[]): readonly string[] {
  return gaps.length <= NAMED ? gaps : [...gaps.slice(0, NAMED), t('tomcat.more', { count: gaps.length - NAMED })]
}

/** A time that can't be had exactly is still known to the second. */
async function orNull(time: Promise<number | null>): Promise<number | null> {
  try {
    return await time
  } catch (error) {
    if (!isAboutOneList(error)) throw error
    return null
  }
}

function noRoad(serverName: string, why: RollcallError | null): RollcallError {
  if (why !== null && why.code !== 'no-right') return why
  return new RollcallError(
    {
      code: 'no-right',
      message: t('tomcat.noRoad', { server: serverName }),
      next: t('tomcat.noRoadNext'),
    },
    { cause: why },
  )
}

/** An empty list would look as if all sessions had ended. */
function noSuchApplication(serverName: string, missing: readonly string[], there: readonly string[]): RollcallError {
  const names = there.slice(0, 20).map((name) => shown(name, 60))
  return new RollcallError({
    code: 'not-found',
    message: t('tomcat.noSuchApplication', { server: serverName, names: missing.map((name) => shown(name, 60)).join(', ') }),
    next: t('tomcat.noSuchApplicationNext'),
    technical: `It has: ${names.join(', ')}`,
  })
}
