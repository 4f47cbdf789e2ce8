import type { Problem } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { Hold, PollStatus } from '../../../shared/server.ts'
import type { SnapshotRead } from '../connectors/connector.ts'
import { isReached } from '../connectors/reached.ts'

/** What is remembered of a server from before this start. Times are epoch ms of this machine. */
export interface PollHistory {
  readonly lastCompleteAt: number | null
  readonly lastReadAt: number | null
  readonly sessions: number
  /** Why it was not to be asked any more. */
  readonly held: { readonly hold: Hold; readonly problem: Problem; readonly at: number } | null
}

/** The status of a server that was not asked yet since the program started. */
export function statusAtStart(serverId: string, history: PollHistory): PollStatus {
  const { held } = history
  return {
    serverId,
    polling: false,
    hold: held?.hold ?? null,
    lastCompleteAt: history.lastCompleteAt,
    lastReadAt: history.lastReadAt,
    lastAttempt: held === null ? null : { at: held.at, result: 'failed', problem: held.problem, reachable: isReached(held.problem) },
    failingSince: held?.at ?? null,
    nextPollAt: null,
    sessions: history.sessions,
    unreadableRows: 0,
    unreadableReasons: [],
    clockOffset: null,
    terminateRefused: false,
  }
}

/** A read came back and was taken in at `at`. */
export function afterRead(status: PollStatus, serverName: string, read: SnapshotRead, sessions: number, at: number): PollStatus {
  return {
    ...status,
    hold: null,
    lastReadAt: at,
    lastCompleteAt: read.complete ? at : status.lastCompleteAt,
    lastAttempt: {
      at,
      result: read.complete ? 'complete' : 'partial',
      problem: read.complete ? null : partialProblem(serverName, read.incomplete),
      reachable: true,
    },
    failingSince: read.complete ? null : (status.failingSince ?? at),
    doubtfulSince: null,
    sessions,
    unreadableRows: read.unreadable.count,
    unreadableReasons: [...read.unreadable.reasons],
  }
}

/** A read failed at `at`. What was read before stays what it is. */
export function afterFailure(status: PollStatus, problem: Problem, hold: Hold | null, at: number): PollStatus {
  return {
    ...status,
    hold,
    lastAttempt: { at, result: 'failed', problem, reachable: isReached(problem) },
    failingSince: status.failingSince ?? at,
    doubtfulSince: null,
  }
}

/** Why a read counts as incomplete. */
export function partialProblem(serverName: string, why: string | null): Problem {
  return {
    code: 'paging-failed',
    message: why === null ? t('collector.partial', { server: serverName }) : t('collector.partialWhy', { server: serverName, why }),
    next: t('collector.partialNext'),
  }
}

/** The middle one of the newest clock offsets, since one slow answer says little. Null while there is none. */
export function medianOffset(offsets: readonly number[]): number | null {
  return offsets.toSorted((left, right) => left - right)[Math.floor(offsets.length / 2)] ?? null
}
