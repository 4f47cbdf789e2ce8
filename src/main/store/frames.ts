import { RollcallError } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'
import { OPEN_END } from './cache-migrations.ts'
import { type Database, prepared } from './database.ts'
import { decodeDelta, decodeKeyframe, encodeDelta, encodeKeyframe, FRAME_CODEC } from './frame-codec.ts'
import { applyChange, EMPTY_LISTING, type Listing, type ListingChange } from './listing.ts'

/** After so many deltas comes a whole listing again: fewer make the file larger, more make a past moment slower. */
export const KEYFRAME_EVERY = 20

/** Lowest bit: a delta. Next bit: of a partial read. */
export const KIND = { delta: 1, partial: 2 } as const

interface FrameRow {
  readonly t: number
  readonly kind: number
  readonly codec: number
  readonly body: Uint8Array
}

const INSERT = 'INSERT INTO frame (server, t, kind, codec, body) VALUES (?, ?, ?, ?, ?)'

/** Writes the whole listing as of `t`; replaces the frame that stands there already. */
export function writeKeyframe(cache: Database, server: number, t: number, listing: Listing): void {
  const sql = `${INSERT} ON CONFLICT (server, t) DO UPDATE SET kind = excluded.kind, codec = excluded.codec, body = excluded.body`
  prepared(cache, sql).run(server, t, 0, FRAME_CODEC, encodeKeyframe(listing, t))
}

/** Writes what the read at `t` changed. */
export function writeDelta(cache: Database, server: number, t: number, change: ListingChange, complete: boolean): void {
  prepared(cache, INSERT).run(server, t, KIND.delta | (complete ? 0 : KIND.partial), FRAME_CODEC, encodeDelta(change, t))
}

/** The time of the newest frame at or before `t`, in epoch seconds; null when nothing was read by then. */
export function frameTimeAt(cache: Database, server: number, t: number): number | null {
  const sql = 'SELECT t FROM frame WHERE server = +? AND t <= +? ORDER BY t DESC LIMIT 1'
  return prepared<{ t: number }>(cache, sql).get(server, t)?.t ?? null
}

export interface PastListing {
  /** The time of the read it comes from. */
  readonly t: number
  readonly listing: Listing
  /** The newest frame is a delta: the next one can be a keyframe or not. */
  readonly deltas: number
}

/**
 * Who was listed on a server at `t` (epoch seconds), from the last keyframe and the deltas after it; null when nothing was read by then.
 *
 * @throws RollcallError file-corrupt when a frame can't be read
 */
export function listingAt(cache: Database, server: number, t: number): PastListing | null {
  const chain = chainTo(cache, server, t)
  const newest = chain[0]
  const [key, ...deltas] = chain.toReversed()
  if (newest === undefined || key === undefined || (key.kind & KIND.delta) !== 0) return null
  try {
    let listing = decodeKeyframe(checked(key).body, key.t)
    for (const delta of deltas) {
      const complete = (checked(delta).kind & KIND.partial) === 0
      listing = applyChange(listing, decodeDelta(delta.body, delta.t), delta.t, complete)
    }
    return { t: newest.t, listing, deltas: deltas.length }
  } catch (error) {
    throw unreadable(server, t, error)
  }
}

/**
 * The newest listing of a server. When its frames are damaged the open versions stand in, without times of activity: a new read mends that.
 */
export function newestListing(cache: Database, server: number): PastListing | null {
  try {
    return listingAt(cache, server, OPEN_END)
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error
    return openVersions(cache, server)
  }
}

function openVersions(cache: Database, server: number): PastListing {
  const sql = `SELECT id FROM ver WHERE server = ? AND seen_to = ${OPEN_END} ORDER BY id`
  const ids = Int32Array.from(prepared<{ id: number }>(cache, sql).all(server), (row) => row.id)
  const t = frameTimeAt(cache, server, OPEN_END) ?? 0
  return { t, listing: { ...EMPTY_LISTING, ids, lastActive: new Float64Array(ids.length).fill(Number.NaN), completeAt: t }, deltas: 0 }
}

/** Newest first, down to and including a keyframe. */
function chainTo(cache: Database, server: number, t: number): FrameRow[] {
  const sql = 'SELECT t, kind, codec, body FROM frame WHERE server = +? AND t <= +? ORDER BY t DESC'
  const chain: FrameRow[] = []
  for (const row of prepared<FrameRow>(cache, sql).iterate(server, t)) {
    chain.push(row)
    if ((row.kind & KIND.delta) === 0) break
  }
  return chain
}

function checked(frame: FrameRow): FrameRow {
  if (frame.codec !== FRAME_CODEC) throw new RangeError(`codec ${frame.codec}`)
  return frame
}

function unreadable(server: number, time: number, cause: unknown): RollcallError {
  return new RollcallError(
    {
      code: 'file-corrupt',
      message: t('store.historyDamaged'),
      next: t('store.historyDamagedNext'),
      technical: `server ${server}, t ${time}: ${cause instanceof Error ? cause.message : ''}`.slice(0, 200),
    },
    { cause },
  )
}
