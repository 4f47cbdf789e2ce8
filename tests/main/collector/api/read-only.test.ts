import { chmodSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { actContract } from '../../../../src/shared/contract/act.ts'
import { addServer, draftOf, startEngine, temporaryFolder, until } from '../engine.ts'
import { startSessionServer } from '../session-server.ts'

afterEach(() => vi.restoreAllMocks())

describe('a folder that another Rollcall writes', () => {
  it('is only looked at: every act names the holder, and no server is asked', async () => {
    const server = await startSessionServer(3)
    const writer = await startEngine({ pace: 100 })
    const serverId = await addServer(writer, draftOf(server.url, { intervalSeconds: 5 }))
    await writer.stop()
    const requests = server.requests.length
    const looker = await startEngine({ dataFolder: writer.folder, readOnly: { holder: 'the window on host-7, since 09:14' }, pace: 100 })
    const entries = looker.entries().length
    const { console, profiles, servers, terminations } = looker.act
    const acts: Record<string, () => Promise<unknown>> = {
      'servers.add': () => servers.add({ draft: draftOf(server.url, { name: 'B' }) }),
      'servers.change': () => servers.change({ serverId, draft: draftOf(server.url) }),
      'servers.remove': () => servers.remove({ serverId, keepHistory: false }),
      'servers.pause': () => servers.pause({ serverId }),
      'servers.resume': () => servers.resume({ serverId }),
      'servers.refresh': () => servers.refresh({}),
      'servers.test': async () => {
        for await (const _ of await servers.test({ draft: draftOf(server.url) })) return
      },
      'profiles.save': () => profiles.save({ text: '{}' }),
      'profiles.remove': () => profiles.remove({ id: 'x' }),
      'profiles.sample': () => profiles.sample({ draft: draftOf(server.url), request: { path: '/' } }),
      'profiles.preview': () => profiles.preview({ profile: '{}', sample: [] }),
      'terminations.review': () => terminations.review({ keys: [{ serverId, sessionId: 's0', duplicate: 0 }] }),
      'terminations.reviewUser': () => terminations.reviewUser({ serverId, user: 'ann' }),
      'terminations.confirm': () => terminations.confirm({ planId: 'x', count: 1 }),
      'terminations.stop': () => terminations.stop({ runId: 'x' }),
      'terminations.acknowledge': () => terminations.acknowledge({ runId: 'x' }),
      'console.saveSettings': () => console.saveSettings({ theme: 'dark' }),
      'console.retryKeychain': () => console.retryKeychain(),
    }
    const named = Object.entries(actContract).flatMap(([topic, calls]) => Object.keys(calls).map((name) => `${topic}.${name}`))
    expect(Object.keys(acts).toSorted()).toEqual(named.filter((name) => name !== 'console.visible').toSorted())
    for (const act of Object.values(acts)) {
      await expect(act()).rejects.toMatchObject({ code: 'folder-in-use', message: expect.stringContaining('host-7') })
    }
    await console.visible({ visible: true })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect([server.requests.length, looker.entries().length]).toEqual([requests, entries])
  })
})

describe('a journal that can not be written', () => {
  it('ends no session: the run is refused before any request, and polling goes on', async () => {
    const server = await startSessionServer(3)
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    const plan = await engine.act.terminations.review({ keys: [{ serverId, sessionId: 's0', duplicate: 0 }] })
    const release = await refuseWrites(engine.folder)
    const confirm = () => engine.act.terminations.confirm({ planId: plan.planId, count: 1 })
    await expect(confirm()).rejects.toMatchObject({ code: 'journal-unwritable' })
    expect(server.deletes()).toEqual([])
    const lists = server.lists()
    await engine.act.servers.refresh({ serverId })
    await until(() => server.lists() > lists && engine.status(serverId)?.lastAttempt?.result === 'complete')
    release()
    const { runId } = await confirm()
    await until(() => engine.run(runId).state === 'done')
    expect(server.deletes()).toEqual(['s0'])
  })

  it('stops a run before its next request, keeps the outcomes, and writes them when it can', async () => {
    const server = await startSessionServer(30)
    server.takes = 60
    const engine = await startEngine({ pace: 10 })
    const serverId = await addServer(engine, draftOf(server.url))
    const keys = [...server.sessions.keys()].map((sessionId) => ({ serverId, sessionId, duplicate: 0 }))
    const plan = await engine.act.terminations.review({ keys })
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 30 })
    await until(() => server.deletes().length >= 4)
    const release = await refuseWrites(engine.folder)
    const asked = engine.run(runId).targets.filter(({ step }) => step !== 'waiting').length
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(server.deletes().length).toBeLessThanOrEqual(asked)
    release()
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect(run.counts).toMatchObject({ terminated: asked, 'not-attempted': 30 - asked })
    expect(run.targets.at(-1)?.outcome?.detail).toMatch(/journal can't be written/)
  })
})

describe('a folder that can not be written', () => {
  it.skipIf(process.getuid?.() === 0)(
    'is only looked at, and every act says why (skipped for root, whom no permission stops)',
    async () => {
      const folder = temporaryFolder()
      const first = await startEngine({ dataFolder: folder })
      await first.stop()
      chmodSync(folder, 0o500)
      try {
        const engine = await startEngine({ dataFolder: folder })
        await expect(engine.act.servers.refresh({})).rejects.toMatchObject({ code: 'folder-read-only' })
      } finally {
        chmodSync(folder, 0o700)
      }
    },
  )
})

/** Another program takes the journal's write lock; SQLite gives up after its busy timeout. */
async function refuseWrites(folder: string): Promise<() => void> {
  const { openJournal } = await import('../../../../src/main/store/journal/open-journal.ts')
  const other = openJournal(folder, { readOnly: false })
  other.exec('BEGIN IMMEDIATE')
  return () => other.close()
}
