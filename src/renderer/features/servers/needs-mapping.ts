import type { ServerView } from '../../../shared/server.ts'

/** Whether a server's trouble is that its answer does not fit its mapping, which *Map fields* can mend. */
export function needsMapping({ status, capabilities }: Pick<ServerView, 'status' | 'capabilities'>): boolean {
  return capabilities.list && (status.lastAttempt?.problem?.code === 'wrong-shape' || status.unreadableRows > 0)
}
