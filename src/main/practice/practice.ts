import { randomBytes } from 'node:crypto'
import type { PracticeAnnouncement } from './announcement.ts'
import { practiceInstalls } from './installs.ts'
import { startPracticeServer } from './server.ts'
import { createWorld } from './world.ts'

/** Trainees meet the same people at every start. */
const USUAL_SEED = 2026

/** What the practice servers can be told. `sessions` is the number on all of them together; null for a small office of about seventy. */
export interface PracticeOptions {
  readonly sessions: number | null
  readonly seed?: number
  /** The clock in epoch ms. */
  readonly now?: () => number
}

/** All four practice servers while they run. */
export interface Practice {
  readonly announcements: readonly PracticeAnnouncement[]
  close(): Promise<void>
}

/** Starts the four practice servers on free ports of 127.0.0.1, with secrets that are made now and never stored. */
export async function startPractice({ sessions, seed = USUAL_SEED, now = Date.now }: PracticeOptions): Promise<Practice> {
  const startedAt = now()
  const servers = await Promise.all(
    practiceInstalls(sessions).map((install, index) => {
      const world = createWorld(seed * 4 + index, install.cast, startedAt)
      return startPracticeServer(install, world, install.secretOf(randomBytes(24).toString('base64url')), now)
    }),
  )
  return {
    announcements: servers.map((server) => server.announcement),
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  }
}
