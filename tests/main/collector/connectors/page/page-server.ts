import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as the server of a test got it. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** The value of the cookie `SID`, or ''. */
  readonly sid: string
}

/** What it answers: a page, or something else with a status and headers. */
export type Reply =
  | string
  | { readonly status?: number; readonly body?: string; readonly headers?: Readonly<Record<string, string | readonly string[]>> }

/** A web server on this machine that answers as a test says and remembers what it was asked. */
export interface PageServer {
  readonly url: string
  readonly asked: Asked[]
  answer: (asked: Asked) => Reply
  /** What was asked, as `GET /path`. */
  lines(): readonly string[]
  close(): Promise<void>
}

export async function startPageServer(answer: (asked: Asked) => Reply): Promise<PageServer> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const url = new URL(request.url ?? '/', 'http://page.invalid')
    const one: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      form: new URLSearchParams(body),
      headers: request.headers,
      body,
      sid: /(?:^|; )SID=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '',
    }
    asked.push(one)
    const reply = pages.answer(one)
    const full = typeof reply === 'string' ? { body: reply } : reply
    const headers = { 'content-type': 'text/html; charset=utf-8', ...full.headers }
    response.writeHead(full.status ?? 200, headers as Record<string, string | string[]>)
    response.end(full.body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const pages: PageServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer,
    lines: () => asked.map(({ method, path }) => `${method} ${path}`),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return pages
}

export function redirect(location: string, cookie?: string): Reply {
  return { status: 302, headers: { location, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) } }
}
