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
  return groups.flatMap(([, group]) => distinctMoments(group))
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
  // A beginning that is counted back from a length differs a little between two answers.
  const createdAt = row.createdWithin > 0 ? null : row.createdAt
  return JSON.stringify([createdAt, user, userId, displayName, email, project, organisation, type, node, address, userAgent, account, own])
}

/**
 * Rows of several lists that are one session, once: a user's list and a client's list may both hold it. `lists` names the list of each row.
 * Rows with one id are one session when they come from different lists and nothing that both say of user, beginning, address and user
 * agent differs; the most recent activity counts. What differs is kept, and rows of one list are left for `distinctRows` to judge.
 */
export function onceOverLists(sessions: readonly DecodedSession[], lists: readonly number[]): readonly DecodedSession[] {
  if (lists.length === 0 || lists[0] === lists.at(-1)) return sessions
  const byId = new Map<string, number[]>()
  let repeated = false
  for (const [index, { sessionId }] of sessions.entries()) {
    const known = byId.get(sessionId)
    if (known === undefined) byId.set(sessionId, [index])
    else known.push(index)
    repeated ||= known !== undefined
  }
  if (!repeated) return sessions
  return [...byId.values()].flatMap((indexes) => mergedRows(indexes, sessions, lists))
}

interface Cluster {
  readonly lists: Set<number>
  readonly rows: DecodedSession[]
}

function mergedRows(indexes: readonly number[], sessions: readonly DecodedSession[], lists: readonly number[]): readonly DecodedSession[] {
  const clusters: Cluster[] = []
  for (const index of indexes) {
    const row = sessions[index]
    const list = lists[index]
    if (row === undefined || list === undefined) continue
    const fitting = clusters.find((cluster) => !cluster.lists.has(list) && cluster.rows.every((other) => agree(row, other)))
    if (fitting === undefined) clusters.push({ lists: new Set([list]), rows: [row] })
    else {
      fitting.lists.add(list)
      fitting.rows.push(row)
    }
  }
  return clusters.map(({ rows }) => merged(rows))
}

function agree(one: DecodedSession, other: DecodedSession): boolean {
  const within = Math.max(one.createdWithin, other.createdWithin)
  const began = one.createdAt === null || other.createdAt === null || Math.abs(one.createdAt - other.createdAt) <= within
  const facts = ['user', 'userId', 'address', 'userAgent'] as const
  return began && facts.every((fact) => one[fact] === null || other[fact] === null || one[fact] === other[fact])
}

/** Which row speaks for all does not depend on the order of the lists. */
function merged(rows: readonly DecodedSession[]): DecodedSession {
  const [head, ...others] = rows.toSorted((one, other) => (factsText(one) < factsText(other) ? -1 : 1))
  const [latest] = rows.toSorted((one, other) => (other.lastActiveAt ?? -Infinity) - (one.lastActiveAt ?? -Infinity))
  if (head === undefined || latest === undefined || others.length === 0) return rows[0] as DecodedSession
  const given = <Fact extends keyof DecodedSession>(fact: Fact): DecodedSession[Fact] =>
    head[fact] ?? others.find((other) => other[fact] !== null)?.[fact] ?? head[fact]
  return {
    ...head,
    user: given('user'),
    userId: given('userId'),
    address: given('address'),
    userAgent: given('userAgent'),
    createdAt: given('createdAt'),
    createdWithin: Math.max(...rows.map(({ createdWithin }) => createdWithin)),
    lastActiveAt: latest.lastActiveAt,
    expiresAt: latest.expiresAt,
    own: rows.some(({ own }) => own === true) ? true : head.own,
  }
}
