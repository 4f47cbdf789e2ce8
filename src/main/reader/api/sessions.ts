import { implement } from '@orpc/server'
import { readContract } from '../../../shared/contract/read.ts'
import type { Reader } from '../reader.ts'
import { gridPage, gridSummary, sessionDetails, sessionsByKeys } from '../sessions.ts'

const { sessions } = implement(readContract)

/** Answers the grid, its tiles and the details panel. */
export function sessionsRouter(reader: Reader) {
  return {
    page: sessions.page.handler(({ input }) => gridPage(reader, input)),
    summary: sessions.summary.handler(() => gridSummary(reader, reader.summaries)),
    details: sessions.details.handler(({ input }) => sessionDetails(reader, input)),
    byKeys: sessions.byKeys.handler(({ input }) => sessionsByKeys(reader, input.keys)),
  }
}
