import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Connector } from '../../../../../src/main/collector/connectors/connector.ts'
import type { ReadLimits } from '../../../../../src/main/collector/connectors/profile/pass.ts'
import { createProfileConnector, type ProfileRead } from '../../../../../src/main/collector/connectors/profile/profile-connector.ts'
import adminSessions from '../../../../../src/main/collector/connectors/profiles/admin-sessions.json' with { type: 'json' }
import { apiProfileSchema } from '../../../../../src/shared/profile.ts'
import type { Server } from '../../../../../src/shared/server.ts'
import { unhurried, watchedServer } from '../../../../faults/watched-server.ts'

/** One request as it came. */
export interface Came {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
  readonly authorization: string
}

/** What is answered: JSON with status 200 unless another is said. */
export interface Said {
  readonly status?: number
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** How long it takes, in ms. */
  readonly after?: number
}

/** A server on this machine that answers as a test says, and remembers what it was asked. */
export interface SmallServer {
  readonly url: string
  /** Method and target of each request, in order. */
  readonly asked: string[]
  /** The most requests that were under way at once. */
  most(): number
  close(): Promise<void>
}

export async function startSmallServer(answer: (came: Came) => Said): Promise<SmallServer> {
  const asked: string[] = []
  let running = 0
  let most = 0
  const server = createServer(async (request, response) => {
    running += 1
    most = Math.max(most, running)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    asked.push(`${request.method} ${request.url}`)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const came = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      body: Buffer.concat(chunks).toString(),
      authorization: request.headers.authorization ?? '',
    }
    const { status = 200, json, headers = {}, after = 1 } = answer(came)
    setTimeout(() => {
      running -= 1
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(json === undefined ? '' : JSON.stringify(json))
    }, after)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    most: () => most,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A connector of a profile that is the Admin Sessions API but for what a test says. */
export function connectorOf(url: string, profile: object, changes: Partial<Server> = {}, limits?: ReadLimits): Connector {
  const parsed = apiProfileSchema.parse({ ...adminSessions, auth: { kind: 'none' }, terminate: {}, ...profile })
  return createProfileConnector(watchedServer(url, changes), parsed, null, ...(limits === undefined ? [] : [limits]))
}

/** Reads once, through a connector that is closed again. */
export async function readOnce(url: string, profile: object, changes: Partial<Server> = {}, limits?: ReadLimits): Promise<ProfileRead> {
  const connector = connectorOf(url, profile, changes, limits)
  try {
    return (await connector.read(unhurried())) as ProfileRead
  } finally {
    await connector.close()
  }
}
