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
  if (rows.length < 2) return [...rows]
  const groups = [...Map.groupBy(rows, factsText)].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return groups.flatMap(([, group]) => distinctMoments(group)).sort(byCreation)
}

/** Of rows that differ in nothing but their times: one for each time of creation, the most recently active. */
function distinctMoments(rows: readonly DecodedSession[]): DecodedSession[] {
  const distinct: { readonly first: DecodedSession; newest: DecodedSession }[] = []
  for (const row of rows.toSorted(byCreation)) {
    const last = distinct.at(-1)
    if (last === undefined || !isSameMoment(last.first, row)) distinct.push({ first: row, newest: row })
    else if ((row.lastActiveAt ?? -Infinity) > (last.newest.lastActiveAt ?? -Infinity)) last.newest = row
  }
  return distinct.map(({ newest }) => newest)
}

function byCreation({ createdAt: one }: DecodedSession, { createdAt: other }: DecodedSession): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null)
  return one - other
}

/** A time that is counted back from a length comes out a little differently on each page. */
function isSameMoment(one: DecodedSession, other: DecodedSession): boolean {
  if (one.createdAt === null || other.createdAt === null) return one.createdAt === other.createdAt
  return Math.abs(one.createdAt - other.createdAt) <= Math.max(one.createdWithin, other.createdWithin)
}

function factsText(row: DecodedSession): string {
  const { user, userId, displayName, email, project, organisation, type, node, address, userAgent, account, own } = row
  return JSON.stringify([user, userId, displayName, email, project, organisation, type, node, address, userAgent, account, own])
}
