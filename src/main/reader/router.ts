import { implement } from '@orpc/server'
import { readContract } from '../../shared/contract/read.ts'
import { t } from '../../shared/language/language.ts'
import { storeProblem } from '../store/database.ts'
import { changedProcedure, consoleRouter } from './api/console.ts'
import { journalRouter } from './api/journal.ts'
import { profilesRouter } from './api/profiles.ts'
import { serversRouter } from './api/servers.ts'
import { sessionsRouter } from './api/sessions.ts'
import { terminationsRouter } from './api/terminations.ts'
import type { Reader } from './reader.ts'

/** The whole read side of the contract. What the files refuse is told as a problem, whichever question it was. */
export function readRouter(reader: Reader) {
  const os = implement(readContract).use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw storeProblem(error, t('store.readingStored'))
    }
  })
  return os.router({
    changed: changedProcedure(reader),
    console: consoleRouter(reader),
    servers: serversRouter(reader),
    profiles: profilesRouter(reader),
    sessions: sessionsRouter(reader),
    terminations: terminationsRouter(reader),
    journal: journalRouter(reader),
  })
}
