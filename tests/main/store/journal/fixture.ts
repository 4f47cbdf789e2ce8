import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Database } from '../../../../src/main/store/database.ts'
import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { type Server, serverDraftSchema } from '../../../../src/shared/server.ts'
import type { Target } from '../../../../src/shared/termination.ts'

/** An empty folder that is deleted after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-journal-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A fresh journal in a folder of its own. */
export function freshJournal(folder = temporaryFolder()): Database {
  const journal = openJournal(folder, { readOnly: false })
  onTestFinished(() => void journal.close())
  return journal
}

export function aServer(change: Partial<Server> = {}): Server {
  const draft = serverDraftSchema.parse({
    name: 'Keep',
    url: 'https://keep.example.org',
    connector: { profileId: 'admin-sessions-api' },
    auth: { kind: 'none' },
  })
  return { ...draft, id: 'keep', paused: false, credential: 'none', ...change }
}

export function aTarget(sessionId: string, change: Partial<Target> = {}): Target {
  return {
    kind: 'session',
    key: { serverId: 'keep', sessionId, duplicate: 0 },
    serverName: 'Keep',
    user: 'ann',
    address: '10.0.0.1',
    agentWords: 'Firefox on Windows',
    createdAt: 1_700_000_000_000,
    userId: null,
    wholeUser: false,
    ...change,
  }
}
