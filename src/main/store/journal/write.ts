import { type ErrorCode, RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { type Database, storeProblem } from '../database.ts'
import { layBallast, releaseBallast } from './ballast.ts'

/** The codes that say that the disk or the file, not the program, is why a write failed. */
const DISK_CODES: ReadonlySet<ErrorCode> = new Set(['disk-full', 'folder-read-only', 'file-corrupt', 'folder-in-use', 'disk-error'])

/**
 * Runs `work` in one transaction, which is on the disk when this returns. `doing` stands in the sentence of the error. Throws
 * `journal-unwritable` when the disk is full, read-only or failing; nothing of `work` is kept then.
 */
export function journalWrite<Result>(journal: Database, doing: string, work: () => Result): Result {
  try {
    return journal.transaction(work).immediate()
  } catch (error) {
    throw unwritable(storeProblem(error, doing))
  }
}

/** As `journalWrite`, for what must not be lost because it has happened already: a full disk gives back the ballast, then it is tried again. */
export function journalWriteAtAnyCost<Result>(journal: Database, doing: string, work: () => Result): Result {
  try {
    return journal.transaction(work).immediate()
  } catch (error) {
    const problem = storeProblem(error, doing)
    if (problem.code !== 'disk-full' || !releaseBallast(journal.name)) throw unwritable(problem)
    return journalWrite(journal, doing, work)
  }
}

/**
 * Makes sure that there is room for the outcome of what is about to be asked. Call it inside `journalWrite`, behind the first write. Throws
 * `disk-full`, and the transaction with it.
 */
export function requireRoomForOutcome(journal: Database): void {
  if (layBallast(journal.name)) return
  throw new RollcallError({
    code: 'disk-full',
    message: t('store.noRoom'),
    next: t('store.noRoomNext'),
  })
}

/** Why nothing can be written down, as the problem that keeps every request that ends a session from being sent. */
function unwritable(cause: RollcallError): RollcallError {
  if (!DISK_CODES.has(cause.code)) return cause
  const { message, next, technical } = cause.problem
  return new RollcallError(
    { code: 'journal-unwritable', message: t('store.journalUnwritable', { why: message }), next, technical: technical ?? cause.code },
    { cause },
  )
}
