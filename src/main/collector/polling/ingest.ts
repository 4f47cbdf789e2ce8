import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises'
import type { ChangeSet } from '../../../shared/change.ts'
import { t } from '../../../shared/language/language.ts'
import { condemnCache } from '../../store/cache.ts'
import { cacheServerNumber } from '../../store/cache-servers.ts'
import { type Database, storeProblem } from '../../store/database.ts'
import { deleteHistory, finishDeletions } from '../../store/forget.ts'
import { writeKeyframe } from '../../store/frames.ts'
import { insertPoll, nextPollTime } from '../../store/polls.ts'
import type { Connector, SnapshotRead } from '../connectors/connector.ts'
import { changeSetOf, wholeListing } from './change-set.ts'
import { forgetInterned } from './interned.ts'
import { memoryFromFile } from './load-memory.ts'
import { countSessions, type ServerMemory } from './memory.ts'
import { reconcile } from './reconcile.ts'
import { take, takeFrame } from './take.ts'

export type { ServerMemory }

/**
 * What is remembered of a server between two reads, rebuilt from the file: about 1 s for 100 000 sessions.
 *
 * @throws RollcallError file-corrupt, disk-error
 */
export function loadMemory(cache: Database, serverId: string): ServerMemory {
  return guarded(cache, t('store.readingMemory'), () => memoryFromFile(cache, serverId))
}

/**
 * Takes one read into the history, in one transaction, and returns what changed, for the reader. `pollAt` (epoch ms) is when the read
 * ended; the change set carries the second it was written under, which is later than every one before. `other` is called for new
 * versions only. When it throws, nothing was written, and the next call goes on from what is on disk.
 *
 * @throws RollcallError disk-full, folder-read-only, file-corrupt, disk-error, folder-in-use
 */
export function ingest(cache: Database, memory: ServerMemory, read: SnapshotRead, pollAt: number, other: Connector['other']): ChangeSet {
  return writing(cache, memory, () => {
    const server = cacheServerNumber(cache, memory.serverId)
    memory.server = server
    const t = nextPollTime(cache, server, pollAt)
    const taking = { cache, memory, server, t, complete: read.complete, other }
    const taken = take(taking, reconcile(memory, read))
    takeFrame(taking, taken)
    const sessions = countSessions(memory.sessions)
    insertPoll(cache, server, { t, ok: true, complete: read.complete, sessions, started: taken.started.length, ended: taken.ended.length })
    if (read.complete) memory.completeFrom ??= t
    return changeSetOf(memory.serverId, t, memory.completeFrom, taken)
  })
}

/**
 * Notes that a server was asked at `pollAt` (epoch ms) and gave nothing. What is known of its sessions stays.
 *
 * @throws RollcallError disk-full, folder-read-only, file-corrupt, disk-error, folder-in-use
 */
export function recordFailedPoll(cache: Database, serverId: string, pollAt: number): void {
  const write = cache.transaction(() => {
    const server = cacheServerNumber(cache, serverId)
    const t = nextPollTime(cache, server, pollAt)
    insertPoll(cache, server, { t, ok: false, complete: false, sessions: 0, started: 0, ended: 0 })
  })
  guarded(cache, t('store.notingFailedRead'), () => write.immediate())
}

/**
 * Deletes everything that is kept of a server, for one that is removed with its history; other servers are not touched. Nothing of it is
 * found any more when the call returns; the deleting itself takes its time in short steps, between which polls go on. Cut off in the middle,
 * `finishForgetting` deletes the rest.
 *
 * @throws RollcallError disk-full, folder-read-only, file-corrupt, disk-error, folder-in-use
 */
export function forgetServer(cache: Database, serverId: string): Promise<void> {
  return inSteps(cache, deleteHistory(cache, serverId))
}

/** Deletes what is left of servers whose forgetting was cut off by the end of the program. Throws as `forgetServer`. */
export function finishForgetting(cache: Database): Promise<void> {
  return inSteps(cache, finishDeletions(cache))
}

/** Lets everything else have its turn between two steps; ends without a word when the file is closed. */
async function inSteps(cache: Database, steps: Generator<number, void>): Promise<void> {
  while (cache.open) {
    const { done, value } = guarded(cache, t('store.deletingHistory'), () => steps.next())
    // A deleted text may be among those that are kept in memory.
    forgetInterned(cache)
    if (done === true) return
    await (value > 0 ? sleep(value) : immediate())
  }
}

/**
 * Puts a whole listing in place of a server's last frame, so that the next start reads one frame instead of up to twenty. For the exit.
 *
 * @throws RollcallError disk-full, folder-read-only, file-corrupt, disk-error, folder-in-use
 */
export function writeLastKeyframe(cache: Database, memory: ServerMemory): void {
  const { server, frameAt } = memory
  if (memory.stale || server === null || frameAt === null || memory.deltas === 0) return
  writing(cache, memory, () => {
    writeKeyframe(cache, server, frameAt, wholeListing(memory))
    memory.deltas = 0
  })
}

/** Memory changes along with the file; when the file refuses, memory is marked and rebuilt before its next use. */
function writing<Result>(cache: Database, memory: ServerMemory, work: () => Result): Result {
  return guarded(cache, t('store.writingRead'), () => {
    try {
      if (memory.stale) Object.assign(memory, memoryFromFile(cache, memory.serverId))
      return cache.transaction(work).immediate()
    } catch (error) {
      memory.stale = true
      forgetInterned(cache)
      throw error
    }
  })
}

function guarded<Result>(cache: Database, doing: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const problem = storeProblem(error, doing)
    if (problem.code === 'file-corrupt') condemnCache(cache)
    throw problem
  }
}
