import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { type Database, openDatabase, storeProblem } from '../database.ts'
import { hasBallast, layBallast } from './ballast.ts'
import { readHead, verifyChain } from './entries.ts'
import { JOURNAL_APPLICATION_ID, JOURNAL_MIGRATIONS } from './migrations.ts'

/** How many of the newest entries are checked at each start; the Journal page checks all of them. */
const CHECKED_AT_START = 100

/**
 * Opens `journal.db` in the data folder: server list, settings, runs and the chained entries. What was begun is never begun anew: a file
 * that is gone, empty, damaged or newer than this program is refused and left exactly as it is. Throws `file-corrupt`,
 * `file-from-the-future`, `folder-read-only`, `disk-full`.
 */
export function openJournal(folder: string, options: { readonly readOnly: boolean }): Database {
  const file = join(folder, 'journal.db')
  if (!existsSync(file) && (options.readOnly || hasBallast(file))) throw refused(t('store.journalMissing'))
  const journal = openDatabase({
    file,
    readOnly: options.readOnly,
    applicationId: JOURNAL_APPLICATION_ID,
    migrations: JOURNAL_MIGRATIONS,
    synchronous: 'FULL',
  })
  if (options.readOnly) return journal
  try {
    checkContent(journal)
    layBallast(file)
    return journal
  } catch (error) {
    journal.close()
    throw storeProblem(error, t('store.openingJournal'))
  }
}

/** Finds what the header does not tell: damaged pages, entries cut off the end, a page of an older copy among the newest. */
function checkContent(journal: Database): void {
  const damage = journal.pragma('quick_check(1)', { simple: true })
  if (damage !== 'ok') throw refused(t('store.journalPages'), String(damage))
  const { firstBad } = verifyChain(journal, Math.max(0, readHead(journal).sequence - CHECKED_AT_START))
  if (firstBad !== null) throw refused(t('store.journalChain', { entry: firstBad }))
}

function refused(why: string, technical?: string): RollcallError {
  return new RollcallError({
    code: 'file-corrupt',
    message: t('store.journalRefused', { why }),
    next: t('store.journalRefusedNext'),
    technical: technical?.slice(0, 200),
  })
}
