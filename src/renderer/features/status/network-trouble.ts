import type { ServerView } from '../../../shared/server.ts'

/**
 * When the network went down, as far as the servers tell: since the first of them could not be reached, if by now none can. Null when one
 * answers, and for a single server, whose own mark says enough. Paused servers and practice servers that are off say nothing about it.
 */
export function networkTrouble(servers: readonly ServerView[]): number | null {
  const asked = servers.filter((view) => !view.server.paused && view.status.hold !== 'practice-off')
  if (asked.length < 2) return null
  const unreachable = asked.filter(({ status }) => status.lastAttempt?.result === 'failed' && !status.lastAttempt.reachable)
  if (unreachable.length < asked.length) return null
  return Math.min(...unreachable.map(({ status }) => status.failingSince ?? status.lastAttempt?.at ?? 0))
}
