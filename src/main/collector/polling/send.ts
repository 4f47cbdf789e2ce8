import { type Problem, RollcallError } from '../../../shared/errors.ts'
import type { Connector, TerminateAnswer } from '../connectors/connector.ts'
import type { Ask, Unsent } from '../connectors/requests.ts'

/** Sends one request that ends something; `problemOf` puts what a connector threw in words. */
export async function send(
  connector: Connector,
  what: Ask,
  signal: AbortSignal,
  problemOf: (error: unknown) => Problem,
): Promise<TerminateAnswer | Unsent> {
  try {
    const answer = await sendBy(connector, what, signal)
    if (what.kind === 'many' && answer.kind === 'failed' && answer.unsent === true) return { kind: 'unsent', problem: answer.problem }
    return answer
  } catch (error) {
    // A connector refuses what it can't put into a request safely before it sends anything.
    if (error instanceof RollcallError && error.code === 'not-allowed') {
      return { kind: what.kind === 'many' ? 'unsent' : 'failed', problem: error.problem }
    }
    // Whether the request had left is not known here, so a read has to tell.
    return { kind: 'no-answer', problem: problemOf(error) }
  }
}

function sendBy(connector: Connector, what: Ask, signal: AbortSignal): Promise<TerminateAnswer> {
  switch (what.kind) {
    case 'one':
      return connector.terminate(what.sessionId, signal)
    case 'many':
      return connector.terminateMany(what.sessionIds, signal)
    case 'user':
      return connector.terminateUser(what.user, signal)
  }
}

/** How long the server asks to be left alone, in ms, whatever else it answered. */
export function waitOf(answer: TerminateAnswer): number | undefined {
  if (answer.kind === 'throttled') return answer.retryAfterMs
  return 'problem' in answer ? answer.problem.retryAfterMs : undefined
}
