import type { Clock } from '../../../shared/clock.ts'
import type { RollcallError } from '../../../shared/errors.ts'
import type { Capabilities, Server } from '../../../shared/server.ts'
import type { SessionKey } from '../../../shared/session.ts'
import type { Target } from '../../../shared/termination.ts'
import type { Database } from '../../store/database.ts'
import type { Batch, SnapshotRead } from '../connectors/connector.ts'
import type { Ask, AskResult, Block } from '../connectors/requests.ts'

/** What a termination may do with one server. Every request passes through the server's poll loop, which knows its troubles. */
export interface ServerAccess {
  readonly server: Server
  readonly capabilities: Capabilities
  readonly terminateRefused: boolean
  /** Why nothing may be sent now, or null. */
  blocked(): Block | null
  /** A read that starts after this call and is taken into the cache. Throws the problem of a failed one. */
  readFresh(): Promise<SnapshotRead>
  /** Sends one request. `ready` is called right before it and says what it is to end; nothing is sent when it returns null. */
  ask(ready: (batch: Batch | null) => Ask | null): Promise<AskResult>
  /** Notes that the server refuses terminating as such. */
  refuseTerminate(): void
}

/** What terminations need of the rest of the collector. */
export interface TerminationEnvironment {
  readonly journal: Database
  readonly clock: Clock
  readonly access: (serverId: string) => ServerAccess | null
  /** Sessions as they were last read, which is what stood on the screen. Keys that were never listed are left out. */
  readonly known: (keys: readonly SessionKey[]) => readonly Target[]
  /** The journal took nothing; runs stop by themselves, and `error` says why. */
  readonly onUnwritable: (error: RollcallError) => void
  /** A server has answered for these targets of a run, by their positions; what became of them is still to be seen. */
  readonly onAnswered: (runId: string, positions: readonly number[], words: string) => void
  /** Something about runs was written down. */
  readonly onWritten: () => void
}
