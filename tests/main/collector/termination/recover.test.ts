import { describe, expect, it } from 'vitest'
import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { readRun } from '../../../../src/main/store/journal/run-queries.ts'
import { recordIntent, recordOutcome, startRun } from '../../../../src/main/store/journal/runs.ts'
import type { Run, Target } from '../../../../src/shared/termination.ts'
import { addServer, draftOf, outcomesOf, startEngine, temporaryFolder, until } from '../engine.ts'
import { type SessionServer, startSessionServer } from '../session-server.ts'

/** A folder as a kill leaves it: s0 settled, s1 and s2 asked at `askedAt` (s1 was ended, s2 was not), s3 not asked. */
async function cutOff(server: SessionServer, askedAt = 2): Promise<{ folder: string; serverId: string }> {
  const folder = temporaryFolder()
  const engine = await startEngine({ dataFolder: folder })
  const serverId = await addServer(engine, draftOf(server.url))
  await engine.stop()
  const journal = openJournal(folder, { readOnly: false })
  const targets = ['s0', 's1', 's2', 's3'].map((sessionId): Target => {
    const key = { serverId, sessionId, duplicate: 0 }
    return {
      kind: 'session',
      key,
      serverName: 'Keep',
      user: `user-${sessionId}`,
      address: null,
      agentWords: null,
      createdAt: null,
      userId: null,
      wholeUser: false,
    }
  })
  startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets, leftOut: {} })
  for (const position of [0, 1, 2]) recordIntent(journal, { runId: 'run', position }, askedAt)
  recordOutcome(journal, { runId: 'run', position: 0 }, { kind: 'terminated', detail: null, at: 3 })
  journal.close()
  server.sessions.delete('s0')
  server.sessions.delete('s1')
  return { folder, serverId }
}

describe('a run that the end of the program cut off', () => {
  it('is closed at the next start, resolved by reading, and never sent again', async () => {
    const server = await startSessionServer(5)
    const { folder } = await cutOff(server)
    const engine = await startEngine({ dataFolder: folder })
    expect(engine.run('run')).toMatchObject({ state: 'interrupted', acknowledged: false })
    const run = await until(() => (engine.run('run').targets.every(({ outcome }) => outcome !== null) ? engine.run('run') : null))
    expect(outcomesOf(run)).toEqual({ s0: 'terminated', s1: 'terminated', s2: 'still-present', s3: 'not-attempted' })
    expect(run.targets[1]?.outcome?.detail).toMatch(/whether Rollcall's request ended it is not known/)
    expect(server.deletes()).toEqual([])
    expect(
      engine
        .entries()
        .filter(({ kind }) => kind === 'run-interrupted')
        .map(({ text }) => text),
    ).toEqual(['Run 1 was interrupted: 2 of 4 targets were asked and have no outcome yet.'])
    await engine.act.terminations.acknowledge({ runId: 'run' })
    expect(engine.run('run').acknowledged).toBe(true)
  })

  it('stays in doubt while the server can not be read, over any number of starts', async () => {
    const server = await startSessionServer(5)
    const { folder, serverId } = await cutOff(server)
    server.listStatus = 503
    for (let start = 0; start < 2; start += 1) {
      const engine = await startEngine({ dataFolder: folder })
      await until(() => engine.status(serverId)?.lastAttempt?.result === 'failed')
      expect(engine.run('run').targets.map(({ step }) => step)).toEqual(['settled', 'asked', 'asked', 'settled'])
      await engine.stop()
    }
    server.listStatus = null
    const engine = await startEngine({ dataFolder: folder })
    const run = await until(() => (engine.run('run').targets.every(({ outcome }) => outcome !== null) ? engine.run('run') : null))
    expect(outcomesOf(run)).toMatchObject({ s1: 'terminated', s2: 'still-present' })
    expect(server.deletes()).toEqual([])
  })

  it('takes an incomplete read for no answer', async () => {
    const server = await startSessionServer(5)
    const { folder, serverId } = await cutOff(server)
    server.cutList = true
    const engine = await startEngine({ dataFolder: folder })
    await until(() => engine.status(serverId)?.lastAttempt?.result === 'partial')
    await until(() => engine.run('run').targets[2]?.outcome !== null)
    expect(outcomesOf(engine.run('run'))).toMatchObject({ s1: undefined, s2: 'still-present' })
  })

  it('is given the time that a server may take, and settled soon after it however far the next poll is', async () => {
    const server = await startSessionServer(5)
    const asked = Date.now() - 20_000
    const { folder, serverId } = await cutOff(server, asked)
    const engine = await startEngine({ dataFolder: folder, pace: 40 })
    await until(() => engine.run('run').targets[1]?.outcome !== null)
    expect(outcomesOf(engine.run('run'))).toMatchObject({ s1: 'terminated', s2: undefined })
    await engine.act.servers.refresh({ serverId })
    const run = await until(() => (engine.run('run').targets[2]?.outcome != null ? engine.run('run') : null))
    const present = run.targets[2]?.outcome?.at ?? 0
    expect(run.targets[2]?.outcome?.kind).toBe('still-present')
    // Counted from the request, not from the start of the program; a busy machine may look late, by this quick clock.
    expect(present - asked).toBeGreaterThanOrEqual(60_000)
    expect(present - asked).toBeLessThan(1_000_000)
  })

  it('counts as ended when the server carries the request out after the restart', async () => {
    const server = await startSessionServer(5)
    const { folder } = await cutOff(server, Date.now())
    const engine = await startEngine({ dataFolder: folder, pace: 40 })
    await until(() => engine.run('run').targets[1]?.outcome !== null)
    server.sessions.delete('s2')
    const run = await until(() => (engine.run('run').targets[2]?.outcome != null ? engine.run('run') : null))
    expect(run.targets[2]?.outcome?.kind).toBe('terminated')
  })

  it('is unknown when its id is listed for somebody else', async () => {
    const server = await startSessionServer(5)
    const { folder } = await cutOff(server)
    Object.assign(server.sessions.get('s2') ?? {}, { user: 'user-s2@corp' })
    const engine = await startEngine({ dataFolder: folder })
    const run = await until(() => (engine.run('run').targets[2]?.outcome != null ? engine.run('run') : null))
    expect(run.targets[2]?.outcome).toMatchObject({ kind: 'unknown', detail: expect.stringContaining('listed again, for user-s2@corp') })
  })

  it.each([
    ['address', (other: string) => ({ url: other })],
    ['path', (_: string, here: string) => ({ url: `${here}/base` })],
    ['list', () => ({ connector: { profileId: 'admin-sessions', inputs: {}, overrides: { listPath: '/api/other' } } })],
    ['id', () => ({ connector: { profileId: 'admin-sessions', inputs: {}, overrides: { fields: { sessionId: ['user'] } } } })],
    ['account', () => ({ auth: { kind: 'basic', username: 'other' } as const })],
  ])('is unknown when the %s of its server is changed before it could be read: another list tells nothing', async (_, change) => {
    const [server, other] = [await startSessionServer(5), await startSessionServer(0)]
    const { folder, serverId } = await cutOff(server)
    server.listStatus = 503
    const engine = await startEngine({ dataFolder: folder })
    await until(() => engine.status(serverId)?.lastAttempt?.result === 'failed')
    await engine.act.servers.change({ serverId, draft: draftOf(server.url, change(other.url, server.url)) })
    expect(outcomesOf(engine.run('run'))).toMatchObject({ s1: 'unknown', s2: 'unknown' })
    expect(engine.run('run').targets[1]?.outcome?.detail).toMatch(/changed before a read could tell/)
  })

  it('stays in doubt when only the name and the pace of its server are changed', async () => {
    const server = await startSessionServer(5)
    const { folder, serverId } = await cutOff(server)
    server.listStatus = 503
    const engine = await startEngine({ dataFolder: folder })
    await until(() => engine.status(serverId)?.lastAttempt?.result === 'failed')
    server.listStatus = null
    await engine.act.servers.change({ serverId, draft: draftOf(server.url, { name: 'Keep EU', intervalSeconds: 60 }) })
    const run = await until(() => (engine.run('run').targets.every(({ outcome }) => outcome !== null) ? engine.run('run') : null))
    expect(outcomesOf(run)).toMatchObject({ s1: 'terminated', s2: 'still-present' })
  })

  it('is unknown when its server is taken off the list before it could be read', async () => {
    const server = await startSessionServer(5)
    const { folder, serverId } = await cutOff(server)
    server.listStatus = 503
    const engine = await startEngine({ dataFolder: folder })
    await engine.act.servers.remove({ serverId, keepHistory: true })
    expect(outcomesOf(engine.run('run'))).toMatchObject({ s1: 'unknown', s2: 'unknown' })
  })

  it('is simply finished when only its last line was missing', async () => {
    const server = await startSessionServer(2)
    const folder = temporaryFolder()
    const journal = openJournal(folder, { readOnly: false })
    const target: Target = {
      kind: 'session',
      key: { serverId: 'x', sessionId: 's0', duplicate: 0 },
      serverName: 'Keep',
      user: null,
      address: null,
      agentWords: null,
      createdAt: null,
      userId: null,
      wholeUser: false,
    }
    startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets: [target], leftOut: {} })
    recordIntent(journal, { runId: 'run', position: 0 }, 2)
    recordOutcome(journal, { runId: 'run', position: 0 }, { kind: 'refused', detail: null, at: 3 })
    expect((readRun(journal, 'run') as Run).state).toBe('running')
    journal.close()
    const engine = await startEngine({ dataFolder: folder })
    expect(engine.run('run')).toMatchObject({ state: 'done', acknowledged: true })
    expect(server.deletes()).toEqual([])
  })
})
