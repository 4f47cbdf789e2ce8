import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TestStep } from '../../../../src/shared/contract/act.ts'
import type { Server } from '../../../../src/shared/server.ts'
import { type DeskServer, deskProfile, putProfile, startDesk } from '../desk-server.ts'
import { addServer, draftOf, MemoryKeytar, startEngine, temporaryFolder, until } from '../engine.ts'

const KEYED = { kind: 'header', name: 'X-Key', template: '{secret}' } as const

function deskDraft(desk: DeskServer, change: Partial<Server> = {}) {
  return draftOf(desk.url, { name: 'Desk', connector: { profileId: 'desk', inputs: {}, overrides: {} }, ...change })
}

describe('the file of one profile', () => {
  it('is not read again when another profile is saved: the servers that use it were told of no change', async () => {
    const desk = await startDesk(2)
    const folder = temporaryFolder()
    putProfile(folder, deskProfile())
    const engine = await startEngine({ dataFolder: folder })
    const serverId = await addServer(engine, deskDraft(desk))
    const { planId } = await engine.act.terminations.review({ keys: [{ serverId, sessionId: 's0' }] })
    putProfile(folder, deskProfile({ terminate: { one: { request: { method: 'DELETE', path: '/else/{id}' } } } }))
    await engine.act.profiles.save({ text: deskProfile({ id: 'other' }) })
    await engine.act.profiles.remove({ id: 'other' })
    await engine.act.servers.change({ serverId, draft: deskDraft(desk, { name: 'Help Desk' }) })
    await until(() => (engine.status(serverId)?.sessions ?? 0) > 0)
    await expect(engine.act.terminations.confirm({ planId, count: 1 })).rejects.toMatchObject({ code: 'unknown-plan' })
    const plan = await engine.act.terminations.review({ keys: [{ serverId, sessionId: 's0' }] })
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 1 })
    await until(() => engine.run(runId).state === 'done')
    expect(desk.acts).toEqual(['DELETE /sessions/s0'])
  })

  it.each([
    [
      'refused',
      (folder: string) => putProfile(folder, deskProfile({ fields: { user: 'user' } })),
      /its profile, desk\.json, can’t be used/,
    ],
    ['gone', (folder: string) => rmSync(join(folder, 'profiles', 'desk.json')), /there is no profile “desk”/],
  ])('that is %s is what its server says, and what a test of it says, also where its secret is missing too', async (_, spoil, words) => {
    const desk = await startDesk(1)
    const folder = temporaryFolder()
    putProfile(folder, deskProfile())
    const keytar = new MemoryKeytar()
    const first = await startEngine({ dataFolder: folder, keytar })
    const serverId = await addServer(first, deskDraft(desk, { auth: KEYED }), 'a-secret')
    await first.stop()
    spoil(folder)
    keytar.entries.clear()
    const engine = await startEngine({ dataFolder: folder, keytar })
    await until(() => engine.status(serverId)?.lastAttempt)
    expect(engine.status(serverId)).toMatchObject({
      hold: null,
      sessions: 1,
      lastAttempt: {
        problem: { code: 'bad-input', message: expect.stringMatching(words), next: expect.stringContaining('under Profiles') },
      },
    })
    const steps: TestStep[] = []
    const test = async () => {
      for await (const step of await engine.act.servers.test({ draft: deskDraft(desk, { auth: KEYED }), serverId })) steps.push(step)
    }
    await expect(test()).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(words) })
    expect(steps).toEqual([])
  })
})

describe('a sample that is asked for with more than a question', () => {
  const request = { method: 'POST', path: '/end?x=1', json: { ids: ['s0'] } } as const

  it('is written down before it is sent', async () => {
    const desk = await startDesk(2)
    const engine = await startEngine()
    let written: readonly string[] = []
    desk.onAct = () => {
      written = engine.entries().map(({ kind }) => kind)
    }
    await engine.act.profiles.sample({ draft: deskDraft(desk, { name: 'New' }), request: { ...request, path: '/end' } })
    expect(desk.acts).toEqual(['POST /end s0'])
    expect(written).toContain('sample-sent')
    expect(engine.entries().find(({ kind }) => kind === 'sample-sent')).toMatchObject({
      text: 'About to send New a POST request, to see its answer for Map fields.',
      data: { method: 'POST', url: desk.url, path: '/end' },
    })
    await engine.act.profiles.sample({ draft: deskDraft(desk), request: { path: '/sessions' } })
    expect(engine.entries().filter(({ kind }) => kind === 'sample-sent')).toHaveLength(1)
  })

  it('is not sent when it can’t be written down', async () => {
    const desk = await startDesk(1)
    const engine = await startEngine()
    const { openJournal } = await import('../../../../src/main/store/journal/open-journal.ts')
    const other = openJournal(engine.folder, { readOnly: false })
    other.exec('BEGIN IMMEDIATE')
    const sample = engine.act.profiles.sample({ draft: deskDraft(desk), request })
    await expect(sample).rejects.toMatchObject({ code: 'journal-unwritable' })
    other.close()
    expect(desk.acts).toEqual([])
  })

  it('is refused for a server that is only viewed, as it is or as it is being changed', async () => {
    const desk = await startDesk(2)
    const folder = temporaryFolder()
    putProfile(folder, deskProfile())
    const engine = await startEngine({ dataFolder: folder })
    const refused = { code: 'not-allowed', message: expect.stringMatching(/set to view only/) }
    const draft = deskDraft(desk, { viewOnly: true })
    await expect(engine.act.profiles.sample({ draft, request })).rejects.toMatchObject(refused)
    const serverId = await addServer(engine, draft)
    await expect(engine.act.profiles.sample({ draft: deskDraft(desk), serverId, request })).rejects.toMatchObject(refused)
    expect([desk.acts, engine.entries().filter(({ kind }) => kind === 'sample-sent')]).toEqual([[], []])
    await engine.act.profiles.sample({ draft, request: { path: '/sessions' } })
  })
})
