import { foldedName, isSafeSessionId } from '../../shared/guard.ts'
import { searchText } from './fold.ts'
import { addressKey, nameLooks, subnetKey } from './row-keys.ts'

/**
 * What SQL asks of us because SQLite can't do it; each call costs about a microsecond, so statements ask only where they must. Text in and
 * text out, a truth as 0 or 1.
 */
export const FUNCTIONS: Readonly<Record<string, (...values: readonly (string | null)[]) => string | number | null>> = {
  /** A text as it is searched (fold.ts): SQLite itself folds ASCII only. */
  fold: (text = null) => searchText([text]),
  address_key: (address = null) => addressKey(address),
  subnet_key: (key = null) => subnetKey(key),
  suspect: (user = null) => nameLooks(user).suspect,
  skeleton: (user = null) => nameLooks(user).skeleton,
  safe_id: (id) => Number(isSafeSessionId(id ?? '')),
  same_name: (one, other) => Number(foldedName(one ?? '') === foldedName(other ?? '')),
}
