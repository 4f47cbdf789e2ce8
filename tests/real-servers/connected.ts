import { vi } from 'vitest'
import type { Connector, DecodedSession, SnapshotRead } from '../../src/main/collector/connectors/connector.ts'
import { createConnector } from '../../src/main/collector/connectors/registry.ts'
import { type Server, serverDraftSchema, serverSchema } from '../../src/shared/server.ts'
import type { Credential, RealServer } from './real-server.ts'

/** How one kind of server is added to Rollcall. */
export interface Kind {
  readonly profileId: string
  readonly inputs?: Readonly<Record<string, string>>
  auth(credential: Credential): Server['auth']
}

/** The connector of a real server as Rollcall makes it for what an admin typed; with `pageSize` it asks for no more than so many at once. */
export function connected(real: RealServer, kind: Kind, credential: Credential, pageSize?: number): Connector {
  const draft = serverDraftSchema.parse({
    name: 'Real',
    url: real.url,
    connector: { profileId: kind.profileId, inputs: kind.inputs ?? {}, overrides: pageSize === undefined ? {} : { pageSize } },
    auth: kind.auth(credential),
  })
  return createConnector(serverSchema.parse({ ...draft, id: 'real', paused: false, credential: 'stored' }), credential.secret)
}

/** A signal that never fires: these servers answer, or the test runs out of its time. */
export const unhurried = new AbortController().signal

/** Reads until the list is as wanted: some servers list a session a moment late, and for a moment after its end. */
export async function readUntil(connector: Connector, wanted: (sessions: readonly DecodedSession[]) => boolean): Promise<SnapshotRead> {
  return await vi.waitFor(
    async () => {
      const read = await connector.read(unhurried)
      if (!wanted(read.sessions)) throw new Error(`the list is not as wanted: ${JSON.stringify(read.sessions.map(({ user }) => user))}`)
      return read
    },
    { timeout: 15_000, interval: 200 },
  )
}
