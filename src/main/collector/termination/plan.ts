import { type Problem, RollcallError } from '../../../shared/errors.ts'
import { type SessionKey, sessionKeyText } from '../../../shared/session.ts'
import type { Plan, Target } from '../../../shared/termination.ts'
import type { SnapshotRead } from '../connectors/connector.ts'
import type { ServerAccess, TerminationEnvironment } from './access.ts'
import { guardTarget } from './guard.ts'
import { indexRows, type RowIndex, sight, type Watched } from './sighting.ts'

/**
 * Freezes these sessions as they stood on the screen and reads every server involved again, all at once. Nothing is ended, and a server
 * that can't be read makes only its own targets unreachable. `watch` is given each target that will end with the row that was just read.
 */
export async function review(
  environment: TerminationEnvironment,
  keys: readonly SessionKey[],
  watch: (watched: Watched) => void,
): Promise<Plan> {
  const distinct = [...new Map(keys.map((key) => [sessionKeyText(key), key])).values()]
  const known = new Map(environment.known(distinct).map((target) => [sessionKeyText(target.key), target]))
  const byServer = Map.groupBy(distinct, (key) => key.serverId)
  const judge = (access: ServerAccess | null, group: readonly SessionKey[]): Promise<readonly Judged[]> =>
    reviewServer(access, group, known, watch)
  const parts = await Promise.all([...byServer].map(([serverId, group]) => judge(environment.access(serverId), group)))
  const judged = new Map(parts.flat().map((part) => [sessionKeyText(part.target.key), part]))
  const targets = distinct.map((key) => judged.get(sessionKeyText(key))).filter((part) => part !== undefined)
  return { planId: crypto.randomUUID(), targets }
}

type Judged = Plan['targets'][number]

async function reviewServer(
  access: ServerAccess | null,
  keys: readonly SessionKey[],
  known: ReadonlyMap<string, Target>,
  watch: (watched: Watched) => void,
): Promise<readonly Judged[]> {
  const frozen = keys.map((key) => known.get(sessionKeyText(key)) ?? unknownTarget(key, access))
  if (access === null) return frozen.map((target) => unreachable(target, unknownServerProblem()))
  const blockedForGood = frozen.every((target) => guardTarget(target, access, null) !== null)
  const answer = blockedForGood ? null : await tryRead(access)
  if (answer === null || 'problem' in answer) return frozen.map((target) => withoutRead(target, access, answer?.problem ?? null))
  const index = indexRows(answer.read.sessions, frozen)
  return frozen.map((target) => {
    const now = known.has(sessionKeyText(target.key)) ? target : fromRead(target, index)
    return judge(now, access, index, answer.read, watch)
  })
}

async function tryRead(access: ServerAccess): Promise<{ readonly read: SnapshotRead } | { readonly problem: Problem }> {
  try {
    return { read: await access.readFresh() }
  } catch (error) {
    if (error instanceof RollcallError) return { problem: error.problem }
    throw error
  }
}

/** Guards that need no read are said also of a server that can't be reached. */
function withoutRead(target: Target, access: ServerAccess, problem: Problem | null): Judged {
  const guard = guardTarget(target, access, null)
  if (guard !== null) return { target, verdict: { kind: 'guarded', guard } }
  return unreachable(target, problem ?? unknownServerProblem())
}

function unreachable(target: Target, problem: Problem): Judged {
  return { target, verdict: { kind: 'unreachable', problem } }
}

function judge(target: Target, access: ServerAccess, index: RowIndex, read: SnapshotRead, watch: (watched: Watched) => void): Judged {
  const sighting = sight(index, read.complete, target)
  if (sighting.kind === 'unseen') return unreachable(target, unseenProblem(access.server.name, read.incomplete))
  if (sighting.kind === 'absent') return { target, verdict: { kind: 'already-gone' } }
  const guard = guardTarget(target, access, sighting)
  if (guard !== null) return { target, verdict: { kind: 'guarded', guard } }
  if (sighting.kind === 'changed') return { target, verdict: { kind: 'changed', what: sighting.what } }
  watch({ target, sighting })
  return { target, verdict: { kind: 'will-end' } }
}

/** A session that was never read before is frozen as the review finds it. */
function fromRead(target: Target, index: RowIndex): Target {
  const row = index.get(target.key.sessionId)?.[0]
  return row === undefined ? target : { ...target, user: row.user, address: row.address, createdAt: row.createdAt }
}

function unknownTarget(key: SessionKey, access: ServerAccess | null): Target {
  return { key, serverName: access?.server.name ?? key.serverId, user: null, address: null, agentWords: null, createdAt: null }
}

function unknownServerProblem(): Problem {
  return {
    code: 'unknown-server',
    message: 'This server is no longer on the list.',
    next: 'Close the review and select the sessions again.',
  }
}

function unseenProblem(serverName: string, why: string | null): Problem {
  return {
    code: 'paging-failed',
    message: `The list of ${serverName} was read only in part${why === null ? '' : ` (${why})`}, and this session was not in that part.`,
    next: 'Open the review again in a moment.',
  }
}
