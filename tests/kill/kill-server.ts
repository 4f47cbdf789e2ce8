import { appendFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * A sessions API in a process of its own, which no kill of a collector touches. Every request to end a session is in its log file before it
 * is acted on, also those that are ended together with others. Ids are never used again. `--moving` lets sessions come and go with every list.
 */
const [log = '', wanted = '300', moving = ''] = process.argv.slice(2)
const sessions = new Map<string, Record<string, unknown>>()
let made = 0
let frozen = false

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://kill.test')
  if (url.pathname === '/control/state') return send(response, 200, { alive: [...sessions.keys()] })
  if (url.pathname === '/control/refill') return send(response, 200, refill())
  if (url.pathname === '/control/frozen') {
    frozen = url.searchParams.get('on') === '1'
    return send(response, 200, {})
  }
  if (request.method === 'GET') return list(url, response)
  if (url.pathname === '/end') return void endSeveral(request, response)
  const [, users, user = ''] = url.pathname.split('/')
  if (users === 'users') return end(sessionsOf(decodeURIComponent(user)), response)
  end([decodeURIComponent(url.pathname.slice('/api/admin/sessions/'.length))], response)
})

async function endSeveral(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const piece of request) body += String(piece)
  end(JSON.parse(body).ids as string[], response)
}

function end(ids: readonly string[], response: ServerResponse): void {
  appendFileSync(log, ids.map((id) => `${id}\n`).join(''))
  const known = ids.filter((id) => sessions.delete(id))
  send(response, known.length === ids.length ? 204 : 404, {})
}

function sessionsOf(user: string): string[] {
  return [...sessions].filter(([, row]) => row.user === user).map(([id]) => id)
}

function list(url: URL, response: ServerResponse): void {
  const offset = Number(url.searchParams.get('offset') ?? 0)
  const limit = Number(url.searchParams.get('limit') ?? 50)
  if (offset === 0 && moving === '--moving' && !frozen) move()
  const rows = [...sessions.values()]
  send(response, 200, { sessions: rows.slice(offset, offset + limit), total: rows.length })
}

/** One in fifty leaves, as many come, one in five is active. */
function move(): void {
  for (const [id, row] of sessions) {
    const dice = Math.random()
    if (dice < 0.02) sessions.delete(id)
    else if (dice < 0.2) row.lastActiveAt = new Date().toISOString()
  }
  refill()
}

function refill(): object {
  while (sessions.size < Number(wanted)) {
    made += 1
    const id = `session-${made}`
    sessions.set(id, {
      id,
      user: `user-${made % 97}`,
      ipAddress: `10.0.${made % 13}.${made % 251}`,
      userAgent: `Browser/${made % 17}`,
      createdAt: new Date(Date.now() - made).toISOString(),
      lastActiveAt: new Date().toISOString(),
    })
  }
  return {}
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? '' : JSON.stringify(body))
}

refill()
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
process.on('disconnect', () => process.exit())
