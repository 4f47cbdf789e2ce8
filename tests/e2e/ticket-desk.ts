import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base } from './rollcall.ts'

const AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0 Safari/537.36'

/** The pass phrase of the account `desk-admin`. */
export const PASSWORD = 'a pass phrase nobody else has'

/** A product that nobody has heard of, with sessions of its own making. */
export interface TicketDesk {
  readonly url: string
  /** Signs a client in, as the product's own users do; gives the key with which it asks on. */
  signIn(user: string, address: string): string
  /** What a client with this key is answered. */
  use(key: string): Promise<number>
  /** The requests that came, as method, path and body. */
  readonly requests: readonly string[]
  /** Answers under other names from now on, as after an update of the product. */
  rename(): void
}

/** Tests with a ticket desk, which is closed after them. */
export const test = base.extend<{ desk: TicketDesk }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are needed
  desk: async ({}, use) => {
    const { desk, close } = await openTicketDesk()
    await use(desk)
    await close()
  },
})

interface Session {
  readonly user: string
  readonly address: string
  readonly began: number
}

interface Answer {
  readonly status: number
  readonly json?: unknown
}

async function openTicketDesk(): Promise<{ desk: TicketDesk; close: () => Promise<void> }> {
  const sessions = new Map<string, Session>()
  const tokens = new Set<string>()
  const requests: string[] = []
  let names = { rows: 'live', handle: 'handle' }

  function signIn(body: string): Answer {
    const given = JSON.parse(body) as { login?: string; pass?: string }
    if (given.login !== 'desk-admin' || given.pass !== PASSWORD) return { status: 401, json: { error: 'no' } }
    const token = `token-${tokens.size}-${Math.random()}`
    tokens.add(token)
    return { status: 200, json: { data: { token, lives: 3600 } } }
  }
  function administer(method: string, path: string, body: string): Answer {
    if (method === 'GET' && path.startsWith('/v1/live')) {
      const rows = [...sessions].map(([key, { user, address, began }]) => ({
        [names.handle]: key,
        who: { login: user, mail: `${user}@example.org` },
        net: { remote: address, agent: AGENT },
        when: { began, seen: began + 60 },
      }))
      return { status: 200, json: { ok: true, payload: { [names.rows]: rows } } }
    }
    if (method !== 'DELETE' || path !== '/v1/live') return { status: 404 }
    const { drop } = JSON.parse(body) as { drop?: { key?: string } }
    return { status: sessions.delete(drop?.key ?? '') ? 200 : 404, json: {} }
  }
  const server = createServer(async (request, response) => {
    const { method = 'GET', url: path = '/', headers } = request
    const body = await textOf(request)
    let answer: Answer = { status: 401 }
    if (path === '/v1/auth') answer = signIn(body)
    else if (path === '/v1/mine') answer = { status: sessions.has(String(headers['x-client'])) ? 200 : 401 }
    else if (tokens.has(String(headers['x-desk-token']))) answer = administer(method, path, body)
    if (path !== '/v1/auth') requests.push(`${method} ${path} ${body}`.trim())
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(answer.json === undefined ? '' : JSON.stringify(answer.json))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const desk: TicketDesk = {
    url,
    signIn(user, address) {
      const key = `k/${sessions.size + 1} ${user}`
      sessions.set(key, { user, address, began: Math.floor(Date.now() / 1000) - 3600 })
      return key
    },
    use: async (key) => (await fetch(`${url}/v1/mine`, { headers: { 'x-client': key } })).status,
    requests,
    rename: () => {
      names = { rows: 'open', handle: 'key' }
    },
  }
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { desk, close }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += part
  return text
}
