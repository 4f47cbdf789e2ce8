import { describe, expect, it } from 'vitest'
import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { interruptRun, recordIntents, startRun } from '../../../../src/main/store/journal/runs.ts'
import type { Server } from '../../../../src/shared/server.ts'
import type { Plan, Run, Target } from '../../../../src/shared/termination.ts'
import { type DeskServer, type DeskSession, deskProfile, putProfile, startDesk, WAYS } from '../desk-server.ts'
import { addServer, draftOf, type Engine, outcomesOf, startEngine, temporaryFolder, terminate, until } from '../engine.ts'

/** An engine that watches a desk by a profile with these ways to end something. */
async function watched(desk: DeskServer, ways: object, more: object = {}): Promise<{ engine: Engine; serverId: string }> {
  const folder = temporaryFolder()
  putProfile(folder, deskProfile({ terminate: ways, ...more }))
  const engine = await startEngine({ dataFolder: folder, pace: 20 })
  return { engine, serverId: await addServer(engine, deskDraft(desk)) }
}

function deskDraft(desk: DeskServer, change: Partial<Server> = {}) {
  return draftOf(desk.url, { name: 'Desk', connector: { profileId: 'desk', inputs: {}, overrides: {} }, ...change })
}

function sessionOf(desk: DeskServer, id: string): DeskSession {
  return desk.sessions.get(id) as DeskSession
}

async function confirmed(engine: Engine, plan: Plan): Promise<Run> {
  const count = plan.targets.filter(({ verdict }) => verdict.kind === 'will-end').length
  const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count })
  return until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null), 30)
}

function logOut(engine: Engine, serverId: string, sessionId: string): Promise<Plan> {
  return engine.act.terminations.review({ keys: [{ serverId, sessionId }], scope: 'user' })
}

function verdicts(plan: Plan): Record<string, string> {
  return Object.fromEntries(
    plan.targets.map(({ target, verdict }) => [target.key.sessionId, verdict.kind === 'guarded' ? verdict.guard : verdict.kind]),
  )
}

describe('sessions that a server ends several of by one request', () => {
  it('go into as few requests as it takes, all with their intents written down before', async () => {
    const desk = await startDesk(10)
    const { engine, serverId } = await watched(desk, { one: WAYS.one, many: WAYS.many })
    const intents: number[] = []
    desk.onAct = () => intents.push(engine.entries().filter(({ kind }) => kind === 'target-intent').length)
    const run = await terminate(engine, serverId, [...desk.sessions.keys()].slice(0, 9))
    expect(run.counts).toMatchObject({ terminated: 9 })
    // Two at a time: the first two are on their way before either is answered.
    expect(desk.acts.map((act) => act.split(/[ ,]/).length - 2).toSorted()).toEqual([0, 4, 4])
    expect(desk.acts.filter((act) => act.startsWith('DELETE'))).toHaveLength(1)
    const named = desk.acts.map((_, index) => desk.acts.slice(0, index + 1).reduce((sum, act) => sum + act.split(',').length, 0))
    for (const [index, written] of intents.entries()) expect(written).toBeGreaterThanOrEqual(named[index] ?? 99)
    expect([...desk.sessions.keys()]).toEqual(['s9'])
  })

  it('fall to evidence one by one when the request is refused as a whole or in part', async () => {
    const desk = await startDesk(4)
    const { engine, serverId } = await watched(desk, { one: WAYS.one, many: WAYS.many })
    const stays = desk.sessions.get('s1')
    if (stays !== undefined) stays.ends = false
    desk.answers.end = 404
    const run = await terminate(engine, serverId, ['s0', 's1', 's2', 's3'])
    expect(desk.acts).toEqual(['POST /end s0,s1,s2,s3'])
    expect(outcomesOf(run)).toEqual({ s0: 'terminated', s1: 'still-present', s2: 'terminated', s3: 'terminated' })
    expect(run.targets[0]?.outcome?.detail).toMatch(/does not know all that the request named/)
    desk.answers.end = 500
    const again = await terminate(engine, serverId, ['s1'])
    expect(again.targets[0]?.outcome).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/still listed/) })
  })

  it('go one by one where one of them can’t be named, so that the others still end', async () => {
    const desk = await startDesk(4)
    for (const id of ['s0', 's1', 's3']) desk.sessions.set(id, { ...sessionOf(desk, id), key: id })
    const one = { request: { method: 'DELETE', path: '/sessions/{id.key}' } }
    const many = { ...WAYS.many, request: { ...WAYS.many.request, json: { ids: '{ids.key}' } } }
    const { engine, serverId } = await watched(desk, { one, many }, { identity: { hidden: { key: 'key' } } })
    const run = await terminate(engine, serverId, ['s0', 's1', 's2', 's3'])
    expect(desk.acts.toSorted()).toEqual(['DELETE /sessions/s0', 'DELETE /sessions/s1', 'DELETE /sessions/s3'])
    expect(outcomesOf(run)).toEqual({ s0: 'terminated', s1: 'terminated', s2: 'failed', s3: 'terminated' })
    expect(engine.entries().filter(({ kind }) => kind === 'target-intent')).toHaveLength(4)
  })

  it('are each listed again when the server only says that it ended them', async () => {
    const desk = await startDesk(3)
    for (const session of desk.sessions.values()) session.ends = session.id === 's2'
    const { engine, serverId } = await watched(desk, { one: WAYS.one, many: WAYS.many })
    const run = await terminate(engine, serverId, ['s0', 's1', 's2'])
    expect(outcomesOf(run)).toEqual({ s0: 'still-present', s1: 'still-present', s2: 'terminated' })
  })

  it('are stopped between two requests', async () => {
    const desk = await startDesk(40)
    desk.takes = 100
    const { engine, serverId } = await watched(desk, { one: WAYS.one, many: WAYS.many })
    const keys = [...desk.sessions.keys()].map((sessionId) => ({ serverId, sessionId }))
    const plan = await engine.act.terminations.review({ keys })
    const { runId } = await engine.act.terminations.confirm({ planId: plan.planId, count: 40 })
    await until(() => desk.acts.length >= 2)
    await engine.act.terminations.stop({ runId })
    const run = await until(() => (engine.run(runId).state === 'done' ? engine.run(runId) : null))
    const asked = desk.acts.length * 4
    expect(run.counts).toMatchObject({ terminated: asked, 'not-attempted': 40 - asked })
    expect(asked).toBeLessThan(40)
  })

  it('leave out what the newest read shows guarded, gone or changed', async () => {
    const desk = await startDesk(5)
    const { engine, serverId } = await watched(desk, { one: WAYS.one, many: WAYS.many })
    const keys = ['s0', 's1', 's2', 's3'].map((sessionId) => ({ serverId, sessionId }))
    const plan = await engine.act.terminations.review({ keys })
    desk.sessions.delete('s1')
    desk.sessions.set('s2', { ...sessionOf(desk, 's2'), user: 'eve', userId: 'e' })
    desk.sessions.set('s3', { ...sessionOf(desk, 's3'), own: true })
    const lists = desk.lists
    await engine.act.servers.refresh({ serverId })
    await until(() => desk.lists > lists && engine.status(serverId)?.polling === false)
    const run = await confirmed(engine, plan)
    expect(outcomesOf(run)).toEqual({ s0: 'terminated', s1: 'already-gone', s2: 'not-attempted', s3: 'not-attempted' })
    expect(desk.acts).toEqual(['DELETE /sessions/s0'])
  })
})

describe('what a server says to a request', () => {
  it.each([
    ['a good status and words of failure', 200, /answered that it failed/, 'failed'],
    ['that it does not know it', 404, /does not know the session/, 'still-present'],
    ['yes', 204, /accepted the request/, 'still-present'],
  ])('is told while a read has yet to show what it did: %s', async (_, status, words, outcome) => {
    const desk = await startDesk(2)
    sessionOf(desk, 's0').ends = false
    if (status === 200) desk.endSays = { ok: false }
    desk.answers.end = status
    const answers = { failed: [{ path: 'ok', is: false }] }
    const { engine, serverId } = await watched(desk, { one: { ...WAYS.one, answers } })
    const run = await terminate(engine, serverId, ['s0'])
    const told = engine.news.filter((item) => item.kind === 'answered')
    expect(told).toEqual([{ kind: 'answered', runId: run.runId, positions: [0], words: expect.stringMatching(words) }])
    expect(outcomesOf(run)).toEqual({ s0: outcome })
  })
})

describe('logging out a user', () => {
  it('takes all of the user’s sessions for targets and ends them by one request, after the intents of all', async () => {
    const desk = await startDesk(7)
    const { engine, serverId } = await watched(desk, { one: WAYS.one, user: WAYS.user })
    let intents = 0
    desk.onAct = () => {
      intents = engine.entries().filter(({ kind }) => kind === 'target-intent').length
    }
    const plan = await logOut(engine, serverId, 's3')
    expect(plan.scope).toBe('user')
    expect(plan.targets.map(({ target }) => [target.key.sessionId, target.wholeUser])).toEqual([
      ['s3', true],
      ['s0', true],
      ['s6', true],
    ])
    const run = await confirmed(engine, plan)
    expect(desk.acts).toEqual(['POST /users/u0/logout'])
    expect([intents, run.counts.terminated, desk.sessions.size]).toEqual([3, 3, 4])
    expect(engine.entries().find(({ kind }) => kind === 'target-intent')?.text).toBe(
      'About to end the session of user-0, by logging out this user, on Desk.',
    )
  })

  it('is one request for each user and server', async () => {
    const desk = await startDesk(6)
    const { engine, serverId } = await watched(desk, { user: WAYS.user })
    const keys = ['s0', 's1', 's3'].map((sessionId) => ({ serverId, sessionId }))
    const run = await confirmed(engine, await engine.act.terminations.review({ keys, scope: 'user' }))
    expect(desk.acts.toSorted()).toEqual(['POST /users/u0/logout', 'POST /users/u1/logout'])
    expect(run.counts).toMatchObject({ terminated: 4 })
  })

  it('works where single sessions can’t be ended, and those are guarded', async () => {
    const desk = await startDesk(3)
    const { engine, serverId } = await watched(desk, { user: WAYS.user })
    const single = await engine.act.terminations.review({ keys: [{ serverId, sessionId: 's0' }] })
    expect(verdicts(single)).toEqual({ s0: 'not-offered' })
    expect(verdicts(await logOut(engine, serverId, 's0'))).toEqual({ s0: 'will-end' })
  })

  it('goes one by one where the server has no such request', async () => {
    const desk = await startDesk(6)
    const { engine, serverId } = await watched(desk, { one: WAYS.one })
    const run = await confirmed(engine, await logOut(engine, serverId, 's0'))
    expect(desk.acts.toSorted()).toEqual(['DELETE /sessions/s0', 'DELETE /sessions/s3'])
    expect(run.targets.every(({ target }) => !target.wholeUser)).toBe(true)
  })

  it('never ends Rollcall’s own session: the others go one by one', async () => {
    const desk = await startDesk(6)
    desk.sessions.set('s3', { ...sessionOf(desk, 's3'), own: true })
    const { engine, serverId } = await watched(desk, { one: WAYS.one, user: WAYS.user })
    const plan = await logOut(engine, serverId, 's0')
    expect(verdicts(plan)).toEqual({ s0: 'will-end', s3: 'own' })
    await confirmed(engine, plan)
    expect(desk.acts).toEqual(['DELETE /sessions/s0'])
  })

  it('is guarded where only that request could end sessions beside Rollcall’s own', async () => {
    const desk = await startDesk(6)
    desk.sessions.set('s3', { ...sessionOf(desk, 's3'), own: true })
    const { engine, serverId } = await watched(desk, { user: WAYS.user })
    expect(verdicts(await logOut(engine, serverId, 's0'))).toEqual({ s0: 'not-offered', s3: 'not-offered' })
  })

  it('is called off when a session of Rollcall’s own appears after the review', async () => {
    const desk = await startDesk(6)
    const { engine, serverId } = await watched(desk, { one: WAYS.one, user: WAYS.user })
    const plan = await logOut(engine, serverId, 's0')
    desk.sessions.set('mine', { id: 'mine', user: 'user-0', userId: 'u0', node: 'node-0', own: true })
    const lists = desk.lists
    await engine.act.servers.refresh({ serverId })
    await until(() => desk.lists > lists && engine.status(serverId)?.polling === false)
    const run = await confirmed(engine, plan)
    expect(desk.acts).toEqual([])
    expect(outcomesOf(run)).toEqual({ s0: 'not-attempted', s3: 'not-attempted' })
    expect(run.targets[0]?.outcome?.detail).toMatch(/own session.*nothing was asked/)
  })

  it('by a name takes all who have that name for targets, for the request ends them too', async () => {
    const desk = await startDesk(6)
    desk.sessions.set('s3', { ...sessionOf(desk, 's3'), userId: 'u9' })
    const { engine, serverId } = await watched(desk, { one: WAYS.one, user: { ...WAYS.user, by: 'user' } })
    const plan = await logOut(engine, serverId, 's0')
    expect(plan.targets.map(({ target }) => [target.key.sessionId, target.wholeUser])).toEqual([
      ['s0', true],
      ['s3', true],
    ])
    const run = await confirmed(engine, plan)
    expect([desk.acts, run.counts.terminated]).toEqual([['POST /users/user-0/logout'], 2])
  })

  it.each(['user-0', 'User-0'])('by a name is not asked for where Rollcall’s own session has a user %s with another id', async (user) => {
    const desk = await startDesk(6)
    desk.sessions.set('s3', { ...sessionOf(desk, 's3'), user, userId: 'u9', own: true })
    desk.sessions.set('s6', { ...sessionOf(desk, 's0'), id: 's6' })
    const { engine, serverId } = await watched(desk, { one: WAYS.one, user: { ...WAYS.user, by: 'user' } })
    const plan = await logOut(engine, serverId, 's0')
    expect(verdicts(plan)).toEqual({ s0: 'will-end', s6: 'will-end' })
    await confirmed(engine, plan)
    expect(desk.acts.toSorted()).toEqual(['DELETE /sessions/s0', 'DELETE /sessions/s6'])
  })

  it('goes one by one for somebody whose rows do not give what the request carries', async () => {
    const desk = await startDesk(3)
    desk.sessions.set('s0', { ...sessionOf(desk, 's0'), userId: '' })
    const { engine, serverId } = await watched(desk, { one: WAYS.one, user: WAYS.user })
    await confirmed(engine, await logOut(engine, serverId, 's0'))
    expect(desk.acts).toEqual(['DELETE /sessions/s0'])
  })

  it('is told to be still there when the server only says that it did it', async () => {
    const desk = await startDesk(3)
    for (const session of desk.sessions.values()) session.ends = false
    const { engine, serverId } = await watched(desk, { user: WAYS.user })
    expect(outcomesOf(await confirmed(engine, await logOut(engine, serverId, 's0')))).toEqual({ s0: 'still-present' })
  })
})

describe('a server that can’t list its sessions', () => {
  const noList = { lists: [], fields: {}, terminate: { user: WAYS.user } }

  async function watchedBlind(desk: DeskServer): Promise<{ engine: Engine; serverId: string }> {
    const folder = temporaryFolder()
    putProfile(folder, deskProfile(noList))
    const engine = await startEngine({ dataFolder: folder, pace: 20 })
    const { serverId } = await engine.act.servers.add({ draft: deskDraft(desk) })
    await until(() => engine.status(serverId))
    return { engine, serverId }
  }

  it('is never read by itself, also when somebody refreshes it', async () => {
    const desk = await startDesk(3)
    const { engine, serverId } = await watchedBlind(desk)
    await engine.act.servers.refresh({ serverId })
    await engine.act.servers.refresh({})
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(desk.lists).toBe(0)
    expect(engine.status(serverId)).toMatchObject({ nextPollAt: null, lastAttempt: null, hold: null })
    const told = engine.news.findLast((item) => item.kind === 'systems')
    expect(told?.kind === 'systems' ? told.systems[0]?.capabilities : null).toMatchObject({ list: false, terminateUser: true })
  })

  it('logs out a user by name, and nobody says more than the server did', async () => {
    const desk = await startDesk(3)
    const { engine, serverId } = await watchedBlind(desk)
    const plan = await engine.act.terminations.reviewUser({ serverId, user: 'u1' })
    expect(plan.targets).toMatchObject([{ target: { kind: 'user', user: 'u1', wholeUser: true }, verdict: { kind: 'will-end' } }])
    const run = await confirmed(engine, plan)
    expect([desk.acts, [...desk.sessions.keys()]]).toEqual([['POST /users/u1/logout'], ['s0', 's2']])
    expect(run.targets[0]?.outcome).toMatchObject({
      kind: 'unknown',
      detail: expect.stringMatching(/accepted the request.*nobody can see/),
    })
    const texts = engine.entries().map(({ text }) => text)
    expect(texts).toContain('About to log out u1 on Desk.')
    expect(texts).toContain('Run 1 started: log out u1 on Desk.')
    desk.answers.logout = 404
    const unknown = await confirmed(engine, await engine.act.terminations.reviewUser({ serverId, user: 'nobody' }))
    expect(unknown.targets[0]?.outcome).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/knows no such user/) })
    desk.answers.logout = 403
    const refused = await confirmed(engine, await engine.act.terminations.reviewUser({ serverId, user: 'u2' }))
    expect(refused.targets[0]?.outcome?.kind).toBe('refused')
  })

  it('is guarded as any other, and a server with a list is no such server', async () => {
    const desk = await startDesk(3)
    const { engine, serverId } = await watchedBlind(desk)
    await engine.act.servers.change({ serverId, draft: deskDraft(desk, { viewOnly: true }) })
    expect(verdicts(await engine.act.terminations.reviewUser({ serverId, user: 'u1' }))).toEqual({ '': 'view-only' })
    const listed = await watched(await startDesk(1), { user: WAYS.user })
    await expect(listed.engine.act.terminations.reviewUser({ serverId: listed.serverId, user: 'u0' })).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })

  it('has an outcome for a user whose request was cut off by the end of the program', async () => {
    const desk = await startDesk(3)
    const { engine, serverId } = await watchedBlind(desk)
    await engine.stop()
    const journal = openJournal(engine.folder, { readOnly: false })
    const key = { serverId, sessionId: '', duplicate: 0 }
    const nothing = { address: null, agentWords: null, createdAt: null, userId: null }
    const targets: Target[] = ['u0', 'u1'].map((user) => ({ ...nothing, kind: 'user', key, serverName: 'Desk', user, wholeUser: true }))
    startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets, leftOut: {} })
    recordIntents(journal, [{ runId: 'run', position: 0 }], 2)
    journal.close()
    const again = await startEngine({ dataFolder: engine.folder })
    expect(again.run('run')).toMatchObject({ state: 'interrupted', counts: { unknown: 1, 'not-attempted': 1 } })
    expect(again.run('run').targets[0]?.outcome?.detail).toMatch(/nobody can see whether the user was logged out/)
    expect(desk.acts).toEqual([])
  })
})

describe('a run that was cut off in the middle of a request for several', () => {
  it('is resolved for each of them by reading, and nothing is sent again', async () => {
    const desk = await startDesk(6)
    const { engine, serverId } = await watched(desk, { one: WAYS.one, many: WAYS.many, user: WAYS.user })
    await engine.stop()
    const journal = openJournal(engine.folder, { readOnly: false })
    const targets = ['s0', 's1', 's2', 's3'].map((sessionId, index): Target => {
      const key = { serverId, sessionId, duplicate: 0 }
      const user = { user: `user-${index % 3}`, userId: `u${index % 3}`, wholeUser: index === 3 }
      return { kind: 'session', key, serverName: 'Desk', ...user, address: null, agentWords: null, createdAt: null }
    })
    startRun(journal, { runId: 'run', startedAt: 1, reason: null, targets, leftOut: {} })
    const places = [0, 1, 3].map((position) => ({ runId: 'run', position }))
    recordIntents(journal, places, 2)
    interruptRun(journal, 'run', 3)
    journal.close()
    desk.sessions.delete('s0')
    desk.sessions.delete('s3')
    const again = await startEngine({ dataFolder: engine.folder })
    const run = await until(() =>
      again.run('run').targets.filter(({ outcome }) => outcome !== null).length === 3 ? again.run('run') : null,
    )
    expect(outcomesOf(run)).toMatchObject({ s0: 'terminated', s1: 'still-present', s3: 'terminated' })
    expect(desk.acts).toEqual([])
  })
})
