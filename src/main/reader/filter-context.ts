import { isStale, type PollStatus, serverState } from '../../shared/server.ts'
import { clockOffsetOf } from '../../shared/server-clock.ts'
import type { Database } from '../store/database.ts'
import { fold } from '../store/fold.ts'
import type { FilterContext, FilterServer } from '../store/grid-source.ts'
import { findSite } from '../store/live.ts'
import type { ServerDirectory } from './server-directory.ts'

/** What filters are held against. `now`: epoch ms. At a past moment (`at`) nothing is stale, and ages count to it. */
export function filterContext(live: Database, directory: ServerDirectory, now: number, at?: number): FilterContext {
  const servers = directory.list().map((server): FilterServer => {
    const facts = directory.facts(server.id)
    const status = directory.status(server.id) ?? untold(live, server.id)
    const view = { server, status, capabilities: directory.capabilities(server.id) }
    const stale = at === undefined && isStale(serverState(view, now))
    const inItsClock = (time: number) => seconds(time + clockOffsetOf(status))
    return {
      serverId: server.id,
      name: fold(server.name),
      tags: server.tags.map(fold),
      environment: server.environment,
      stale,
      closed: facts === null || !facts.terminateOffered || facts.viewOnly || facts.terminateRefused,
      ownUsernames: facts?.ownUsernames ?? [],
      clock: inItsClock(at ?? now),
      idleClock: inItsClock(at ?? (stale ? Math.min(status.lastReadAt ?? now, now) : now)),
    }
  })
  return { servers, now: seconds(at ?? now) }
}

/** What the live rows themselves tell of a server that the collector has not told of yet. */
function untold(live: Database, serverId: string): PollStatus {
  const site = findSite(live, serverId)
  return {
    serverId,
    polling: false,
    hold: null,
    lastCompleteAt: milliseconds(site?.completeAt),
    lastReadAt: milliseconds(site?.readAt),
    lastAttempt: null,
    failingSince: null,
    nextPollAt: null,
    sessions: 0,
    unreadableRows: 0,
    unreadableReasons: [],
    clockOffset: null,
    terminateRefused: false,
  }
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}

function milliseconds(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined ? null : seconds * 1000
}
