import { onTestFinished } from 'vitest'
import { parseBase } from '../../../../../src/main/collector/connectors/address.ts'
import type { Client, ClientOptions } from '../../../../../src/main/collector/connectors/client.ts'
import { createClient } from '../../../../../src/main/collector/connectors/client.ts'
import { serverScope } from '../../../../../src/main/collector/connectors/profile/request.ts'
import { signInOf } from '../../../../../src/main/collector/connectors/profile/sign-in.ts'
import type { WireRequest } from '../../../../../src/main/collector/connectors/wire.ts'
import { RollcallError } from '../../../../../src/shared/errors.ts'
import { type ApiProfile, apiProfileSchema } from '../../../../../src/shared/profile.ts'
import type { Server } from '../../../../../src/shared/server.ts'
import { type PlainServer, startPlainServer } from '../../../../faults/plain-server.ts'
import { watchedServer } from '../../../../faults/watched-server.ts'

/** A profile of a made-up system, with what a test is about. */
export function profileWith(changes: Readonly<Record<string, unknown>> = {}): ApiProfile {
  return apiProfileSchema.parse({
    version: 1,
    kind: 'api',
    id: 'made-up',
    name: 'Made up',
    about: 'A system of a test.',
    auth: { kind: 'none' },
    lists: [{ request: { path: '/api/sessions' } }],
    fields: { sessionId: 'id' },
    terminate: {},
    facts: { address: 'unknown', activity: 'x', coverage: 'x', terminateMeans: 'x', known: 'x', supply: 'x' },
    ...changes,
  })
}

/** The client of a server with this profile and secret, as a connector makes it. It is closed when the test ends. */
export function clientOf(
  url: string,
  profile: ApiProfile,
  secret: string | null,
  changes: Partial<Server> = {},
  options: Partial<ClientOptions> = {},
): Client {
  const server = watchedServer(url, { auth: profile.auth, timeoutSeconds: 5, ...changes })
  const base = parseBase(server.url)
  const client = createClient({
    server,
    secret,
    signIn: signInOf(server, profile, secret, base),
    headers: profile.headers,
    scope: serverScope(server, profile, base),
    answers: profile.answers,
    ...options,
  })
  onTestFinished(() => client.close())
  return client
}

/** A server on this machine that answers as a test says, for as long as the test runs. */
export async function startServer(answer: Parameters<typeof startPlainServer>[0]): Promise<PlainServer> {
  const server = await startPlainServer(answer)
  onTestFinished(() => server.close())
  return server
}

export const LIST: WireRequest = { method: 'GET', target: '/api/sessions', doing: 'reading its sessions' }
export const END: WireRequest = { method: 'DELETE', target: '/api/sessions/s1', doing: 'ending a session' }

/** The error that a call must end with. */
export async function errorOf(call: Promise<unknown>): Promise<RollcallError> {
  try {
    const result = await call
    throw new Error(`It went through: ${JSON.stringify(result)}`)
  } catch (error) {
    if (error instanceof RollcallError) return error
    throw error
  }
}
