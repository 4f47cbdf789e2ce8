import { implement } from '@orpc/server'
import { actContract } from '../../../shared/contract/act.ts'
import type { Collector } from '../collector.ts'

const { servers } = implement(actContract)

/** Answers the Servers page. */
export function serversRouter(collector: Collector) {
  return {
    add: servers.add.handler(async ({ input }) => ({ serverId: await collector.servers.add(input.draft, input.secret) })),
    change: servers.change.handler(({ input }) => collector.servers.change(input.serverId, input.draft, input.secret)),
    remove: servers.remove.handler(({ input }) => collector.servers.remove(input.serverId, input.keepHistory)),
    pause: servers.pause.handler(({ input }) => collector.servers.pause(input.serverId)),
    resume: servers.resume.handler(({ input }) => collector.servers.resume(input.serverId)),
    refresh: servers.refresh.handler(({ input }) => collector.servers.refresh(input.serverId)),
    test: servers.test.handler(({ input, signal }) =>
      collector.servers.test(input.draft, input.secret, input.serverId, signal ?? new AbortController().signal),
    ),
  }
}
