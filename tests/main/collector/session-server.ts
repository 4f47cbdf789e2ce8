import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** What the server does with a request to end this session. */
export type Behaviour =
  | 'ends'
  | 'says-ok'
  | 'ends-later'
  | 'says-404'
  | 'ends-and-says-404'
  | 'says-401'
  | 'says-403'
  | 'says-429'
  | 'says-429-once'
  | 'says-later-and-503'
  | 'says-500'
  | 'ends-and-says-500'
  | 'ends-and-hangs-up'
  | 'hangs-up'

export interface ServedSession {
  readonly id: string
  user: string
  ipAddress: string
  createdAt: string
  userAgent?: string
  lastActiveAt?: string
  current?: boolean
  behaviour: Behaviour
}

/** A real Admin Sessions API whose sessions each answer a terminate request in their own way. It keeps the true set and every request. */
export interface SessionServer {
  readonly url: string
  readonly sessions: Map<string, ServedSession>
  readonly requests: { readonly at: number; readonly method: string; readonly id: string | null; readonly secret: string | undefined }[]
  /** Answers every list with this status instead, when set. */
  listStatus: number | null
  /** Lists miss their last page and say so by their total. */
  cutList: boolean
  mostDeletesAtOnce: number
  /** Milliseconds each terminate request, and each list, takes. */
  takes: number
  listTakes: number
  deletes(): string[]
  lists(): number
  close(): Promise<void>
}

/** Starts one on 127.0.0.1 with `count` sessions s0, s1… and closes it after the test. */
export async function startSessionServer(count: number): Promise<SessionServer> {
  const sessions = new Map(Array.from({ length: count }, (_, index) => [`s${index}`, session(`s${index}`)]))
  const requests: SessionServer['requests'] = []
  const attempts = new Map<string, number>()
  let deletesNow = 0

  const http = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://sessions.test')
    const id = url.pathname.startsWith('/api/admin/sessions/') ? decodeURIComponent(url.pathname.slice(20)) : null
    requests.push({ at: performance.now(), method: request.method ?? '', id, secret: request.headers.authorization })
    if (request.method === 'GET') setTimeout(() => list(url, response), server.listTakes)
    else void terminate(id ?? '', request, response)
  })

  function list(url: URL, response: ServerResponse): void {
    if (server.listStatus !== null) return void response.writeHead(server.listStatus).end('{}')
    const offset = Number(url.searchParams.get('offset') ?? 0)
    const limit = Number(url.searchParams.get('limit') ?? 50)
    const rows = [...sessions.values()].map(({ behaviour: _, ...row }) => row)
    const shown = server.cutList ? rows.slice(0, -1) : rows
    answer(response, 200, { sessions: shown.slice(offset, offset + limit), total: rows.length })
  }

  async function terminate(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    deletesNow += 1
    server.mostDeletesAtOnce = Math.max(server.mostDeletesAtOnce, deletesNow)
    if (server.takes > 0) await new Promise((resolve) => setTimeout(resolve, server.takes))
    deletesNow -= 1
    const attempt = (attempts.get(id) ?? 0) + 1
    attempts.set(id, attempt)
    const known = sessions.get(id)
    if (known === undefined) return answer(response, 404, {})
    const { behaviour } = known
    if (behaviour.startsWith('ends') && behaviour !== 'ends-later') sessions.delete(id)
    if (behaviour === 'says-429-once' && attempt > 1) sessions.delete(id)
    if (behaviour === 'ends-later') setTimeout(() => sessions.delete(id), 150)
    if (behaviour === 'hangs-up' || behaviour === 'ends-and-hangs-up') return void request.socket.resetAndDestroy()
    const status = statusOf(behaviour, attempt)
    answer(response, status, {}, status === 429 || behaviour === 'says-later-and-503' ? { 'retry-after': '2' } : {})
  }

  const port = await new Promise<number>((resolve) => http.listen(0, '127.0.0.1', () => resolve((http.address() as { port: number }).port)))
  const server: SessionServer = {
    url: `http://127.0.0.1:${port}`,
    sessions,
    requests,
    listStatus: null,
    cutList: false,
    mostDeletesAtOnce: 0,
    takes: 0,
    listTakes: 0,
    deletes: () => requests.filter(({ method }) => method === 'DELETE').map(({ id }) => id ?? ''),
    lists: () => requests.filter(({ method }) => method === 'GET').length,
    close: async () => {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  onTestFinished(() => server.close())
  return server
}

function statusOf(behaviour: Behaviour, attempt: number): number {
  if (behaviour === 'says-429-once') return attempt === 1 ? 429 : 204
  return Number(/\d{3}$/.exec(behaviour)?.[0] ?? 204)
}

function session(id: string): ServedSession {
  return { id, user: `user-${id}`, ipAddress: '10.0.0.1', createdAt: '2026-11-20T08:00:00Z', behaviour: 'ends' }
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(status === 204 ? '' : JSON.stringify(body))
}
