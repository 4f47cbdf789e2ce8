import { implement } from '@orpc/server'
import { actContract } from '../../../shared/contract/act.ts'
import type { Collector } from '../collector.ts'

const { profiles } = implement(actContract)

/** Answers the profile editor and *Map fields*. */
export function profilesRouter(collector: Collector) {
  return {
    save: profiles.save.handler(async ({ input }) => ({ id: await collector.profiles.save(input.text, input.replaces) })),
    remove: profiles.remove.handler(({ input }) => collector.profiles.remove(input.id)),
    sample: profiles.sample.handler(({ input, signal }) => collector.profiles.sample(input, signal ?? new AbortController().signal)),
    preview: profiles.preview.handler(({ input }) => collector.profiles.preview(input.profile, input.sample, input.clockOffset ?? 0)),
  }
}
