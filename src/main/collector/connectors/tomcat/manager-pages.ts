import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Table } from '../../../../shared/profile/page.ts'
import type { Client } from '../client.ts'
import { type Browser, createBrowser, type Pressed, problemOf, type Trip, type Visit } from '../page/browser.ts'
import { controlsOf, formOf, submissionOf, typeOf } from '../page/form.ts'
import { type Element, findAll, findFirst, textOf } from '../page/html.ts'
import { parameterOf, resolve } from '../page/link.ts'
import { rowReader } from '../page/row.ts'
import { tableFinder } from '../page/table.ts'
import { type Context, contextOfLink } from './context.ts'
import { masked, type Task } from './jmx.ts'
import type { TomcatSession } from './session.ts'
import { lengthOf, lifeOf, localTime } from './times.ts'

/** Tomcat's HTML manager: pages for people, each of which leads on only with the token that it gave. */
export interface ManagerPages {
  contexts(task: Task): Promise<readonly Context[]>
  /** `gone` when a list of applications that was opened just now no longer has this one and still has all others. */
  sessions(context: Context, task: Task): Promise<readonly TomcatSession[] | 'gone'>
  invalidate(context: Context, ids: readonly string[], task: Task): Promise<Invalidated>
  /** Ends the session that the manager, which is this application, gave to Rollcall itself, if it gave one. */
  leave(context: Context, task: Task): Promise<void>
  /** What the manager gave Rollcall as cookies or in addresses: one of them is the id of Rollcall's own session there, whatever it is called. */
  ownIds(): ReadonlySet<string>
}

/**
 * What came of ending sessions of one application: how many there still were, null where the page does not say. `gone` when none of them is
 * there, `some-gone` when not all are: then nothing was sent.
 */
export type Invalidated = { readonly pressed: Pressed; readonly count: number | null } | 'gone' | 'some-gone'

interface Options {
  readonly client: Client
  readonly serverName: string
  readonly manager: string
  /** Hears the clock's difference of each answer, in ms. */
  onClock(offset: number): void
}

/** Headings are English in every language of the manager. */
const TABLE: Table = {
  columns: {
    kind: { headings: 'Type', required: false, from: 'text' },
    locale: { headings: 'Guessed Locale', required: false, from: 'text' },
    user: { headings: 'Guessed User name', required: true, from: 'text' },
    created: { headings: 'Creation Time', required: true, from: 'text' },
    lastActive: { headings: 'Last Accessed Time', required: true, from: 'text' },
    used: { headings: 'Used Time', required: true, from: 'text' },
    inactive: { headings: 'Inactive Time', required: true, from: 'text' },
    left: { headings: 'TTL', required: false, from: 'text' },
  },
  values: { id: { input: 'sessionIds' } },
  several: false,
}

/** The manager forgets all but its last five tokens, so the list of applications is opened again after so many pages. */
const PAGES_PER_LIST = 3
/** How many values of cookies are remembered; a server in between may set one with each answer. */
const MOST_OWN_IDS = 50

export function managerPages({ client, serverName, manager, onClock }: Options): ManagerPages {
  const { base } = client
  const browser: Browser = createBrowser(client, serverName, [])
  const find = tableFinder(TABLE, {})
  const readRow = rowReader(TABLE)
  const ownIds = new Set<string>()
  let list: OpenList | null = null
  /** The applications that there were when a read began. */
  let there: ReadonlySet<string> = new Set()

  function tripOf(task: Task): Trip {
    return { ...task, withinMs: task.endsAt - performance.now() }
  }

  /** Throws `wrong-shape` for a list without applications: the manager lists itself at least, so nothing is known of any. */
  async function openList(task: Task): Promise<OpenList> {
    const visit = opened(await browser.open(`${manager}/html/list`, tripOf(task)))
    const links = new Map(sessionLinks(visit.html).map((link) => [link.context.name, link]))
    if (links.size === 0) throw withoutApplications(visit, task)
    for (const { address } of links.values()) for (const [, id = ''] of address.matchAll(/;[^/;?=]{1,100}=([^/;?]{1,200})/g)) hear(id)
    list = { visit, links, pages: 0 }
    return list
  }

  function opened(visit: Visit): Visit {
    if (visit.answer.clockOffset !== null) onClock(visit.answer.clockOffset)
    for (const cookie of visit.answer.setCookies) hear(/^[^=;]{1,100}="?([^;"]{1,200})/.exec(cookie)?.[1] ?? '')
    return visit
  }

  function hear(id: string): void {
    if (id === '') return
    ownIds.delete(id)
    ownIds.add(id)
    const [oldest = ''] = ownIds
    if (ownIds.size > MOST_OWN_IDS) ownIds.delete(oldest)
  }

  /**
   * Opens an application's page by the link that the list of applications gives; the list is opened anew for a token that was forgotten
   * meanwhile, and for an application that is not found. null when it is gone. Throws `wrong-shape` when others are missing too.
   */
  async function openSessions(context: Context, task: Task): Promise<Visit | null> {
    const known = list
    if (known !== null && known.pages < PAGES_PER_LIST) {
      try {
        const visit = await follow(known, context, task)
        if (visit !== null) return visit
      } catch (error) {
        if (!(error instanceof RollcallError) || (error.code !== 'no-right' && error.code !== 'not-found')) throw error
      }
    }
    const fresh = await openList(task)
    const visit = await follow(fresh, context, task)
    if (visit === null && [...there].some((name) => name !== context.name && !fresh.links.has(name)))
      throw withoutApplications(fresh.visit, task)
    return visit
  }

  async function follow(from: OpenList, context: Context, task: Task): Promise<Visit | null> {
    from.pages += 1
    const link = from.links.get(context.name)
    if (link === undefined) return null
    const target = resolve(base, from.visit, link.address)
    if (target === null) throw problemOf(serverName, task, 'wrong-shape', (at) => t('tomcat.linkElsewhere', at), t('tomcat.elsewhereNext'))
    return opened(await browser.open(target, tripOf(task), from.visit))
  }

  function sessionsOn(visit: Visit, context: Context, task: Task): readonly TomcatSession[] {
    const found = find(visit.html)
    const [table] = found.kind === 'found' ? found.tables : []
    if (table === undefined) throw withoutTable(visit, task)
    const now = Date.now() + (visit.answer.clockOffset ?? 0)
    return table.rows.map((row) => {
      const { id, user, kind, locale, ...times } = readRow(table, row)
      // A row without an id may be any session that is missing from the others.
      if (id === undefined) throw withoutTable(visit, task)
      return { context, id, user: user ?? null, kind: kind ?? null, locale: locale ?? null, ...timesOf(times, now) }
    })
  }

  function withoutApplications(visit: Visit, task: Task): RollcallError {
    const next = t('tomcat.noApplicationsNext')
    return problemOf(
      serverName,
      task,
      'wrong-shape',
      (at) => t('tomcat.noApplications', at),
      next,
      browser.quote(masked(messageOn(visit.html))),
    )
  }

  function withoutTable(visit: Visit, task: Task): RollcallError {
    const next = t('tomcat.noTableNext')
    return problemOf(serverName, task, 'wrong-shape', (at) => t('tomcat.noTable', at), next, browser.quote(masked(messageOn(visit.html))))
  }

  async function end(context: Context, ids: ReadonlySet<string>, which: 'all' | 'those-there', task: Task): Promise<Invalidated> {
    const visit = await openSessions(context, task)
    if (visit === null) return 'gone'
    const ticked = new Set(findAll(visit.html, (box) => isBox(box) && ids.has(box.attributes.value ?? '')))
    const [first] = ticked
    const form = first === undefined ? null : formOf(visit.html, first)
    if (form === null) return 'gone'
    // One request has one answer, which must not speak of sessions that it does not name.
    const there = new Set([...ticked].map(({ attributes }) => attributes.value))
    if (which === 'all' && there.size < ids.size) return 'some-gone'
    const button = controlsOf(visit.html, form).find(({ attributes }) => attributes.name === 'invalidate') ?? null
    // The page's script sets the action; the form alone would only show the list again.
    const submission = submissionOf(base, visit, { form, button, ticked, fill: new Map([['action', 'invalidateSessions']]) })
    if (submission === null)
      throw problemOf(serverName, task, 'not-allowed', (at) => t('tomcat.formElsewhere', at), t('tomcat.elsewhereNext'))
    const pressed = await browser.press(submission, visit, { ...tripOf(task), secrets: [...ids] })
    return { pressed, count: pressed.kind === 'page' ? countOn(pressed.visit.html) : null }
  }

  return {
    ownIds: () => ownIds,
    async contexts(task) {
      const { links } = await openList(task)
      there = new Set(links.keys())
      return [...links.values()].map(({ context }) => context)
    },
    async sessions(context, task) {
      const visit = await openSessions(context, task)
      return visit === null ? 'gone' : sessionsOn(visit, context, task)
    },
    invalidate: (context, ids, task) => end(context, new Set(ids), 'all', task),
    async leave(context, task) {
      if (ownIds.size > 0) await end(context, ownIds, 'those-there', task)
    },
  }
}

function isBox(element: Element): boolean {
  return element.tag === 'input' && typeOf(element) === 'checkbox' && element.attributes.name === 'sessionIds'
}

/** The list of applications as it was opened, and how many pages were opened from it. */
interface OpenList {
  readonly visit: Visit
  /** By the names of the applications. */
  readonly links: ReadonlyMap<string, SessionLink>
  pages: number
}

interface SessionLink {
  readonly context: Context
  readonly address: string
}

/** The links to the applications' sessions, as the list of applications gives them. */
function sessionLinks(page: Element): readonly SessionLink[] {
  const seen = new Set<string>()
  return findAll(page, ({ tag }) => tag === 'a').flatMap(({ attributes }) => {
    const address = attributes.href ?? ''
    const path = parameterOf(address, 'path')
    if (path === null || !/\/html\/sessions(?:;[^?]*)?\?/.test(address)) return []
    const context = contextOfLink(path, parameterOf(address, 'version') ?? '')
    if (seen.has(context.name)) return []
    seen.add(context.name)
    return [{ context, address }]
  })
}

type Times = Readonly<Partial<Record<'created' | 'lastActive' | 'used' | 'inactive' | 'left', string>>>

function timesOf(
  { created, lastActive, used, inactive, left }: Times,
  now: number,
): Pick<TomcatSession, 'createdAt' | 'lastActiveAt' | 'livesFor'> {
  const idle = lengthOf(inactive ?? '')
  const inUse = lengthOf(used ?? '')
  return {
    lastActiveAt: localTime(lastActive ?? '', idle === null ? null : now - idle),
    createdAt: localTime(created ?? '', idle === null || inUse === null ? null : now - idle - inUse),
    livesFor: lifeOf(idle, lengthOf(left ?? '')),
  }
}

function messageOn(page: Element): string {
  const message = findFirst(page, ({ attributes }) => attributes.class === 'error') ?? findFirst(page, ({ tag }) => tag === 'h1')
  return message === null ? '' : textOf(message)
}

/** `2 sessions invalidated.`, in whatever language. */
function countOn(page: Element): number | null {
  const message = findFirst(page, ({ attributes }) => attributes.class === 'message')
  const count = /\d{1,6}/.exec(message === null ? '' : textOf(message))?.[0]
  return count === undefined ? null : Number(count)
}
