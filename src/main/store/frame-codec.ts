import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Listing, ListingChange } from './listing.ts'
import { VarintReader, VarintWriter } from './varint.ts'

/** The way frames are written by this program; stands beside each frame, so that a later way can be told apart. */
export const FRAME_CODEC = 1

/** A damaged body must not swell without end: a hundred thousand sessions take about a megabyte. */
const MOST_BYTES = 256 * 1024 * 1024

const UNKNOWN = 0
const AS_VERSION_SAYS = 1

/** The whole listing at `t` (epoch seconds). Columns of one kind stand together and times count from `t`, which is what deflate likes. */
export function encodeKeyframe(listing: Listing, t: number): Uint8Array {
  const writer = new VarintWriter(listing.ids.length * 4)
  writeIds(writer, listing.ids)
  writeTimes(writer, listing.lastActive, t)
  writeExceptions(writer, listing.expires, t)
  writeTime(writer, listing.completeAt, t)
  writeExceptions(writer, listing.readAt, t)
  return deflateRawSync(writer.finish())
}

export function decodeKeyframe(body: Uint8Array, t: number): Listing {
  const reader = new VarintReader(inflate(body))
  const ids = readIds(reader)
  const lastActive = readTimes(reader, ids.length, t)
  const expires = withoutNulls(readExceptions(reader, t))
  const completeAt = readTime(reader, t) ?? Number.NaN
  return { ids, lastActive, expires, completeAt, readAt: withoutNulls(readExceptions(reader, t)) }
}

/** What the read at `t` changed. */
export function encodeDelta(change: ListingChange, t: number): Uint8Array {
  const writer = new VarintWriter((change.ended.length + change.started.length + change.touched.length) * 4)
  writeIds(writer, change.ended)
  writeIds(writer, change.started)
  writeTimes(writer, change.startedActive, t)
  writeIds(writer, change.touched)
  writeTimes(writer, change.touchedActive, t)
  writeExceptions(writer, change.expires, t)
  return deflateRawSync(writer.finish())
}

export function decodeDelta(body: Uint8Array, t: number): ListingChange {
  const reader = new VarintReader(inflate(body))
  const ended = readIds(reader)
  const started = readIds(reader)
  const startedActive = readTimes(reader, started.length, t)
  const touched = readIds(reader)
  const touchedActive = readTimes(reader, touched.length, t)
  return { ended, started, startedActive, touched, touchedActive, expires: readExceptions(reader, t) }
}

function inflate(body: Uint8Array): Uint8Array {
  return inflateRawSync(body, { maxOutputLength: MOST_BYTES })
}

function writeIds(writer: VarintWriter, ids: Int32Array): void {
  writer.write(ids.length)
  let last = 0
  for (const id of ids) {
    writer.write(id - last)
    last = id
  }
}

function readIds(reader: VarintReader): Int32Array {
  const ids = new Int32Array(reader.readCount())
  let last = 0
  for (let index = 0; index < ids.length; index += 1) {
    last += reader.read()
    ids[index] = last
  }
  return ids
}

function writeTimes(writer: VarintWriter, times: Float64Array, t: number): void {
  for (const time of times) writeTime(writer, time, t)
}

function readTimes(reader: VarintReader, count: number, t: number): Float64Array {
  const times = new Float64Array(count)
  for (let index = 0; index < count; index += 1) times[index] = readTime(reader, t) ?? Number.NaN
  return times
}

/** Ages may be negative (a server's clock runs ahead), so the sign goes into the lowest bit. */
function writeTime(writer: VarintWriter, time: number, t: number): void {
  writer.write(Number.isNaN(time) ? UNKNOWN : zigzag(t - time) + 2)
}

function zigzag(value: number): number {
  return value < 0 ? value * -2 - 1 : value * 2
}

/** null: what the version says. */
function readTime(reader: VarintReader, t: number): number | null {
  const code = reader.read()
  if (code === UNKNOWN) return Number.NaN
  if (code === AS_VERSION_SAYS) return null
  const value = code - 2
  return t - (value % 2 === 0 ? value / 2 : (value + 1) / -2)
}

function writeExceptions(writer: VarintWriter, exceptions: ReadonlyMap<number, number | null>, t: number): void {
  const ids = Int32Array.from(exceptions.keys()).sort()
  writeIds(writer, ids)
  for (const id of ids) {
    const time = exceptions.get(id)
    if (time === null || time === undefined) writer.write(AS_VERSION_SAYS)
    else writeTime(writer, time, t)
  }
}

function readExceptions(reader: VarintReader, t: number): Map<number, number | null> {
  const ids = readIds(reader)
  const exceptions = new Map<number, number | null>()
  for (const id of ids) exceptions.set(id, readTime(reader, t))
  return exceptions
}

function withoutNulls(exceptions: ReadonlyMap<number, number | null>): Map<number, number> {
  const kept = new Map<number, number>()
  for (const [id, time] of exceptions) if (time !== null) kept.set(id, time)
  return kept
}
