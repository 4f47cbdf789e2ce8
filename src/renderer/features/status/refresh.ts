import type { ServerView } from '../../../shared/server.ts'
import { namesText } from '../../components/format.ts'

/** What became of a refresh: how many were read, and who could not be. Null while some have not answered. */
export function refreshAnswer(servers: readonly ServerView[], startedAt: number): string | null {
  const asked = servers.filter((view) => !view.server.paused && view.status.hold !== 'practice-off')
  const waiting = asked.filter((view) => (view.status.lastAttempt?.at ?? 0) < startedAt)
  if (waiting.length > 0) return null
  const failed = asked.filter((view) => view.status.lastAttempt?.result === 'failed').map((view) => view.server.name)
  if (asked.length === 0) return 'All servers are paused'
  if (failed.length === 0) return 'Up to date'
  if (failed.length === asked.length) return 'No server could be read'
  return `${namesText(failed)} could not be read`
}
