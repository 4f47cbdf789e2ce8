import { t } from '../../../shared/language/language.ts'
import type { ServerView } from '../../../shared/server.ts'
import { namesText } from '../../components/format.ts'

/** What is to be said of a refresh that began at `startedAt`, and whether all servers have answered it by now. */
export interface RefreshAnswer {
  readonly isDone: boolean
  readonly words: string
}

/** How far a refresh has come: who is still to answer, and at the end who could not be read. */
export function refreshAnswer(servers: readonly ServerView[], startedAt: number): RefreshAnswer {
  const asked = servers.filter((view) => !view.server.paused && view.status.hold !== 'practice-off')
  const waiting = asked.filter((view) => (view.status.lastAttempt?.at ?? 0) < startedAt)
  if (waiting.length > 0) {
    const words = waiting.length === asked.length ? t('status.reading') : waitingWords(waiting)
    return { isDone: false, words }
  }
  const failed = asked.filter((view) => view.status.lastAttempt?.result === 'failed').map((view) => view.server.name)
  return { isDone: true, words: finalWords(asked.length, failed) }
}

function waitingWords(waiting: readonly ServerView[]): string {
  return t('status.waitingFor', { names: namesText(waiting.map((view) => view.server.name)) })
}

function finalWords(asked: number, failed: readonly string[]): string {
  if (asked === 0) return t('status.nobodyAsked')
  if (failed.length === 0) return t('status.upToDate')
  return failed.length === asked ? t('status.noneRead') : t('status.notRead', { names: namesText(failed) })
}
