import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A session of the desk. `ends` false: requests to end it are accepted and do nothing. */
export interface DeskSession {
  readonly id: string
  user: string
  readonly userId: string
  readonly node: string
  readonly own?: boolean
  /** What some profiles need to end it. */
  readonly key?: string
  ends?: boolean
}

/** A real server with an API that nobody knows: sessions end one by one, several by one request, or all of a user. */
export interface DeskServer {
  readonly url: string
  readonly sessions: Map<string, DeskSession>
  /** Every request but lists, in order, such as `POST /end s1,s2`. */
  readonly acts: string[]
  lists: number
  /** Answers requests of a kind with this status, after doing what was asked. */
  readonly answers: { end: number; logout: number; list: number }
  /** Called when a request that acts came in, before anything is done. */
  onAct: () => void
  /** What its list answers in place of the sessions. */
  listInstead: unknown
  /** The body of its answers to requests that act. */
  endSays: unknown
  takes: number
}

/** Starts one on 127.0.0.1 with `count` sessions s0, s1… of the users u0, u1, u2 in turn, and closes it after the test. */
export async function startDesk(count: number): Promise<DeskServer> {
  const sessions = new Map(Array.from({ length: count }, (_, index) => [`s${index}`, session(index)]))
  const http = createServer((request, response) => void answer(request, response))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://desk.test')
    const body = await bodyOf(request)
    if (request.method === 'GET') {
      desk.lists += 1
      const rows = [...sessions.values()].map(({ ends: _, ...row }) => row)
      return send(response, desk.answers.list, desk.listInstead ?? { sessions: rows })
    }
    const ids: string[] = url.pathname === '/end' ? JSON.parse(body).ids : [decodeURIComponent(url.pathname.split('/')[2] ?? '')]
    desk.acts.push(`${request.method} ${url.pathname}${url.pathname === '/end' ? ` ${ids.join(',')}` : ''}`)
    desk.onAct()
    if (desk.takes > 0) await new Promise((resolve) => setTimeout(resolve, desk.takes))
    const [, kind, user = ''] = url.pathname.split('/')
    const named = (one: DeskSession): boolean => [one.userId, one.user].includes(decodeURIComponent(user))
    const ended = kind === 'users' ? [...sessions.values()].filter(named).map(({ id }) => id) : ids
    for (const id of ended) if (sessions.get(id)?.ends !== false) sessions.delete(id)
    send(response, kind === 'users' ? desk.answers.logout : desk.answers.end, desk.endSays)
  }

  const port = await new Promise<number>((resolve) => http.listen(0, '127.0.0.1', () => resolve((http.address() as { port: number }).port)))
  const desk: DeskServer = {
    url: `http://127.0.0.1:${port}`,
    sessions,
    acts: [],
    lists: 0,
    answers: { end: 200, logout: 200, list: 200 },
    onAct: () => undefined,
    listInstead: null,
    endSays: {},
    takes: 0,
  }
  onTestFinished(async () => {
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  })
  return desk
}

const LIST = { request: { path: '/sessions' }, rows: { at: 'sessions' } }
const ONE = { request: { method: 'DELETE', path: '/sessions/{id}' } }
const MANY = { atMost: 4, request: { method: 'POST', path: '/end', json: { ids: '{ids}' } } }
const USER = { request: { method: 'POST', path: '/users/{user}/logout' } }

/** The ways to end something that a desk's profile may have. */
export const WAYS = { one: ONE, many: MANY, user: USER } as const

/** The text of a profile that describes the desk, with changes. */
export function deskProfile(change: Readonly<Record<string, unknown>> = {}): string {
  const profile = {
    version: 1,
    kind: 'api',
    id: 'desk',
    name: 'Ticket Desk',
    about: 'A desk that nobody knows.',
    auth: { kind: 'none' },
    lists: [LIST],
    fields: { sessionId: 'id', user: 'user', userId: 'userId', node: 'node', own: 'own' },
    terminate: { one: ONE },
    facts: { address: 'unknown', activity: 'a', coverage: 'b', terminateMeans: 'c', known: 'd', supply: 'e' },
    ...change,
  }
  return JSON.stringify(profile, null, 2)
}

/** Puts a profile's file into a data folder, as somebody does by hand. */
export function putProfile(dataFolder: string, text: string, name = 'desk'): void {
  mkdirSync(join(dataFolder, 'profiles'), { recursive: true, mode: 0o700 })
  writeFileSync(join(dataFolder, 'profiles', `${name}.json`), text, { mode: 0o600 })
}

function session(index: number): DeskSession {
  return { id: `s${index}`, user: `user-${index % 3}`, userId: `u${index % 3}`, node: `node-${index % 2}` }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request) text += String(piece)
  return text
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
