import { RollcallError } from '../../../../shared/errors.ts'
import { isSafeSessionId } from '../../../../shared/guard.ts'
import type { TerminateAnswer } from '../connector.ts'
import type { Ended } from '../transport.ts'

/** How long to wait when a server says "too many requests" and not for how long. */
const USUAL_WAIT_MS = 10_000

/** Throws `not-allowed` for an id that can't stand in the path of a terminate request. */
export function assertSessionId(serverName: string, sessionId: string): void {
  if (isSafeSessionId(sessionId)) return
  throw new RollcallError({
    code: 'not-allowed',
    message: `Nothing was sent to ${serverName}: the session’s id can’t stand in an address without meaning something else.`,
    next: 'End this session on the server itself.',
  })
}

/**
 * Throws `not-allowed` for a user id that could mean everybody: empty, blank, or what a program writes when it has none. Servers that
 * read an empty `userId` as "all users" exist.
 */
export function assertUserId(serverName: string, userId: string): void {
  if (isSafeSessionId(userId) && userId.trim() !== '' && !/^(?:undefined|null|NaN|\[object .*\])$/.test(userId)) return
  throw new RollcallError({
    code: 'not-allowed',
    message: `Nothing was sent to ${serverName}: the user’s id is empty or not well-formed, and the request might have ended everybody’s sessions.`,
    next: 'End the user’s sessions one by one.',
  })
}

/** What the server's answer to one terminate request means. Nothing here says that the session is gone: only a later read does. */
export function terminateAnswer(ended: Ended): TerminateAnswer {
  if (ended.kind === 'broken') return { kind: ended.sent ? 'no-answer' : 'failed', problem: ended.problem.problem }
  if (ended.problem === null) return { kind: 'accepted', status: ended.status }
  const { problem } = ended.problem
  switch (ended.status) {
    case 404:
    case 410:
      return { kind: 'not-found' }
    case 401:
    case 403:
      return { kind: 'refused', problem }
    case 429:
      return { kind: 'throttled', retryAfterMs: problem.retryAfterMs ?? USUAL_WAIT_MS }
    default:
      return { kind: 'failed', problem }
  }
}
