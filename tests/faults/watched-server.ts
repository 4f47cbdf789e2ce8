import type { TestStep } from '../../src/shared/contract/act.ts'
import type { Server } from '../../src/shared/server.ts'
import type { Row } from './fault-server.ts'

/** A server entry for a test: the Admin Sessions API at this URL, without sign-in. */
export function watchedServer(url: string, changes: Partial<Server> = {}): Server {
  return {
    id: 'watched',
    name: 'Keep EU',
    url,
    connector: { profileId: 'admin-sessions', inputs: {}, overrides: {} },
    auth: { kind: 'none' },
    trust: { kind: 'system' },
    environment: 'test',
    tags: [],
    idleTimeoutMinutes: null,
    intervalSeconds: 30,
    timeoutSeconds: 30,
    viewOnly: false,
    paused: false,
    credential: 'none',
    ...changes,
  }
}

/** Honest rows, `s0` … in order, of seven users. */
export function honestRows(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) => honestRow(`s${index}`, index % 7))
}

export function honestRow(id: unknown, user: number): Row {
  return {
    id,
    user: `user${user}`,
    userId: `${user}`,
    ipAddress: `10.0.0.${user}`,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    createdAt: '2026-11-20T08:00:00.000Z',
    lastActiveAt: '2026-11-20T09:30:00.000Z',
    expiresAt: '2026-11-21T08:00:00.000Z',
  }
}

/** A signal that nobody aborts. */
export function unhurried(): AbortSignal {
  return new AbortController().signal
}

/** All steps of a connection test. */
export async function stepsOf(steps: AsyncIterable<TestStep>): Promise<readonly TestStep[]> {
  const all: TestStep[] = []
  for await (const step of steps) all.push(step)
  return all
}
