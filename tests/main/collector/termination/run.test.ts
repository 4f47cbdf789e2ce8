import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../../../src/main/store/journal/entries.ts'
import { addServer, draftOf, outcomesOf, startEngine, terminate, until } from '../engine.ts'
import { type Behaviour, startSessionServer } from '../session-server.ts'

/** A minute of looking after a session takes two seconds. */
const PACE = 30

describe('a run', () => {
  it('tells every way a server can answer apart, with numbers that add up', async () => {
    const behaviours: readonly Behaviour[] = [
      'ends',
      'says-ok',
      'ends-later',
      'says-404',
      'ends-and-says-404',
      'says-403',
      'says-429',
      'says-429-once',
      'says-500',
      'ends-and-says-500',
      'ends-and-hangs-up',
      'hangs-up',
    ]
    const server = await startSessionServer(behaviours.length)
    for (const [index, behaviour] of behaviours.entries())
      (server.sessions.get(`s${index}`) as { behaviour: Behaviour }).behaviour = behaviour
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    const run = await terminate(
      engine,
      serverId,
      behaviours.map((_, index) => `s${index}`),
    )
    const outcomes = Object.fromEntries(run.targets.map(({ outcome }, index) => [behaviours[index], outcome?.kind]))
    expect(outcomes).toEqual({
      ends: 'terminated',
      'says-ok': 'still-present',
      'ends-later': 'terminated',
      'says-404': 'still-present',
      'ends-and-says-404': 'already-gone',
      'says-403': 'refused',
      'says-429': 'failed',
      'says-429-once': 'terminated',
      'says-500': 'failed',
      'ends-and-says-500': 'failed',
      'ends-and-hangs-up': 'terminated',
      'hangs-up': 'still-present',
    })
    const sum = Object.values(run.counts).reduce((total, count) => total + count, 0)
    expect([sum, run.total]).toEqual([12, 12])
    const details = Object.fromEntries(run.targets.map(({ outcome }, index) => [behaviours[index], outcome?.detail]))
    expect(details['ends-and-hangs-up']).toMatch(/answer to the request was lost/)
    expect(details['ends-and-says-500']).toMatch(/no longer lists the session/)
    expect(details['says-500']).toMatch(/still listed/)
    expect(verifyChain(engine.journal).firstBad).toBeNull()
  })

  it('says unknown when nobody can read what became of a session', async () => {
    const server = await startSessionServer(2)
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    ;(server.sessions.get('s1') as { behaviour: Behaviour }).behaviour = 'ends-and-hangs-up'
    const plan = await engine.act.terminations.review({ keys: ['s0', 's1'].map((sessionId) => ({ serverId, sessionId, duplicate: 0 })) })
    server.listStatus = 503
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 2 })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect(outcomesOf(run)).toEqual({ s0: 'unknown', s1: 'unknown' })
    expect(server.deletes()).toHaveLength(2)
  })

  it('takes an incomplete read for no proof that a session is gone', async () => {
    const server = await startSessionServer(3)
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    const plan = await engine.act.terminations.review({ keys: [{ serverId, sessionId: 's0', duplicate: 0 }] })
    server.cutList = true
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 1 })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect(outcomesOf(run)).toEqual({ s0: 'unknown' })
  })

  it('writes each intent down before its request, and shows the ended sessions gone by reading again', async () => {
    const server = await startSessionServer(5)
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    expect(engine.status(serverId)?.sessions).toBe(5)
    await terminate(engine, serverId, ['s1', 's3'])
    await until(() => engine.status(serverId)?.sessions === 3)
    expect([...server.sessions.keys()]).toEqual(['s0', 's2', 's4'])
    expect(server.deletes()).toEqual(['s1', 's3'])
    const kinds = engine.entries().map(({ kind, data }) => [kind, data.sessionId])
    expect(kinds.slice(2)).toEqual([
      ['run-started', undefined],
      ['target-intent', 's1'],
      ['target-intent', 's3'],
      ['target-outcome', 's1'],
      ['target-outcome', 's3'],
      ['run-finished', undefined],
    ])
  })

  it('has two requests under way at one server, and no more', async () => {
    const server = await startSessionServer(10)
    server.takes = 30
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    await terminate(engine, serverId, [...server.sessions.keys()])
    expect(server.mostDeletesAtOnce).toBe(2)
  })

  it('starts no request after Stop, and gives what was asked its outcome', async () => {
    const server = await startSessionServer(40)
    server.takes = 50
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    const plan = await engine.act.terminations.review({
      keys: [...server.sessions.keys()].map((sessionId) => ({ serverId, sessionId, duplicate: 0 })),
    })
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 40 })
    await until(() => server.deletes().length >= 6)
    await engine.act.terminations.stop({ runId })
    const asked = server.deletes().length
    expect(engine.run(runId).state).toBe('stopping')
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect(server.deletes().length).toBe(asked)
    expect(run.counts).toMatchObject({ terminated: asked, 'not-attempted': 40 - asked })
    expect(run.targets.at(-1)?.outcome?.detail).toBe('The run was stopped before it was asked.')
  })

  it('starts none either that was only waiting for a read to end when Stop was pressed', async () => {
    const server = await startSessionServer(10)
    server.takes = 100
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    const keys = [...server.sessions.keys()].map((sessionId) => ({ serverId, sessionId, duplicate: 0 }))
    const plan = await engine.act.terminations.review({ keys })
    server.listTakes = 500
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 10 })
    await until(() => server.deletes().length === 2)
    await engine.act.servers.refresh({ serverId })
    await new Promise((resolve) => setTimeout(resolve, 300))
    await engine.act.terminations.stop({ runId })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect([server.deletes().length, run.counts['not-attempted']]).toEqual([2, 8])
  })

  it('stops waiting for a server that asks to come again later, and says so', async () => {
    const server = await startSessionServer(3)
    for (const session of server.sessions.values()) session.behaviour = 'says-429'
    const engine = await startEngine()
    const serverId = await addServer(engine, draftOf(server.url))
    const plan = await engine.act.terminations.review({
      keys: [...server.sessions.keys()].map((sessionId) => ({ serverId, sessionId, duplicate: 0 })),
    })
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 3 })
    await until(() => server.deletes().length >= 1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const before = performance.now()
    await engine.act.terminations.stop({ runId })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect(performance.now() - before).toBeLessThan(1000)
    expect(run.counts).toMatchObject({ failed: 2, 'not-attempted': 1 })
    expect(server.deletes()).toHaveLength(2)
  })

  it('sends nothing before the time that a server asked for', async () => {
    const server = await startSessionServer(2)
    for (const session of server.sessions.values()) session.behaviour = 'says-429-once'
    const engine = await startEngine({ pace: 4 })
    const serverId = await addServer(engine, draftOf(server.url))
    await terminate(engine, serverId, ['s0', 's1'])
    const times = server.requests.filter(({ method }) => method === 'DELETE').map(({ at }) => at)
    expect(times).toHaveLength(4)
    // Two seconds, at four times the pace.
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThan(480)
  })

  it('honours such a time also when it comes with an error', async () => {
    const server = await startSessionServer(4)
    for (const session of server.sessions.values()) session.behaviour = 'says-later-and-503'
    const engine = await startEngine({ pace: 10 })
    const serverId = await addServer(engine, draftOf(server.url))
    const run = await terminate(engine, serverId, [...server.sessions.keys()])
    const times = server.requests.filter(({ method }) => method === 'DELETE').map(({ at }) => at)
    expect([times.length, run.counts.failed]).toEqual([4, 4])
    // Two at once, then two seconds at ten times the pace.
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThan(190)
  })

  it('ends its part on a server that fell silent after three requests in a row', async () => {
    const server = await startSessionServer(12)
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    for (const session of server.sessions.values()) session.behaviour = 'hangs-up'
    const run = await terminate(engine, serverId, [...server.sessions.keys()])
    // One more may be under way beside the third.
    expect(server.deletes().length).toBeLessThanOrEqual(4)
    expect(run.counts).toMatchObject({ 'still-present': server.deletes().length, 'not-attempted': 12 - server.deletes().length })
    expect(run.targets.at(-1)?.outcome?.detail).toMatch(/3 requests in a row got no answer, so the rest was not asked/)
  })

  it('does so too when its requests can not even be sent, and goes on elsewhere', async () => {
    const [server, other] = [await startSessionServer(12), await startSessionServer(3)]
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    const otherId = await addServer(engine, draftOf(other.url, { name: 'Other' }))
    const keys = [
      ...[...server.sessions.keys()].map((sessionId) => ({ serverId, sessionId, duplicate: 0 })),
      ...[...other.sessions.keys()].map((sessionId) => ({ serverId: otherId, sessionId, duplicate: 0 })),
    ]
    const plan = await engine.act.terminations.review({ keys })
    await server.close()
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 15 })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect(run.counts.terminated).toBe(3)
    expect(run.counts.failed).toBeLessThanOrEqual(4)
    expect(run.counts['not-attempted']).toBe(12 - run.counts.failed)
  })

  it('ends its part on a server at once when the credential is no longer accepted, and locks no account', async () => {
    const server = await startSessionServer(12)
    const other = await startSessionServer(3)
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    const otherId = await addServer(engine, draftOf(other.url, { name: 'Other' }))
    for (const session of server.sessions.values()) session.behaviour = 'says-401'
    const keys = [
      ...[...server.sessions.keys()].map((sessionId) => ({ serverId, sessionId, duplicate: 0 })),
      ...[...other.sessions.keys()].map((sessionId) => ({ serverId: otherId, sessionId, duplicate: 0 })),
    ]
    const plan = await engine.act.terminations.review({ keys })
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 15 })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect(run.counts).toMatchObject({ refused: 2, 'not-attempted': 10, terminated: 3 })
    expect(server.deletes()).toHaveLength(2)
    expect(engine.status(serverId)?.hold).toBe('sign-in-failed')
    expect(run.targets[5]?.outcome?.detail).toMatch(/did not accept the secret/)
  })

  it('asks no more after a single credential that was not accepted', async () => {
    const server = await startSessionServer(10)
    server.takes = 20
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    ;(server.sessions.get('s0') as { behaviour: Behaviour }).behaviour = 'says-401'
    const run = await terminate(engine, serverId, [...server.sessions.keys()])
    expect(run.counts.refused).toBe(1)
    expect(server.deletes().length).toBeLessThanOrEqual(3)
    expect(run.counts['not-attempted']).toBe(10 - server.deletes().length)
  })

  it('goes on after one refused session, and ends its part after three in a row', async () => {
    const server = await startSessionServer(12)
    server.takes = 10
    const engine = await startEngine({ pace: PACE })
    const serverId = await addServer(engine, draftOf(server.url))
    for (const id of ['s1', 's6', 's7', 's8', 's9', 's10', 's11'])
      (server.sessions.get(id) as { behaviour: Behaviour }).behaviour = 'says-403'
    const run = await terminate(engine, serverId, [...server.sessions.keys()])
    expect(run.counts.terminated).toBe(5)
    expect(run.counts.refused).toBeGreaterThanOrEqual(4)
    expect(run.counts.refused).toBeLessThanOrEqual(5)
    expect(run.counts['not-attempted']).toBeGreaterThanOrEqual(2)
    await until(() => engine.status(serverId)?.terminateRefused === true)
    await engine.act.servers.refresh({ serverId })
    await until(() => engine.status(serverId)?.terminateRefused === false)
  })

  it('leaves alone what changed between the review and its turn', async () => {
    const server = await startSessionServer(6)
    server.takes = 150
    const engine = await startEngine({ pace: PACE })
    const overrides = { fields: { own: ['current'] } }
    const serverId = await addServer(engine, draftOf(server.url, { connector: { profileId: 'admin-sessions', inputs: {}, overrides } }))
    const plan = await engine.act.terminations.review({
      keys: [...server.sessions.keys()].map((sessionId) => ({ serverId, sessionId, duplicate: 0 })),
    })
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 6 })
    await until(() => server.deletes().length >= 1)
    ;(server.sessions.get('s4') as { user: string }).user = 'somebody else'
    ;(server.sessions.get('s5') as { current?: boolean }).current = true
    server.sessions.delete('s3')
    await engine.act.servers.refresh({ serverId })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    expect(server.deletes().sort()).toEqual(['s0', 's1', 's2'])
    expect(outcomesOf(run)).toMatchObject({ s2: 'terminated', s3: 'already-gone', s4: 'not-attempted', s5: 'not-attempted' })
    expect(run.targets[4]?.outcome?.detail).toMatch(/now belongs to somebody else/)
  })
})
