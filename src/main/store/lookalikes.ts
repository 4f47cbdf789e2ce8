import type { Lookalike } from '../../shared/session.ts'
import { prepared } from './database.ts'
import type { GridSource } from './grid-source.ts'
import { nameLooks, userSortText } from './row-keys.ts'
import type { SessionRecord } from './session-record.ts'

/**
 * What the name of a session's user may only look like, among the names of its moment; as `is:lookalike` finds it. A name is looked up once.
 */
export function lookalikes({ database, rows }: GridSource): (record: SessionRecord) => Lookalike | null {
  const known = new Map<string, Lookalike | null>()
  const twin = prepared(database, `SELECT 1 FROM ${rows} WHERE user_sort = +? AND (user_sort <> +? OR skeleton IS NULL) LIMIT 1`)
  const deceiver = prepared(database, `SELECT 1 FROM ${rows} WHERE skeleton = +? AND skeleton NOT NULL AND user_sort <> +? LIMIT 1`)
  const dressed = prepared(database, `SELECT 1 FROM ${rows} WHERE skeleton = +? AND skeleton NOT NULL LIMIT 1`)
  const look = (user: string): Lookalike | null => {
    const sort = userSortText(user)
    const { suspect, skeleton } = nameLooks(user)
    if (suspect !== null) return suspect
    const like = skeleton === null ? dressed.get(sort) : (twin.get(skeleton, sort) ?? deceiver.get(skeleton, sort))
    return like === undefined ? null : 'like-another'
  }
  return ({ user }) => {
    if (user === null) return null
    const found = known.get(user) ?? look(user)
    known.set(user, found)
    return found
  }
}
