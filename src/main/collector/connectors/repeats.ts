import type { DecodedSession } from './connector.ts'

/** The rows of one answer, each under its id; rows that share an id with another one and differ from it are further rows 1, 2, … */
export interface DistinctRows {
  readonly first: Map<string, DecodedSession>
  readonly further: Map<string, readonly DecodedSession[]>
}

/**
 * Sorts out rows that share an id. Paging over a moving list repeats rows: those that differ in nothing but activity and expiry become
 * one, the most recently active. Those that differ are all kept, in an order that does not depend on the answer's.
 */
export function distinctRows(sessions: readonly DecodedSession[]): DistinctRows {
  const first = new Map<string, DecodedSession>()
  const repeated = new Map<string, DecodedSession[]>()
  for (const session of sessions) {
    const known = first.get(session.sessionId)
    if (known === undefined) {
      first.set(session.sessionId, session)
      continue
    }
    const rows = repeated.get(session.sessionId)
    if (rows === undefined) repeated.set(session.sessionId, [known, session])
    else rows.push(session)
  }
  return { first, further: sortOut(first, repeated) }
}

function sortOut(first: Map<string, DecodedSession>, repeated: Map<string, DecodedSession[]>): Map<string, readonly DecodedSession[]> {
  const further = new Map<string, readonly DecodedSession[]>()
  for (const [sessionId, rows] of repeated) {
    const [head, ...rest] = distinctOf(rows)
    if (head !== undefined) first.set(sessionId, head)
    if (rest.length > 0) further.set(sessionId, rest)
  }
  return further
}

/** As `distinctRows`, for rows that all share one id. More than one means that the id tells no session from another. */
export function distinctOf(rows: readonly DecodedSession[]): DecodedSession[] {
  const byFacts = new Map<string, DecodedSession>()
  for (const row of rows) {
    const facts = factsText(row)
    const known = byFacts.get(facts)
    if (known === undefined || (row.lastActiveAt ?? -Infinity) > (known.lastActiveAt ?? -Infinity)) byFacts.set(facts, row)
  }
  return [...byFacts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
}

function factsText(row: DecodedSession): string {
  const { user, userId, displayName, email, project, organisation, type, address, userAgent, createdAt, account, own } = row
  return JSON.stringify([createdAt, user, userId, displayName, email, project, organisation, type, address, userAgent, account, own])
}
