import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { DecodedSession, SnapshotRead } from '../../../src/main/collector/connectors/connector.ts'
import { openCache } from '../../../src/main/store/cache.ts'
import { closeDatabase, type Database } from '../../../src/main/store/database.ts'

/** A folder of its own that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A fresh cache.db, closed when the test is over. */
export function temporaryCache(folder = temporaryFolder()): Database {
  const { cache } = openCache(folder, { readOnly: false })
  onTestFinished(() => closeDatabase(cache))
  return cache
}

/** A session as a server's answer gives it; what is not said is unknown. */
export function session(facts: Partial<DecodedSession> & { sessionId: string }): DecodedSession {
  return {
    user: null,
    userId: null,
    displayName: null,
    email: null,
    project: null,
    organisation: null,
    type: null,
    node: null,
    address: null,
    userAgent: null,
    createdAt: null,
    createdWithin: 0,
    lastActiveAt: null,
    expiresAt: null,
    account: null,
    own: null,
    raw: {},
    ...facts,
  }
}

/** A complete read of these sessions, or a partial one. */
export function read(sessions: readonly DecodedSession[], complete = true): SnapshotRead {
  const incomplete = complete ? null : 'the server stopped in the middle of the list'
  return { sessions, complete, incomplete, unreadable: { count: 0, reasons: [] }, clockOffset: null }
}

/** A UUID with a small number in it. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
}

/** No row gives anything beyond the columns. */
export function nothingElse(): [] {
  return []
}
