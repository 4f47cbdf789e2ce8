import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PracticeAnnouncement } from './announcement.ts'
import { type Answer, refuse } from './answer.ts'
import { answerClient } from './client-side.ts'
import type { Install } from './installs.ts'
import type { Product } from './product.ts'
import type { World } from './world.ts'

/** One practice server while it runs. */
export interface PracticeServer {
  readonly announcement: PracticeAnnouncement
  close(): Promise<void>
}

/** Starts one practice server on a free port of 127.0.0.1. `now` is the clock in epoch ms. */
export async function startPracticeServer(install: Install, world: World, secret: string, now: () => number): Promise<PracticeServer> {
  const product = install.product({ world, secret, sessions: install.cast.sessions })
  const server = createServer((request, response) => {
    void handle(request, world, product, now()).then(
      (answer) => send(response, answer),
      () => send(response, refuse(400, 'bad-request', 'The request could not be read.')),
    )
  })
  await listen(server)
  const { port } = server.address() as AddressInfo
  return {
    announcement: { id: install.id, secret, draft: draftOf(install, `http://127.0.0.1:${port}`) },
    close: () => close(server),
  }
}

function draftOf({ name, connector, auth, intervalSeconds, viewOnly, tags }: Install, url: string): PracticeAnnouncement['draft'] {
  return {
    name,
    url,
    connector,
    auth,
    trust: { kind: 'system' },
    environment: 'practice',
    intervalSeconds,
    timeoutSeconds: 30,
    viewOnly,
    tags: [...tags],
    idleTimeoutMinutes: null,
  }
}

async function handle(request: IncomingMessage, world: World, product: Product, now: number): Promise<Answer> {
  // Other names than the address mean that a web page had its own name pointed here.
  if (!/^127\.0\.0\.1:\d+$/.test(request.headers.host ?? '')) return refuse(421, 'wrong-host', 'Practice servers answer on 127.0.0.1 only.')
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const answer = (await answerClient(request, url, world, now)) ?? (await product(request, url, now))
  return answer ?? refuse(404, 'not-found', 'There is nothing at this path.')
}

/** Pages load nothing, run nothing, are shown in no frame, and send their forms nowhere else. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

function send(response: ServerResponse, { status, body, page, headers }: Answer): void {
  const json = body === undefined ? '' : JSON.stringify(body)
  const type = json === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }
  response.writeHead(status, { 'cache-control': 'no-store', ...(page ? PAGE_HEADERS : type), ...headers }).end(page?.markup ?? json)
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
