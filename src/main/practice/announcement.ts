import type { ServerDraft } from '../../shared/server.ts'

/** The ids of the four practice servers; they never change, so that their cached history is found again at the next start. */
export const PRACTICE_IDS = ['practice-keep', 'practice-admin', 'practice-reef', 'practice-pure'] as const
export type PracticeId = (typeof PRACTICE_IDS)[number]

/**
 * One running practice server, as told to the collector: where it listens now, how to speak to it, and its secret. The secret is made
 * anew at each start and lives in memory only.
 */
export interface PracticeAnnouncement {
  readonly id: string
  readonly draft: ServerDraft
  readonly secret: string | null
}
