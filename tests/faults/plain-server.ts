import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as it came in; `path` is the target without its query, and `json` the body where it is JSON. */
export interface PlainRequest {
  readonly method: string
  readonly target: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly json: unknown
}

/** What to answer: a JSON value or a text, or nothing at all (`hang`), or no more than a closed connection (`reset`). */
export interface PlainAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly json?: unknown
  readonly text?: string
  readonly hang?: true
  readonly reset?: true
}

/** A real HTTP server of a test, which keeps what was asked. */
export interface PlainServer {
  readonly url: string
  readonly requests: readonly PlainRequest[]
  /** Method and target of all requests. */
  lines(): readonly string[]
  close(): Promise<void>
}

/** Starts a server on 127.0.0.1 whose answers `answer` decides, one request at a time or many. */
export async function startPlainServer(answer: (request: PlainRequest) => PlainAnswer | Promise<PlainAnswer>): Promise<PlainServer> {
  const requests: PlainRequest[] = []

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await taken(incoming)
    requests.push(request)
    const { status = 200, headers = {}, json, text, hang, reset } = await answer(request)
    if (hang) return
    if (reset) {
      incoming.socket.destroy()
      return
    }
    const body = json === undefined ? (text ?? '') : JSON.stringify(json)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (json !== undefined) response.setHeader('content-type', 'application/json')
    response.writeHead(status).end(body)
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    lines: () => requests.map(({ method, target }) => `${method} ${target}`),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function taken(incoming: IncomingMessage): Promise<PlainRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  const target = incoming.url ?? ''
  const [path = '', search = ''] = target.split(/\?(.*)/s)
  return {
    method: incoming.method ?? '',
    target,
    path,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')])),
    body,
    json: jsonOf(body),
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
