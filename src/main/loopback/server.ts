import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { RollcallError } from '../../shared/errors.ts'
import { type Page, pageHeaders, withNonce } from '../host/page.ts'
import { type Admission, admitRequest, COOKIE_PREFIX, type RequestFacts } from './access.ts'
import type { Keyring } from './keyring.ts'

/** Enough for `{ "code": … }` and nothing else. */
const MOST_BODY_BYTES = 1000
const codeSchema = z.strictObject({ code: z.string().max(200) })

export interface PageServerOptions {
  readonly page: Page
  readonly keyring: Keyring
  /** Called when a code was swapped for a session. */
  onSession(): void
}

/** Serves the page on 127.0.0.1 and swaps codes for sessions. It does not listen yet: see `listen`. */
export function createPageServer({ page, keyring, onSession }: PageServerOptions): Server {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2000 },
    (request, response) => {
      const keys = keyring.keys(portOf(server))
      const admission = admitRequest(factsOf(request), keys)
      if (admission.kind === 'page') return sendFile(page, admission.path, response)
      if (admission.kind !== 'session') return refuse(response, admission)
      void readCode(request).then((code) => {
        if (code === null || !keyring.redeem(code)) return send(response, 401)
        onSession()
        response.setHeader('set-cookie', `${COOKIE_PREFIX}${keys.port}=${keys.cookie}; Path=/; HttpOnly; SameSite=Strict`)
        send(response, 200, 'application/json', Buffer.from(JSON.stringify({ token: keys.token })))
      })
    },
  )
  server.maxConnections = 64
  return server
}

/** Listens on 127.0.0.1, nowhere else. Throws `bad-input` when the port is taken: whoever has it must not get the code. */
export function listen(server: Server, port: number | null): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port)))
    server.listen({ host: '127.0.0.1', port: port ?? 0, exclusive: true }, () => resolve(portOf(server)))
  })
}

/** The port a listening server has. */
export function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** What `access.ts` judges. */
export function factsOf(request: IncomingMessage): RequestFacts {
  return { method: request.method ?? '', target: request.url ?? '', headers: request.rawHeaders }
}

function cannotListen(error: NodeJS.ErrnoException, port: number | null): RollcallError {
  const taken = error.code === 'EADDRINUSE'
  return new RollcallError(
    {
      code: 'bad-input',
      message: taken ? `Port ${port} is in use by another program.` : `Rollcall can’t listen on port ${port ?? 'of its own'}.`,
      next: 'Choose another with --port=N, or leave it out to take any free port.',
      technical: error.code,
    },
    { cause: error },
  )
}

function sendFile(page: Page, path: string, response: ServerResponse): void {
  const file = page.get(path)
  if (file === undefined) {
    send(response, 404)
    return
  }
  const nonce = path === '/' ? randomBytes(16).toString('base64url') : null
  const body = nonce === null ? file.body : withNonce(file.body, nonce)
  send(response, 200, file.type, body, nonce)
}

function refuse(response: ServerResponse, admission: Admission): void {
  send(response, admission.kind === 'refused' ? admission.status : 404)
}

/** No response carries a CORS header, so no other origin can read one. */
function send(
  response: ServerResponse,
  status: number,
  type = 'text/plain; charset=utf-8',
  body: Buffer | null = null,
  nonce: string | null = null,
): void {
  response.writeHead(status, {
    ...pageHeaders(nonce),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'content-type': type,
    'content-length': body?.length ?? 0,
    ...(status >= 400 ? { connection: 'close' } : {}),
  })
  response.end(body)
}

/** The code in a small JSON body, or null. A longer body ends the connection. */
async function readCode(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > MOST_BODY_BYTES) return null
      chunks.push(chunk)
    }
    const parsed = codeSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
    return parsed.success ? parsed.data.code : null
  } catch {
    return null
  }
}
