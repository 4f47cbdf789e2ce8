import { implement } from '@orpc/server'
import { readContract } from '../../../shared/contract/read.ts'
import { sessionHistory } from '../history.ts'
import type { Reader } from '../reader.ts'
import { endedOf, gridPage, gridSummary, matchingRows, sessionDetails, sessionsByKeys } from '../sessions.ts'

const { sessions } = implement(readContract)

/** Answers the grid, its tiles and the details panel. */
export function sessionsRouter(reader: Reader) {
  return {
    page: sessions.page.handler(({ input }) => gridPage(reader, input)),
    all: sessions.all.handler(({ input }) => matchingRows(reader, input)),
    summary: sessions.summary.handler(() => gridSummary(reader, reader.summaries)),
    details: sessions.details.handler(({ input }) => sessionDetails(reader, input)),
    history: sessions.history.handler(({ input }) => {
      const server = reader.directory.list().find(({ id }) => id === input.serverId)
      if (server === undefined) return null
      const clockOffset = reader.directory.status(server.id)?.clockOffset ?? null
      return sessionHistory(reader, input, { now: Date.now(), intervalSeconds: server.intervalSeconds, clockOffset })
    }),
    endedOf: sessions.endedOf.handler(({ input }) => endedOf(reader, input.keys)),
    byKeys: sessions.byKeys.handler(({ input }) => sessionsByKeys(reader, input.keys)),
  }
}
