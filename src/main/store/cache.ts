import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type ErrorCode, type Problem, RollcallError } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'
import { CACHE_APPLICATION_ID, CACHE_MIGRATIONS } from './cache-migrations.ts'
import { type Database, migrate, openDatabase, openMemory, storeProblem } from './database.ts'
import { newestPoll } from './polls.ts'

export interface OpenedCache {
  readonly cache: Database
  /** The file that could not be used, where it lies now, and why; for the journal and the screen. */
  readonly setAside: { readonly file: string; readonly reason: Problem } | null
}

/** Files up to this size are read through at every start; a larger one only after damage was met. About 0.1 s for 64 MB. */
const CHECKED_SIZE = 64 * 1024 * 1024

/** Polls this far ahead of now, in ms, were written by a clock that was wrong; less is put right by the next few polls. */
const MOST_AHEAD = 5 * 60_000

export interface CacheOptions {
  readonly readOnly: boolean
  /** Epoch ms, when the file's times are to be held against it. Only for the one who writes the file: others read what it made of it. */
  readonly now?: number
}

/**
 * Opens cache.db. A file that is damaged, foreign, empty, from a newer Rollcall or written while the clock was ahead is moved aside with
 * its companions, never deleted, and a fresh one takes its place: the cache can be read again from the servers. With `readOnly` nothing is moved; an empty cache in memory
 * stands in for one that is missing or can't be used, and `setAside` names the file where it is.
 *
 * @throws RollcallError folder-read-only, disk-full, disk-error, folder-in-use
 */
export function openCache(folder: string, { readOnly, now }: CacheOptions): OpenedCache {
  const file = join(folder, 'cache.db')
  if (readOnly && !existsSync(file)) return { cache: emptyCache(), setAside: null }
  try {
    return { cache: openChecked(file, readOnly, now), setAside: null }
  } catch (error) {
    if (!isUnusable(error)) throw error
    if (readOnly) return { cache: emptyCache(), setAside: { file, reason: error.problem } }
    const moved = moveAside(file, error.code === 'clock-was-ahead' ? 'ahead' : 'corrupt')
    return { cache: openChecked(file, false), setAside: { file: moved, reason: error.problem } }
  }
}

/** Notes that damage was met in the open cache, so that the next `openCache` sets it aside. */
export function condemnCache(cache: Database): void {
  if (cache.memory || cache.readonly) return
  try {
    closeSync(openSync(suspectFile(cache.name), 'a', 0o600))
  } catch {
    // A disk that takes no note either is told of by the error that led here.
  }
}

/** An empty cache in memory with all its tables. */
export function emptyCache(): Database {
  const database = openMemory()
  migrate(database, CACHE_MIGRATIONS)
  return database
}

function openChecked(file: string, readOnly: boolean, now?: number): Database {
  const database = openDatabase({
    file,
    readOnly,
    applicationId: CACHE_APPLICATION_ID,
    migrations: CACHE_MIGRATIONS,
    synchronous: 'NORMAL',
  })
  try {
    const suspect = existsSync(suspectFile(file))
    if (suspect) throw damaged('damage was met while it was in use')
    if (!readOnly && statSync(file).size <= CHECKED_SIZE) checkIntegrity(database)
    if (!readOnly && now !== undefined) checkTimes(database, now)
    return database
  } catch (error) {
    database.close()
    throw storeProblem(error, t('store.checking', { file: basename(file) }))
  }
}

/** Checks the indexes too: a flipped byte in a row is found only where an index disagrees with it. */
function checkIntegrity(database: Database): void {
  const answer = database.pragma('integrity_check(1)', { simple: true })
  if (answer !== 'ok') throw damaged(String(answer).slice(0, 200))
}

/** Every later poll would have to be written behind the newest one, so one wrong time falsifies all that follow and every age shown. */
function checkTimes(database: Database, now: number): void {
  const newest = newestPoll(database)
  if (newest === null || newest * 1000 <= now + MOST_AHEAD) return
  throw new RollcallError({
    code: 'clock-was-ahead',
    message: t('store.clockAhead'),
    next: t('store.clockAheadNext'),
    technical: `newest read ${timeText(newest * 1000)}, now ${timeText(now)}`,
  })
}

/** A clock that is far off gives times that no calendar has. */
function timeText(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time)
}

function damaged(technical: string): RollcallError {
  return new RollcallError({
    code: 'file-corrupt',
    message: t('store.cacheDamaged'),
    next: t('store.cacheDamagedNext'),
    technical,
  })
}

const UNUSABLE: ReadonlySet<ErrorCode> = new Set(['file-corrupt', 'file-from-the-future', 'clock-was-ahead'])

function isUnusable(error: unknown): error is RollcallError {
  return error instanceof RollcallError && UNUSABLE.has(error.code)
}

/** The main file goes last: while it is still there, a crash in between is met again at the next start. */
function moveAside(file: string, why: 'corrupt' | 'ahead'): string {
  const moved = freeName(`${file}.${why}-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`)
  try {
    for (const suffix of ['-wal', '-shm', '.suspect', '']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, moved + suffix)
    }
  } catch (error) {
    throw storeProblem(error, t('store.settingAside', { file: basename(file) }))
  }
  return moved
}

function freeName(wanted: string): string {
  let name = wanted
  for (let count = 2; existsSync(name); count += 1) name = `${wanted}-${count}`
  return name
}

function suspectFile(file: string): string {
  return `${file}.suspect`
}
