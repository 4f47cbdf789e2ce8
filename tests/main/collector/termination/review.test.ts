import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../src/shared/termination.ts'
import { addServer, draftOf, type Engine, outcomesOf, startEngine, until } from '../engine.ts'
import { startSessionServer } from '../session-server.ts'

function review(engine: Engine, serverId: string, sessionIds: readonly string[]): Promise<Plan> {
  return engine.act.terminations.review({ keys: sessionIds.map((sessionId) => ({ serverId, sessionId, duplicate: 0 })) })
}

function verdictsOf(plan: Plan): Record<string, string> {
  return Object.fromEntries(
    plan.targets.map(({ target, verdict }) => [target.key.sessionId, 'guard' in verdict ? verdict.guard : verdict.kind]),
  )
}

describe('a review', () => {
  it('freezes what stood on the screen, reads the server again, and ends nothing', async () => {
    const server = await startSessionServer(3)
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    const lists = server.lists()
    const plan = await review(engine, serverId, ['s2', 's0'])
    expect(plan.targets).toEqual(
      ['s2', 's0'].map((sessionId) => ({
        target: {
          kind: 'session',
          key: { serverId, sessionId, duplicate: 0 },
          serverName: 'Keep',
          user: `user-${sessionId}`,
          address: '10.0.0.1',
          agentWords: null,
          createdAt: Date.parse('2026-11-20T08:00:00Z'),
          userId: null,
          wholeUser: false,
        },
        verdict: { kind: 'will-end' },
      })),
    )
    expect([server.lists() > lists, server.deletes()]).toEqual([true, []])
  })

  it('names a program that is no browser by what it calls itself, cut where that is long', async () => {
    const server = await startSessionServer(2)
    for (const [id, userAgent] of [
      ['s0', 'WarehouseScanner/7'],
      ['s1', `Scanner ${'x'.repeat(200)}`],
    ] as const) {
      const session = server.sessions.get(id)
      if (session !== undefined) session.userAgent = userAgent
    }
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    const names = (await review(engine, serverId, ['s0', 's1'])).targets.map(({ target }) => target.agentWords)
    expect(names).toEqual(['WarehouseScanner/7', `Scanner ${'x'.repeat(71)}…`])
  })

  it('says when sessions were last active as it read them, and of another session under an id nothing', async () => {
    const server = await startSessionServer(3)
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    for (const id of ['s0', 's1']) Object.assign(server.sessions.get(id) ?? {}, { lastActiveAt: '2026-11-20T09:00:00Z' })
    Object.assign(server.sessions.get('s1') ?? {}, { user: 'mallory' })
    const plan = await review(engine, serverId, ['s0', 's1', 's2'])
    expect(plan.targets.map(({ lastActiveAt }) => lastActiveAt)).toEqual([Date.parse('2026-11-20T09:00:00Z'), undefined, undefined])
  })

  it('tells what is gone, what is another session by now, and what is guarded', async () => {
    const server = await startSessionServer(6)
    const engine = await startEngine()
    const connector = { profileId: 'admin-sessions', inputs: {}, overrides: { fields: { own: ['current'] } } }
    const serverId = await addServer(engine, draftOf(server.url, { connector }))
    server.sessions.delete('s1')
    const changed = server.sessions.get('s2')
    const renewed = server.sessions.get('s3')
    const own = server.sessions.get('s4')
    if (changed === undefined || renewed === undefined || own === undefined) throw new Error('no session')
    changed.user = 'mallory'
    renewed.createdAt = '2026-11-21T09:00:00Z'
    own.current = true
    const plan = await review(engine, serverId, ['s0', 's1', 's2', 's3', 's4', 's5', 's5', 'never listed'])
    expect(verdictsOf(plan)).toEqual({
      s0: 'will-end',
      s1: 'already-gone',
      s2: 'changed',
      s3: 'changed',
      s4: 'own',
      s5: 'will-end',
      'never listed': 'already-gone',
    })
    expect(plan.targets).toHaveLength(7)
    expect(plan.targets[2]?.verdict).toEqual({ kind: 'changed', what: 'its id now belongs to mallory' })
  })

  it('guards every session of a server that is set to view only, without reading it', async () => {
    const server = await startSessionServer(2)
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url, { viewOnly: true }))
    const lists = server.lists()
    expect(verdictsOf(await review(engine, serverId, ['s0', 's1']))).toEqual({ s0: 'view-only', s1: 'view-only' })
    expect(server.lists()).toBe(lists)
  })

  it.each(['', '.', '..', 'a\nb'])('guards the id %j, which would turn the request into another one', async (sessionId) => {
    const server = await startSessionServer(2)
    const session = server.sessions.get('s0')
    if (session !== undefined) server.sessions.set('s0', { ...session, id: sessionId })
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    expect(verdictsOf(await review(engine, serverId, [sessionId]))).toEqual({ [sessionId]: 'unsafe-id' })
    expect(server.deletes()).toEqual([])
  })

  it('guards both of two sessions that share an id', async () => {
    const server = await startSessionServer(2)
    const session = server.sessions.get('s0')
    if (session !== undefined) server.sessions.set('twin', { ...session, user: 'somebody else' })
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    const keys = [0, 1].map((duplicate) => ({ serverId, sessionId: 's0', duplicate }))
    const plan = await engine.act.terminations.review({ keys })
    expect(plan.targets.map(({ verdict }) => verdict)).toEqual([0, 1].map(() => ({ kind: 'guarded', guard: 'duplicate-id' })))
  })

  it('says why a server can not be reached, and judges the others all the same', async () => {
    const [down, up] = [await startSessionServer(2), await startSessionServer(2)]
    const engine = await startEngine()
    const downId = await addServer(engine, draftOf(down.url))
    const upId = await addServer(engine, draftOf(up.url, { name: 'Up' }))
    await down.close()
    const keys = [downId, upId].map((serverId) => ({ serverId, sessionId: 's0', duplicate: 0 }))
    const plan = await engine.act.terminations.review({ keys })
    expect(plan.targets[0]).toMatchObject({
      target: { user: 'user-s0' },
      verdict: { kind: 'unreachable', problem: { code: 'connection-refused' } },
    })
    expect(plan.targets[1]?.verdict).toEqual({ kind: 'will-end' })
    await expect(engine.act.terminations.confirm({ planId: plan.planId, count: 2 })).rejects.toMatchObject({ code: 'bad-input' })
    expect(up.deletes()).toEqual([])
  })

  it('says of a session that an incomplete read does not show that nothing is known', async () => {
    const server = await startSessionServer(3)
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    server.cutList = true
    const plan = await review(engine, serverId, ['s0', 's2'])
    expect(plan.targets.map(({ verdict }) => verdict.kind)).toEqual(['will-end', 'unreachable'])
    expect(plan.targets[1]?.verdict).toMatchObject({ problem: { code: 'paging-failed' } })
  })
})

describe('a review of a server that is changed', () => {
  it.each([
    ['moves to another address', (other: string) => ({ url: other })],
    ['gets another name', () => ({ name: 'Keep EU' })],
  ])('can not be confirmed once the server %s: nothing is sent to any', async (_, change) => {
    const [server, other] = [await startSessionServer(2), await startSessionServer(2)]
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    const { planId } = await review(engine, serverId, ['s0'])
    await engine.act.servers.change({ serverId, draft: draftOf(server.url, change(other.url)) })
    const confirm = () => engine.act.terminations.confirm({ planId, count: 1 })
    await expect(confirm()).rejects.toMatchObject({ code: 'unknown-plan', message: expect.stringContaining('Keep was changed') })
    await until(() => (engine.status(serverId)?.sessions ?? 0) > 0)
    await expect(confirm()).rejects.toMatchObject({ code: 'unknown-plan' })
    expect([server.deletes(), other.deletes()]).toEqual([[], []])
    const again = await review(engine, serverId, ['s0'])
    await expect(engine.act.terminations.confirm({ planId: again.planId, count: 1 })).resolves.toBeDefined()
  })

  it('can not be confirmed after the removal of one of its servers, and still when only others were changed', async () => {
    const [server, other] = [await startSessionServer(2), await startSessionServer(2)]
    const engine = await startEngine({ pace: 30 })
    const serverId = await addServer(engine, draftOf(server.url))
    const otherId = await addServer(engine, draftOf(other.url, { name: 'Other' }))
    const both = await engine.act.terminations.review({
      keys: [serverId, otherId].map((id) => ({ serverId: id, sessionId: 's0', duplicate: 0 })),
    })
    const one = await review(engine, serverId, ['s0'])
    await engine.act.servers.remove({ serverId: otherId, keepHistory: true })
    await expect(engine.act.terminations.confirm({ planId: both.planId, count: 2 })).rejects.toMatchObject({ code: 'unknown-plan' })
    const { runId } = await engine.act.terminations.confirm({ planId: one.planId, count: 1 })
    await until(() => engine.run(runId).state === 'done')
    expect([server.deletes(), other.deletes()]).toEqual([['s0'], []])
  })

  it('is given up when that happens while it is being made', async () => {
    const [server, other] = [await startSessionServer(2), await startSessionServer(2)]
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    server.listTakes = 1000
    const reviewed = review(engine, serverId, ['s0'])
    const refused = expect(reviewed).rejects.toMatchObject({ code: 'unknown-plan' })
    await engine.act.servers.change({ serverId, draft: draftOf(other.url) })
    await refused
  })
})

describe('a poll between a review and its confirmation', () => {
  it('keeps from being asked what it shows as gone, as another session, or as the own one', async () => {
    const server = await startSessionServer(4)
    const engine = await startEngine({ pace: 30 })
    const connector = { profileId: 'admin-sessions', inputs: {}, overrides: { fields: { own: ['current'] } } }
    const serverId = await addServer(engine, draftOf(server.url, { connector }))
    const { planId } = await review(engine, serverId, ['s0', 's1', 's2', 's3'])
    server.sessions.delete('s1')
    Object.assign(server.sessions.get('s2') ?? {}, { user: 'mallory' })
    Object.assign(server.sessions.get('s3') ?? {}, { current: true })
    const before = engine.status(serverId)?.lastCompleteAt ?? 0
    await engine.act.servers.refresh({ serverId })
    await until(() => (engine.status(serverId)?.lastCompleteAt ?? 0) > before)
    server.listTakes = 300
    const { runId } = await engine.act.terminations.confirm({ planId, count: 4 })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect(server.deletes()).toEqual(['s0'])
    expect(outcomesOf(run)).toEqual({ s0: 'terminated', s1: 'already-gone', s2: 'not-attempted', s3: 'not-attempted' })
    expect(run.targets[2]?.outcome?.detail).toContain('now belongs to mallory')
    expect(run.targets[3]?.outcome?.detail).toContain("Rollcall's own session")
  })
})

describe('confirming a review', () => {
  it('starts one run, however often the button is pressed', async () => {
    const server = await startSessionServer(2)
    const engine = await startEngine({ pace: 30 })
    const serverId = await addServer(engine, draftOf(server.url))
    const { planId } = await review(engine, serverId, ['s0'])
    const { runId } = await engine.act.terminations.confirm({ planId, count: 1, reason: 'Left the company' })
    await expect(engine.act.terminations.confirm({ planId, count: 1 })).rejects.toMatchObject({ code: 'unknown-plan' })
    await until(() => engine.run(runId).state === 'done')
    expect([server.deletes(), engine.run(runId).reason]).toEqual([['s0'], 'Left the company'])
  })

  it('sends nothing when the number on the button is another one, or when nothing would end', async () => {
    const server = await startSessionServer(2)
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    const plan = await review(engine, serverId, ['s0', 's1'])
    await expect(engine.act.terminations.confirm({ planId: plan.planId, count: 1 })).rejects.toMatchObject({ code: 'bad-input' })
    const none = await review(engine, serverId, ['gone'])
    await expect(engine.act.terminations.confirm({ planId: none.planId, count: 1 })).rejects.toMatchObject({ code: 'nothing-to-do' })
    await expect(engine.act.terminations.confirm({ planId: 'unheard of', count: 1 })).rejects.toMatchObject({ code: 'unknown-plan' })
    expect([server.deletes(), engine.entries().filter(({ kind }) => kind === 'run-started')]).toEqual([[], []])
  })

  it('ends exactly what was frozen, whatever appears on the server in the meantime', async () => {
    const server = await startSessionServer(3)
    const engine = await startEngine({ pace: 30 })
    const serverId = await addServer(engine, draftOf(server.url))
    const { planId } = await review(engine, serverId, ['s0', 's2'])
    const session = server.sessions.get('s1')
    if (session !== undefined) server.sessions.set('new', { ...session, id: 'new' })
    await engine.act.servers.refresh({ serverId })
    const { runId } = await engine.act.terminations.confirm({ planId, count: 2 })
    await until(() => engine.run(runId).state === 'done')
    expect([...server.sessions.keys()]).toEqual(['s1', 'new'])
  })
})
