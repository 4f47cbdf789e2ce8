import { OUTCOMES, type OutcomeKind, type Run, type RunSummary, type RunTarget, type Target } from '../../../shared/termination.ts'
import { type Database, prepared } from '../database.ts'

/** One target of a run by its place in the list. */
export interface TargetPlace {
  readonly runId: string
  readonly position: number
}

/** Runs that no end was written down for: at start, these are the ones that were cut off. */
export function unfinishedRuns(journal: Database): readonly string[] {
  const rows = prepared<{ id: string }>(journal, "SELECT id FROM run WHERE state IN ('running', 'stopping') ORDER BY number").all()
  return rows.map(({ id }) => id)
}

/** A frozen target with its place. */
export interface PlacedTarget {
  readonly place: TargetPlace
  readonly target: Target
}

/** A target whose request may have been sent, and of which no outcome is known. `askedAt`: epoch ms of its intent. */
export interface InDoubtTarget extends PlacedTarget {
  readonly askedAt: number
}

const IN_DOUBT = `FROM run JOIN target ON target.run_id = run.id JOIN intent USING (run_id, position)
  WHERE NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.run_id = run.id AND outcome.position = target.position)`

/** All targets of interrupted runs with an intent and no outcome. */
export function targetsInDoubt(journal: Database): readonly InDoubtTarget[] {
  const sql = `SELECT target.*, intent.at AS asked_at ${IN_DOUBT} AND run.state = 'interrupted'`
  const rows = prepared<TargetRow & { readonly asked_at: number }>(journal, sql).all()
  return rows.map((row) => ({ ...placed(row), askedAt: row.asked_at }))
}

/** Targets in doubt of whom no read will ever tell anything: users of servers that can't list their sessions. */
export function unseeableInDoubt(journal: Database, runId: string): readonly PlacedTarget[] {
  return prepared<TargetRow>(journal, `SELECT target.* ${IN_DOUBT} AND run.id = ? AND target.kind = 'user'`).all(runId).map(placed)
}

/** How many targets of a run have an intent and no outcome. */
export function countInDoubt(journal: Database, runId: string): number {
  return prepared<{ count: number }>(journal, `SELECT count(*) AS count ${IN_DOUBT} AND run.id = ?`).get(runId)?.count ?? 0
}

/** Targets of a run that were never asked and have no outcome. */
export function targetsNotAsked(journal: Database, runId: string): readonly PlacedTarget[] {
  const sql = `SELECT target.* FROM target WHERE run_id = ?
    AND NOT EXISTS (SELECT 1 FROM intent WHERE intent.run_id = target.run_id AND intent.position = target.position)
    AND NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.run_id = target.run_id AND outcome.position = target.position)`
  return prepared<TargetRow>(journal, sql).all(runId).map(placed)
}

/** The newest runs with their counts. */
export function listRuns(journal: Database, limit: number): RunSummary[] {
  const rows = prepared<RunRow>(journal, 'SELECT * FROM run ORDER BY number DESC LIMIT ?').all(limit)
  return rows.map((row) => toSummary(journal, row))
}

/** One run with every target, or null. */
export function readRun(journal: Database, runId: string): Run | null {
  const row = prepared<RunRow>(journal, ONE_RUN).get(runId)
  if (row === undefined) return null
  const sql = `SELECT target.*, intent.at AS asked_at, outcome.kind AS outcome, outcome.detail, outcome.at AS settled_at
    FROM target LEFT JOIN intent USING (run_id, position) LEFT JOIN outcome USING (run_id, position)
    WHERE target.run_id = ? ORDER BY target.position`
  const targets = prepared<SettledRow>(journal, sql).all(runId)
  return { ...toSummary(journal, row), targets: targets.map(toRunTarget) }
}

const ONE_RUN = 'SELECT * FROM run WHERE id = ?'

interface RunRow {
  readonly id: string
  readonly number: number
  readonly started_at: number
  readonly finished_at: number | null
  readonly state: Run['state']
  readonly reason: string | null
  readonly acknowledged: number
}

interface TargetRow {
  readonly run_id: string
  readonly position: number
  readonly server_id: string
  readonly session_id: string
  readonly duplicate: number
  readonly server_name: string
  readonly user: string | null
  readonly address: string | null
  readonly agent_words: string | null
  readonly created_at: number | null
  readonly kind: Target['kind']
  readonly user_id: string | null
  readonly whole_user: number
}

interface SettledRow extends TargetRow {
  readonly asked_at: number | null
  readonly outcome: OutcomeKind | null
  readonly detail: string | null
  readonly settled_at: number | null
}

/** One run without its targets; it has to be there. */
export function summaryOf(journal: Database, runId: string): RunSummary {
  return toSummary(journal, prepared<RunRow>(journal, ONE_RUN).get(runId) as RunRow)
}

function toSummary(journal: Database, row: RunRow): RunSummary {
  const servers = prepared<{ id: string }>(journal, 'SELECT DISTINCT server_id AS id FROM target WHERE run_id = ?').all(row.id)
  const total = prepared<{ count: number }>(journal, 'SELECT count(*) AS count FROM target WHERE run_id = ?').get(row.id)?.count ?? 0
  const counts = 'SELECT kind, count(*) AS count FROM outcome WHERE run_id = ? GROUP BY kind'
  const rows = prepared<{ kind: OutcomeKind; count: number }>(journal, counts).all(row.id)
  const counted = new Map(rows.map(({ kind, count }) => [kind, count]))
  return {
    runId: row.id,
    number: row.number,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    state: row.state,
    reason: row.reason,
    servers: servers.map(({ id }) => id),
    total,
    counts: Object.fromEntries(OUTCOMES.map((kind) => [kind, counted.get(kind) ?? 0])) as RunSummary['counts'],
    acknowledged: row.acknowledged === 1,
  }
}

function toRunTarget(row: SettledRow): RunTarget {
  const target = toTarget(row)
  if (row.outcome === null || row.settled_at === null) return { target, step: row.asked_at === null ? 'waiting' : 'asked', outcome: null }
  return { target, step: 'settled', outcome: { kind: row.outcome, detail: row.detail, at: row.settled_at } }
}

function toTarget(row: TargetRow): Target {
  return {
    kind: row.kind,
    key: { serverId: row.server_id, sessionId: row.session_id, duplicate: row.duplicate },
    serverName: row.server_name,
    user: row.user,
    address: row.address,
    agentWords: row.agent_words,
    createdAt: row.created_at,
    userId: row.user_id,
    wholeUser: row.whole_user === 1,
  }
}

function placed(row: TargetRow): PlacedTarget {
  return { place: { runId: row.run_id, position: row.position }, target: toTarget(row) }
}

/** One target; it has to be there. */
export function readTarget(journal: Database, place: TargetPlace): Target {
  const row = prepared<TargetRow>(journal, 'SELECT * FROM target WHERE run_id = ? AND position = ?').get(place.runId, place.position)
  if (row === undefined) throw new Error('A target that is not part of its run.')
  return toTarget(row)
}
