import { type Problem, RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { type SessionKey, sessionKeyText } from '../../../shared/session.ts'
import type { Plan, Scope, Target } from '../../../shared/termination.ts'
import type { DecodedSession, SnapshotRead } from '../connectors/connector.ts'
import { distinctRows } from '../connectors/repeats.ts'
import type { ServerAccess, TerminationEnvironment } from './access.ts'
import { guardTarget } from './guard.ts'
import { isAmong, type Person, sentName } from './person.ts'
import { indexRows, type RowIndex, sight, type Watched } from './sighting.ts'

/** Targets of one review at most on one server: nobody reads longer lists. */
const MOST_TARGETS = 5000

/**
 * Freezes these sessions as they stood on the screen and reads every server involved again, all at once. Nothing is ended, and a server
 * that can't be read makes only its own targets unreachable. `watch` is given each target that will end with the row that was just read.
 * With the scope `user` the other sessions of the same users are frozen as the read shows them.
 */
export async function review(
  environment: TerminationEnvironment,
  keys: readonly SessionKey[],
  scope: Scope,
  watch: (watched: Watched) => void,
): Promise<Plan> {
  const distinct = [...new Map(keys.map((key) => [sessionKeyText(key), key])).values()]
  const known = targetsByKey(environment.known(distinct))
  const byServer = Map.groupBy(distinct, (key) => key.serverId)
  const reviewing = { environment, known, scope, watch }
  const parts = await Promise.all([...byServer].map(([serverId, group]) => reviewServer(reviewing, environment.access(serverId), group)))
  const judged = new Map(parts.flat().map((part) => [sessionKeyText(part.target.key), part]))
  const targets = distinct.map((key) => judged.get(sessionKeyText(key))).filter((part) => part !== undefined)
  return { planId: crypto.randomUUID(), scope, targets: [...new Set([...targets, ...judged.values()])] }
}

/**
 * A plan with one target: a user of a server that can't list its sessions. Nobody is asked. Throws `unknown-server`, and `not-allowed` for
 * a server with a list, where the sessions themselves can be reviewed.
 */
export function reviewUser(
  { access: accessOf }: TerminationEnvironment,
  serverId: string,
  user: string,
  watch: (watched: Watched) => void,
): Plan {
  const access = accessOf(serverId)
  if (access === null) throw new RollcallError(unknownServerProblem())
  if (access.capabilities.list) throw new RollcallError(listedProblem(access.server.name))
  const key = { serverId, sessionId: '', duplicate: 0 }
  const target: Target = { ...unknownTarget(key, access), kind: 'user', user, wholeUser: true }
  const guard = guardTarget(target, access, null)
  if (guard === null) watch({ target, sighting: { kind: 'unseen' } })
  return {
    planId: crypto.randomUUID(),
    scope: 'user',
    targets: [{ target, verdict: guard === null ? { kind: 'will-end' } : { kind: 'guarded', guard } }],
  }
}

type Judged = Plan['targets'][number]

interface Reviewing {
  readonly environment: TerminationEnvironment
  readonly known: ReadonlyMap<string, Target>
  readonly scope: Scope
  readonly watch: (watched: Watched) => void
}

async function reviewServer(reviewing: Reviewing, access: ServerAccess | null, keys: readonly SessionKey[]): Promise<readonly Judged[]> {
  const { known, scope, watch } = reviewing
  const frozen = keys.map((key) => known.get(sessionKeyText(key)) ?? unknownTarget(key, access))
  if (access === null) return frozen.map((target) => unreachable(target, unknownServerProblem()))
  const blockedForGood = frozen.every((target) => isGuardedForGood(target, access, scope))
  const answer = blockedForGood ? null : await tryRead(access)
  if (answer === null || 'problem' in answer) return frozen.map((target) => withoutRead(target, access, scope, answer?.problem ?? null))
  const { read } = answer
  const index = indexRows(read.sessions, frozen)
  const asRead = frozen.map((target) => (known.has(sessionKeyText(target.key)) ? target : fromRead(target, index)))
  const targets = scope === 'user' ? withWholeUsers(reviewing, access, asRead, read) : asRead
  const wholeIndex = targets === asRead ? index : indexRows(read.sessions, targets)
  return targets.map((target) => withActivity(judge(target, access, wholeIndex, read, watch), wholeIndex))
}

/** Whether no read could make this target one that will end. */
function isGuardedForGood(target: Target, access: ServerAccess, scope: Scope): boolean {
  const other = { ...target, wholeUser: true }
  return guardTarget(target, access, null) !== null && (scope === 'sessions' || guardTarget(other, access, null) !== null)
}

/**
 * These targets and all other sessions of their users. A user is logged out by one request where the server offers that, and all whom it
 * names alike are targets with them. Where one of those must not end, or the list is not complete, so that nobody can tell, the user's
 * sessions are ended one by one.
 */
function withWholeUsers(
  { environment }: Reviewing,
  access: ServerAccess,
  frozen: readonly Target[],
  read: SnapshotRead,
): readonly Target[] {
  const { id, name } = access.server
  const isUsers = isAmong(frozen)
  const theirs = read.sessions.filter(isUsers)
  const sent = sentNames(access, read, [...frozen, ...theirs])
  const chosen = new Set(frozen.map(({ key }) => sessionKeyText(key)))
  const isMeant = (row: DecodedSession): boolean => isUsers(row) || sent.has(nameAt(access, row))
  const rows = keyedRows(id, read.sessions, isMeant).filter(({ key }) => !chosen.has(sessionKeyText(key)))
  if (frozen.length + rows.length > MOST_TARGETS) throw new RollcallError(tooManyProblem(name))
  const seen = targetsByKey(environment.known(rows.map(({ key }) => key)))
  const others = rows.map(({ key, row }) => seen.get(sessionKeyText(key)) ?? frozenAs(unknownTarget(key, access), row))
  const all = [...frozen, ...others]
  const index = indexRows(read.sessions, all.map(asWhole))
  const guarded = all.filter((target) => guardTarget(asWhole(target), access, sight(index, read.complete, asWhole(target))) !== null)
  for (const target of guarded) sent.delete(nameAt(access, target))
  const meant = all.map((target) => ({ ...target, wholeUser: sent.has(nameAt(access, target)) }))
  // Namesakes are targets only of a request that would end them too.
  return meant.filter((target) => target.wholeUser || isUsers(target) || chosen.has(sessionKeyText(target.key)))
}

function asWhole(target: Target): Target {
  return { ...target, wholeUser: true }
}

/** What requests that log these people out would name them by; nothing where there is no such request, or nobody can tell whom it ends. */
function sentNames(access: ServerAccess, { complete }: SnapshotRead, people: readonly Person[]): Set<string | null> {
  if (!complete || !access.capabilities.terminateUser) return new Set()
  const names = new Set(people.map((person) => nameAt(access, person)))
  names.delete(null)
  return names
}

function nameAt({ capabilities }: ServerAccess, person: Person): string | null {
  return sentName(person, capabilities.userBy ?? 'userId')
}

interface KeyedRow {
  readonly key: SessionKey
  readonly row: DecodedSession
}

/** These rows with their keys, numbered as the grid numbers rows that share an id. */
function keyedRows(serverId: string, sessions: readonly DecodedSession[], wanted: (row: DecodedSession) => boolean): readonly KeyedRow[] {
  const { first, further } = distinctRows(sessions)
  const keyed = (row: DecodedSession, duplicate: number): KeyedRow => ({ key: { serverId, sessionId: row.sessionId, duplicate }, row })
  const more = [...further.values()].flatMap((rows) => rows.map((row, index) => keyed(row, index + 1)))
  return [...[...first.values()].map((row) => keyed(row, 0)), ...more].filter(({ row }) => wanted(row))
}

function targetsByKey(targets: readonly Target[]): ReadonlyMap<string, Target> {
  return new Map(targets.map((target) => [sessionKeyText(target.key), target]))
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
function withoutRead(target: Target, access: ServerAccess, scope: Scope, problem: Problem | null): Judged {
  const guard = guardTarget(target, access, null)
  if (guard !== null && isGuardedForGood(target, access, scope)) return { target, verdict: { kind: 'guarded', guard } }
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

/** Adds when the session was last active, where its server says so and the row is that of this very session. */
function withActivity(judged: Judged, { byId }: RowIndex): Judged {
  const [row, other] = byId.get(judged.target.key.sessionId) ?? []
  if (row === undefined || other !== undefined || row.lastActiveAt === null || judged.verdict.kind === 'changed') return judged
  return { ...judged, lastActiveAt: row.lastActiveAt }
}

/** A session that was never read before is frozen as the review finds it. */
function fromRead(target: Target, index: RowIndex): Target {
  const row = index.byId.get(target.key.sessionId)?.[0]
  return row === undefined ? target : frozenAs(target, row)
}

function frozenAs(target: Target, { user, userId, address, createdAt }: DecodedSession): Target {
  return { ...target, user, userId, address, createdAt }
}

function unknownTarget(key: SessionKey, access: ServerAccess | null): Target {
  const nothing = { user: null, userId: null, address: null, agentWords: null, createdAt: null }
  return { kind: 'session', key, serverName: access?.server.name ?? key.serverId, ...nothing, wholeUser: false }
}

function unknownServerProblem(): Problem {
  return {
    code: 'unknown-server',
    message: t('runs.unknownServer'),
    next: t('runs.unknownServerNext'),
  }
}

function tooManyProblem(serverName: string): Problem {
  return {
    code: 'not-allowed',
    message: t('runs.tooMany', { most: MOST_TARGETS, server: serverName }),
    next: t('runs.tooManyNext'),
  }
}

function listedProblem(serverName: string): Problem {
  return {
    code: 'not-allowed',
    message: t('runs.listed', { server: serverName }),
    next: t('runs.listedNext'),
  }
}

function unseenProblem(serverName: string, why: string | null): Problem {
  return {
    code: 'paging-failed',
    message: why === null ? t('runs.unseen', { server: serverName }) : t('runs.unseenWhy', { server: serverName, why }),
    next: t('runs.unseenNext'),
  }
}
