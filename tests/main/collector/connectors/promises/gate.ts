import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type Asked, askedOf, matched, type Purpose, type Reply, type Route } from '../../../../doubles/route.ts'

/** A request that a system documents; `when` tells apart what one address does. */
export interface Documented extends Pick<Route, 'on' | 'purpose'> {
  when?(asked: Asked): boolean
}

/** One request as it came by; without a purpose it is none that the system documents. */
export interface Passed extends Asked {
  readonly purpose: Purpose | null
  readonly headers: IncomingMessage['headers']
}

/** What is answered in place of the system: an answer, one that breaks off in its middle, or none at all. */
export type Fault = Reply | 'cut' | 'drop'

type Headers = Record<string, string | string[]>

interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Stands before a server, writes down all that is asked of it, and answers in its place where a test wants that. */
export interface Gate {
  readonly url: string
  readonly passed: Passed[]
  /** Everything that answers set as a cookie or hid in a form. */
  readonly given: Set<string>
  fault: ((passed: Passed) => Fault | null) | null
  /** Changes what the server answers. */
  rewrite: ((text: string) => string) | null
  /** Changes the headers of what the server answers. */
  turn: ((headers: Headers) => Headers) | null
  readonly connections: () => number
  close(): Promise<void>
}

/** Starts a gate before the server at this origin; without one it only listens, and answers 500. */
export async function startGate(upstream: string | null, documented: readonly Documented[], basePath = ''): Promise<Gate> {
  const agent = new Agent({ keepAlive: true })
  let connections = 0
  const http = createServer((request, response) => {
    void answerTo(request).then((answer) => reply(response, answer))
  })
  http.on('connection', () => {
    connections += 1
  })

  async function answerTo(request: IncomingMessage): Promise<Answered | 'cut' | 'drop'> {
    const asked = await askedOf(request, basePath)
    const fits = documented.find((route) => matched([{ ...route, answer: unused }], asked) !== null && route.when?.(asked) !== false)
    const passed: Passed = { ...asked, purpose: fits?.purpose ?? null, headers: request.headers }
    gate.passed.push(passed)
    const fault = gate.fault?.(passed) ?? null
    if (fault === 'drop') return fault
    const answer = fault === null || fault === 'cut' ? await forward(passed) : answered(fault)
    for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) gate.given.add(/=([^;]*)/.exec(cookie)?.[1] ?? '')
    for (const [, value = ''] of answer.text.matchAll(/name="[^"]*(?:csrf|nonce)[^"]*" value="([^"]+)"/gi)) gate.given.add(value)
    return fault === 'cut'
      ? fault
      : { ...answer, text: gate.rewrite?.(answer.text) ?? answer.text, headers: gate.turn?.(answer.headers) ?? answer.headers }
  }

  function forward(passed: Passed): Promise<Answered> {
    if (upstream === null) return Promise.resolve({ status: 500, headers: {}, text: '' })
    const { host } = new URL(upstream)
    return new Promise((resolve, reject) => {
      const options = { method: passed.method, path: passed.target, headers: { ...passed.headers, host }, agent, setHost: false }
      send(upstream, options, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = response.headers
          resolve({ status: response.statusCode ?? 0, headers: headers as Answered['headers'], text: Buffer.concat(chunks).toString() })
        })
      })
        .on('error', reject)
        .end(passed.body)
    })
  }

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const gate: Gate = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    passed: [],
    given: new Set(),
    fault: null,
    rewrite: null,
    turn: null,
    connections: () => connections,
    async close() {
      agent.destroy()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return gate
}

function unused(): Reply {
  throw new Error('a gate only looks at the routes')
}

function answered({ status, json, text = '', headers = {} }: Reply): Answered {
  const type = json === undefined ? 'text/html; charset=utf-8' : 'application/json'
  return { status, headers: { 'content-type': type, ...headers }, text: json === undefined ? text : JSON.stringify(json) }
}

function reply(response: ServerResponse, answer: Answered | 'cut' | 'drop'): void {
  if (answer === 'drop') return void (response.socket as Socket).destroy()
  if (answer === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"sessions": [{"id": "a')
    return void setImmediate(() => response.socket?.destroy())
  }
  response.writeHead(answer.status, answer.headers).end(answer.text)
}
