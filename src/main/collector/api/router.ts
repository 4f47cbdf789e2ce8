import { implement } from '@orpc/server'
import { actContract } from '../../../shared/contract/act.ts'
import type { Collector } from '../collector.ts'
import { consoleRouter } from './console.ts'
import { profilesRouter } from './profiles.ts'
import { serversRouter } from './servers.ts'
import { terminationsRouter } from './terminations.ts'

/** Everything the window can ask to be done. */
export function actRouter(collector: Collector) {
  return implement(actContract).router({
    servers: serversRouter(collector),
    profiles: profilesRouter(collector),
    terminations: terminationsRouter(collector),
    console: consoleRouter(collector),
  })
}
