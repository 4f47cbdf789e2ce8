/**
 * Who was listed on one server at one moment: the live version ids and what of them changes too often for a version. Times are epoch
 * seconds; NaN stands for a time that is not known. A session's last read is the later of `completeAt` and its entry in `readAt`.
 */
export interface Listing {
  /** Ascending. */
  readonly ids: Int32Array
  /** One for each of `ids`. */
  readonly lastActive: Float64Array
  /** Expiry of those sessions whose version does not say it. */
  readonly expires: ReadonlyMap<number, number>
  /** End of the last complete read; NaN when there was none. */
  readonly completeAt: number
  /** For sessions that were listed by a partial read after the last complete one. */
  readonly readAt: ReadonlyMap<number, number>
}

/** What one read changed of a listing. All ids ascending. */
export interface ListingChange {
  readonly ended: Int32Array
  readonly started: Int32Array
  readonly startedActive: Float64Array
  readonly touched: Int32Array
  readonly touchedActive: Float64Array
  /** New expiry exceptions; `null` where the version's own expiry holds again. */
  readonly expires: ReadonlyMap<number, number | null>
}

export const EMPTY_LISTING: Listing = {
  ids: new Int32Array(),
  lastActive: new Float64Array(),
  expires: new Map(),
  completeAt: Number.NaN,
  readAt: new Map(),
}

/** The listing after a read at `t`. A complete read vouches for every row it left in, a partial one for those it names. */
export function applyChange(listing: Listing, change: ListingChange, t: number, complete: boolean): Listing {
  const { ids, lastActive } = merge(listing, change)
  touch(ids, lastActive, change)
  return { ids, lastActive, ...exceptionsAfter(listing, change, t, complete) }
}

function exceptionsAfter(listing: Listing, change: ListingChange, t: number, complete: boolean): Omit<Listing, 'ids' | 'lastActive'> {
  const expires = new Map(listing.expires)
  const readAt = complete ? new Map<number, number>() : new Map(listing.readAt)
  for (const id of change.ended) {
    expires.delete(id)
    readAt.delete(id)
  }
  for (const [id, seconds] of change.expires) {
    if (seconds === null) expires.delete(id)
    else expires.set(id, seconds)
  }
  if (!complete) for (const list of [change.started, change.touched]) for (const id of list) readAt.set(id, t)
  return { expires, completeAt: complete ? t : listing.completeAt, readAt }
}

/** Stands behind the last id, so that the loops below compare whole numbers only: they run for every row of every delta. */
const NO_MORE = 0x7fff_ffff

/** Drops the ended and merges the started in. Both sides ascend, so this is one walk. */
function merge(listing: Listing, { ended, started, startedActive }: ListingChange): { ids: Int32Array; lastActive: Float64Array } {
  const ids = new Int32Array(listing.ids.length + started.length)
  const lastActive = new Float64Array(ids.length)
  let length = 0
  let last = -1
  let endedIndex = 0
  let startedIndex = 0
  for (let index = 0; index <= listing.ids.length; index += 1) {
    const id = listing.ids[index] ?? NO_MORE
    while ((started[startedIndex] ?? NO_MORE) <= id && startedIndex < started.length) {
      last = started[startedIndex] ?? NO_MORE
      ids[length] = last
      lastActive[length++] = startedActive[startedIndex++] ?? Number.NaN
    }
    while ((ended[endedIndex] ?? NO_MORE) < id) endedIndex += 1
    if (id === (ended[endedIndex] ?? NO_MORE) || id === last) continue
    ids[length] = id
    lastActive[length++] = listing.lastActive[index] ?? Number.NaN
  }
  return { ids: ids.subarray(0, length), lastActive: lastActive.subarray(0, length) }
}

function touch(ids: Int32Array, lastActive: Float64Array, { touched, touchedActive }: ListingChange): void {
  let index = 0
  for (let next = 0; next < touched.length; next += 1) {
    const id = touched[next] ?? NO_MORE
    while ((ids[index] ?? NO_MORE) < id) index += 1
    if (ids[index] === id) lastActive[index] = touchedActive[next] ?? Number.NaN
  }
}
