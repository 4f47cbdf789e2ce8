import { type Problem, RollcallError } from '../../../shared/errors.ts'
import { type SessionKey, sessionKeyText } from '../../../shared/session.ts'
import type { Plan, Target, Verdict } from '../../../shared/termination.ts'
import type { SnapshotRead } from '../connectors/connector.ts'
import type { ServerAccess, TerminationEnvironment } from './access.ts'
import { guardTarget } from './guard.ts'
import { indexRead, type ReadIndex, type Sighting, sight } from './sighting.ts'

/** A plan and the rows its review saw, which the run goes on from. */
export interface Review {
  readonly plan: Plan
  readonly sightings: ReadonlyMap<string, Sighting>
}

/**
 * Freezes these sessions as they stood on the screen and reads every server involved again, all at once. Nothing is ended, and a server
 * that can't be read makes only its own targets unreachable.
 */
export async function review(environment: TerminationEnvironment, keys: readonly SessionKey[]): Promise<Review> {
  const distinct = [...new Map(keys.map((key) => [sessionKeyText(key), key])).values()]
  const known = new Map(environment.known(distinct).map((target) => [sessionKeyText(target.key), target]))
  const byServer = Map.groupBy(distinct, (key) => key.serverId)
  const parts = await Promise.all([...byServer].map(([serverId, group]) => reviewServer(environment.access(serverId), group, known)))
  const judged = new Map(parts.flat().map((part) => [sessionKeyText(part.target.key), part]))
  const ordered = distinct.map((key) => judged.get(sessionKeyText(key))).filter((part) => part !== undefined)
  return {
    plan: { planId: crypto.randomUUID(), targets: ordered.map(({ target, verdict }) => ({ target, verdict })) },
    sightings: new Map(ordered.flatMap(({ target, sighting }) => (sighting === null ? [] : [[sessionKeyText(target.key), sighting]]))),
  }
}

interface Judged {
  readonly target: Target
  readonly verdict: Verdict
  readonly sighting: Sighting | null
}

async function reviewServer(
  access: ServerAccess | null,
  keys: readonly SessionKey[],
  known: ReadonlyMap<string, Target>,
): Promise<readonly Judged[]> {
  const frozen = keys.map((key) => known.get(sessionKeyText(key)) ?? unknownTarget(key, access))
  if (access === null) return frozen.map((target) => unreachable(target, unknownServerProblem()))
  const blockedForGood = frozen.every((target) => guardTarget(target, access, null) !== null)
  const answer = blockedForGood ? null : await tryRead(access)
  if (answer === null || 'problem' in answer) return frozen.map((target) => withoutRead(target, access, answer?.problem ?? null))
  const index = indexRead(answer.read, new Set(keys.map((key) => key.sessionId)))
  return frozen.map((target) => judge(target, access, index, answer.read, known.has(sessionKeyText(target.key))))
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
  if (guard !== null) return { target, verdict: { kind: 'guarded', guard }, sighting: null }
  return unreachable(target, problem ?? unknownServerProblem())
}

function unreachable(target: Target, problem: Problem): Judged {
  return { target, verdict: { kind: 'unreachable', problem }, sighting: null }
}

function judge(target: Target, access: ServerAccess, index: ReadIndex, read: SnapshotRead, wasKnown: boolean): Judged {
  const frozen = wasKnown ? target : fromRead(target, index)
  const sighting = sight(index, read.complete, frozen)
  if (sighting.kind === 'unseen') return unreachable(frozen, unseenProblem(access.server.name, read.incomplete))
  if (sighting.kind === 'absent') return { target: frozen, verdict: { kind: 'already-gone' }, sighting }
  const guard = guardTarget(frozen, access, sighting)
  if (guard !== null) return { target: frozen, verdict: { kind: 'guarded', guard }, sighting }
  if (sighting.kind === 'changed') return { target: frozen, verdict: { kind: 'changed', what: sighting.what }, sighting }
  return { target: frozen, verdict: { kind: 'will-end' }, sighting }
}

/** A session that was never read before is frozen as the review finds it. */
function fromRead(target: Target, index: ReadIndex): Target {
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
