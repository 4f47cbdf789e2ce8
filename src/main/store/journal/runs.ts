import { t } from '../../../shared/language/language.ts'
import type { Outcome, Target } from '../../../shared/termination.ts'
import { type Database, prepared } from '../database.ts'
import { appendEntry } from './entries.ts'
import { countInDoubt, readTarget, summaryOf, type TargetPlace } from './run-queries.ts'
import { journalWrite, journalWriteAtAnyCost, requireRoomForOutcome } from './write.ts'

/** A confirmed plan. The targets' positions in a run are their indexes here. */
export interface NewRun {
  readonly runId: string
  readonly startedAt: number
  readonly reason: string | null
  readonly targets: readonly Target[]
  /** What the review left out, for the journal: how many of each verdict. */
  readonly leftOut: Readonly<Record<string, number>>
}

/** Writes down a run with all its targets before anything is asked. Throws `journal-unwritable`. */
export function startRun(journal: Database, run: NewRun): void {
  journalWrite(journal, t('store.writingRun'), () => {
    const number = (prepared<{ number: number | null }>(journal, 'SELECT max(number) AS number FROM run').get()?.number ?? 0) + 1
    prepared(journal, "INSERT INTO run (id, number, started_at, state, reason, acknowledged) VALUES (?, ?, ?, 'running', ?, 1)").run(
      run.runId,
      number,
      Math.round(run.startedAt),
      run.reason,
    )
    insertTargets(journal, run)
    requireRoomForOutcome(journal)
    appendEntry(journal, {
      at: run.startedAt,
      kind: 'run-started',
      runId: run.runId,
      text: startInWords(number, run.targets),
      data: { number, total: run.targets.length, reason: run.reason, leftOut: run.leftOut, servers: serversOf(run.targets) },
    })
  })
}

function insertTargets(journal: Database, run: NewRun): void {
  const insert = prepared(
    journal,
    `INSERT INTO target (run_id, position, server_id, session_id, duplicate, server_name, user, address, agent_words, created_at,
       kind, user_id, whole_user)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const [position, target] of run.targets.entries()) {
    const { key, serverName, user, address, agentWords, createdAt, kind, userId, wholeUser } = target
    const place = [run.runId, position, key.serverId, key.sessionId, key.duplicate]
    insert.run(...place, serverName, user, address, agentWords, createdAt, kind, userId, Number(wholeUser))
  }
}

/**
 * Writes down that a target is about to be asked. It is on the disk when this returns: call it before the request, and send nothing when
 * it throws (`journal-unwritable`). A target has one intent, however often the server asks to come again later.
 */
export function recordIntent(journal: Database, place: TargetPlace, at: number): void {
  recordIntents(journal, [place], at)
}

/** As `recordIntent`, for all targets that one request is about to end: either all of them have an intent then, or none. */
export function recordIntents(journal: Database, places: readonly TargetPlace[], at: number): void {
  journalWrite(journal, t('store.writingIntent'), () => {
    const insert = prepared(journal, 'INSERT INTO intent (run_id, position, at) VALUES (?, ?, ?)')
    for (const place of places) insert.run(place.runId, place.position, Math.round(at))
    requireRoomForOutcome(journal)
    for (const place of places) {
      const target = readTarget(journal, place)
      appendEntry(journal, {
        at,
        kind: 'target-intent',
        server: { id: target.key.serverId, name: target.serverName },
        runId: place.runId,
        text: intentInWords(target),
        data: identityOf(place, target),
      })
    }
  })
}

/** Writes down the one outcome of a target; also on a full disk, as long as the ballast lasts. A second one is refused by the file. */
export function recordOutcome(journal: Database, place: TargetPlace, outcome: Outcome): void {
  recordOutcomes(journal, [{ place, outcome }])
}

/** As `recordOutcome`, for many targets in one transaction. */
export function recordOutcomes(journal: Database, settled: readonly { readonly place: TargetPlace; readonly outcome: Outcome }[]): void {
  if (settled.length === 0) return
  journalWriteAtAnyCost(journal, t('store.writingOutcome'), () => {
    const insert = prepared(journal, 'INSERT INTO outcome (run_id, position, kind, detail, at) VALUES (?, ?, ?, ?, ?)')
    for (const { place, outcome } of settled) {
      insert.run(place.runId, place.position, outcome.kind, outcome.detail, Math.round(outcome.at))
      const target = readTarget(journal, place)
      appendEntry(journal, {
        at: outcome.at,
        kind: 'target-outcome',
        server: { id: target.key.serverId, name: target.serverName },
        runId: place.runId,
        text: outcomeInWords(target, outcome),
        data: { ...identityOf(place, target), outcome: outcome.kind, detail: outcome.detail },
      })
    }
  })
}

/** Notes that a run was stopped by hand and waits for what was asked already. */
export function markStopping(journal: Database, runId: string): void {
  journalWriteAtAnyCost(journal, t('store.stoppingRun'), () => {
    prepared(journal, "UPDATE run SET state = 'stopping' WHERE id = ? AND state = 'running'").run(runId)
  })
}

/** Closes a run all of whose targets have an outcome. */
export function finishRun(journal: Database, runId: string, at: number): void {
  journalWriteAtAnyCost(journal, t('store.closingRun'), () => {
    prepared(journal, "UPDATE run SET state = 'done', finished_at = ? WHERE id = ?").run(Math.round(at), runId)
    const run = summaryOf(journal, runId)
    appendEntry(journal, {
      at,
      kind: 'run-finished',
      runId,
      text: t('runs.runFinished', { number: run.number, terminated: run.counts.terminated, total: run.total }),
      data: { number: run.number, total: run.total, counts: run.counts },
    })
  })
}

/** Closes a run that the end of the program cut off. What was asked and has no outcome stays in doubt until a read shows it. */
export function interruptRun(journal: Database, runId: string, at: number): void {
  journalWriteAtAnyCost(journal, t('store.closingInterrupted'), () => {
    prepared(journal, "UPDATE run SET state = 'interrupted', finished_at = ?, acknowledged = 0 WHERE id = ?").run(Math.round(at), runId)
    const run = summaryOf(journal, runId)
    const inDoubt = countInDoubt(journal, runId)
    appendEntry(journal, {
      at,
      kind: 'run-interrupted',
      runId,
      text: t('runs.runInterrupted', { number: run.number, doubt: inDoubt, total: run.total }),
      data: { number: run.number, total: run.total, counts: run.counts, inDoubt },
    })
  })
}

/** Notes that somebody has read how a run ended. */
export function acknowledgeRun(journal: Database, runId: string): void {
  journalWrite(journal, t('store.notingRunRead'), () => {
    prepared(journal, 'UPDATE run SET acknowledged = 1 WHERE id = ?').run(runId)
  })
}

/** What makes a target known again without this file: it stands in every entry about it, so the chain covers it. */
function identityOf(place: TargetPlace, target: Target): Record<string, unknown> {
  const { kind, key, user, userId, address, createdAt, wholeUser } = target
  if (kind === 'user') return { position: place.position, user }
  const how = wholeUser ? { userId, wholeUser } : {}
  return { position: place.position, sessionId: key.sessionId, user, address, createdAt, ...how }
}

function startInWords(number: number, targets: readonly Target[]): string {
  const [first] = targets
  const servers = [...new Set(targets.map(({ serverName }) => serverName))].join(', ')
  if (first !== undefined && targets.length === 1 && first.kind === 'user')
    return t('runs.runStartedUser', { number, user: personOf(first), servers })
  return t('runs.runStarted', { number, count: targets.length, servers })
}

function intentInWords(target: Target): string {
  const values = { user: personOf(target), server: target.serverName }
  if (target.kind === 'user') return t('runs.intentUser', values)
  return target.wholeUser ? t('runs.intentWholeUser', values) : t('runs.intentSession', values)
}

function outcomeInWords(target: Target, { kind, detail }: Outcome): string {
  const values = { user: personOf(target), server: target.serverName, outcome: t(`runs.outcome-${kind}`) }
  return detail === null ? t('runs.outcome', values) : t('runs.outcomeDetail', { ...values, detail })
}

function personOf(target: Target): string {
  return target.user === null || target.user === '' ? t('runs.unnamed') : target.user
}

function serversOf(targets: readonly Target[]): readonly string[] {
  return [...new Set(targets.map(({ key }) => key.serverId))]
}
