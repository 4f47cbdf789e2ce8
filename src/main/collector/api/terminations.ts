import { implement } from '@orpc/server'
import { actContract } from '../../../shared/contract/act.ts'
import type { Collector } from '../collector.ts'

const { terminations } = implement(actContract)

/** Answers the review of a termination and what steers its run. */
export function terminationsRouter(collector: Collector) {
  return {
    review: terminations.review.handler(({ input }) => collector.terminations.review(input.keys, input.scope)),
    reviewUser: terminations.reviewUser.handler(({ input }) => collector.terminations.reviewUser(input.serverId, input.user)),
    confirm: terminations.confirm.handler(({ input }) => ({
      runId: collector.terminations.confirm(input.planId, input.count, input.reason ?? null),
    })),
    stop: terminations.stop.handler(({ input }) => collector.terminations.stopRun(input.runId)),
    acknowledge: terminations.acknowledge.handler(({ input }) => collector.terminations.acknowledge(input.runId)),
  }
}
