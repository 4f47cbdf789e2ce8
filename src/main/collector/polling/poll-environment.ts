import type PQueue from 'p-queue'
import type { Clock } from '../../../shared/clock.ts'
import type { PollStatus, Server } from '../../../shared/server.ts'
import type { Connector, SnapshotRead } from '../connectors/connector.ts'
import type { ReadReport } from '../connectors/requests.ts'

/** What all loops share. Nothing here belongs to one server, so the trouble of one can't reach another. */
export interface PollEnvironment {
  readonly clock: Clock
  readonly random: () => number
  /** Of the reads that nobody waits for, at most 16 are under way at once. */
  readonly places: PQueue
  readonly hidden: () => boolean
  /** Whether its system can list sessions at all. One that can't is never read. */
  readonly canList: (server: Server) => boolean
  /** Gets the secret and makes the connector. Throws when there is none: then no request is sent. */
  readonly connect: (server: Server) => Promise<Connector>
  /** Takes a read into the cache and gives the number of sessions that are now listed. Throws when the cache can't be written. */
  readonly take: (server: Server, read: SnapshotRead, at: number, connector: Connector) => number
  /** Notes that a moment was not observed. */
  readonly missed: (server: Server, at: number) => void
  readonly onStatus: (status: PollStatus) => void
  readonly onRead: (report: ReadReport) => void
  /** An error that is no `RollcallError`. */
  readonly onDefect: (error: unknown) => void
}
