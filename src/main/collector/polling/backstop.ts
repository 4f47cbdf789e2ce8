import type { Clock } from '../../../shared/clock.ts'
import { RollcallError } from '../../../shared/errors.ts'
import type { Server } from '../../../shared/server.ts'
import type { Connector, SnapshotRead } from '../connectors/connector.ts'
import { slowProblem } from './problems.ts'

/** A connector that ignores its own deadline is given up after the server's time limit plus this. */
const BACKSTOP_MS = 5 * 60_000

/** A connector kept no deadline. */
export class GivenUp extends RollcallError {}

interface Backstop {
  readonly server: Server
  readonly clock: Clock
  /** Aborted when nobody wants the answer any more; the read is then rejected with its reason. */
  readonly ended: AbortSignal
}

/** Reads by a connector. It keeps the deadline itself; this only makes sure that one which does not can't hold up its loop for ever. */
export function readBeforeBackstop(connector: Connector, { server, clock, ended }: Backstop): Promise<SnapshotRead> {
  const { promise, resolve, reject } = Promise.withResolvers<SnapshotRead>()
  const giveUp = new AbortController()
  const limit = server.timeoutSeconds * 1000 + BACKSTOP_MS
  const callOff = clock.after(limit, () => {
    giveUp.abort()
    reject(new GivenUp(slowProblem(server.name, limit)))
  })
  const signal = AbortSignal.any([ended, giveUp.signal])
  ended.addEventListener('abort', () => reject(ended.reason), { once: true, signal: giveUp.signal })
  connector.read(signal).then(resolve, reject)
  return promise.finally(() => {
    callOff()
    giveUp.abort()
  })
}
