import { type Database, prepared } from './database.ts'

/** One poll as it is kept; `t` in epoch seconds. A failed poll is neither ok nor complete, a partial one is ok only. */
export interface Poll {
  readonly t: number
  readonly ok: boolean
  readonly complete: boolean
  readonly sessions: number
  readonly started: number
  readonly ended: number
}

/** Writes down that a server was asked at `t` and what came of it. */
export function insertPoll(cache: Database, server: number, poll: Poll): void {
  prepared(cache, 'INSERT INTO poll (server, t, ok, complete, sessions, started, ended) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    server,
    poll.t,
    poll.ok ? 1 : 0,
    poll.complete ? 1 : 0,
    poll.sessions,
    poll.started,
    poll.ended,
  )
}

/**
 * The second a poll that ended at `pollAt` (epoch ms) is written under. It is later than every poll before it: two within one second,
 * or a clock that was set back, must not change the order of what was seen.
 */
export function nextPollTime(cache: Database, server: number, pollAt: number): number {
  const last = prepared<{ t: number | null }>(cache, 'SELECT max(t) AS t FROM poll WHERE server = +?').get(server)?.t
  const wanted = Math.floor(pollAt / 1000)
  return last === null || last === undefined ? wanted : Math.max(wanted, last + 1)
}

/** The time (epoch seconds) of the newest poll of any server; null when there is none. Looks at one row for each server. */
export function newestPoll(cache: Database): number | null {
  const sql = 'SELECT max((SELECT max(t) FROM poll WHERE poll.server = server.id)) AS t FROM server'
  return prepared<{ t: number | null }>(cache, sql).get()?.t ?? null
}

/** The times (epoch seconds) of a server's newest polls with an answer, and with a complete one; null where there was none. */
export interface PollTimes {
  readonly read: number | null
  readonly complete: number | null
}

/** Walks back from the newest poll, so it costs as many rows as there were polls since the last complete one. */
export function pollTimes(cache: Database, server: number): PollTimes {
  return {
    read: newest(cache, server, 'AND ok = 1'),
    complete: newest(cache, server, 'AND complete = 1'),
  }
}

function newest(cache: Database, server: number, condition: 'AND ok = 1' | 'AND complete = 1'): number | null {
  const sql = `SELECT t FROM poll WHERE server = +? ${condition} ORDER BY t DESC LIMIT 1`
  return prepared<{ t: number }>(cache, sql).get(server)?.t ?? null
}

/** How many sessions a server listed at the poll of exactly `t`. */
export function sessionsAt(cache: Database, server: number, t: number): number {
  return prepared<{ sessions: number }>(cache, 'SELECT sessions FROM poll WHERE server = ? AND t = ?').get(server, t)?.sessions ?? 0
}

/** Epoch seconds of the first complete read of a server; null when there was none. */
export function firstCompletePoll(cache: Database, server: number): number | null {
  const sql = 'SELECT t FROM poll WHERE server = +? AND ok = 1 AND complete = 1 ORDER BY t LIMIT 1'
  return prepared<{ t: number }>(cache, sql).get(server)?.t ?? null
}
