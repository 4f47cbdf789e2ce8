import { beforeEach, describe, expect, it } from 'vitest'
import type { PollEnvironment } from '../../../../src/main/collector/polling/poll-environment.ts'
import { PollLoop } from '../../../../src/main/collector/polling/poller.ts'
import { RollcallError } from '../../../../src/shared/errors.ts'
import type { Server } from '../../../../src/shared/server.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import { LoopWorld, NOTHING, one } from './loop-world.ts'
import { ScriptedServer, scriptedDraft } from './scripted-server.ts'

const MINUTE = 60_000

let world: LoopWorld
let clock: VirtualClock

beforeEach(() => {
  world = new LoopWorld()
  clock = world.clock
})

function loopOf(server: ScriptedServer, change: Partial<Server> = {}, more: Partial<PollEnvironment> = {}): PollLoop {
  return new PollLoop(scriptedDraft('keep', change), NOTHING, world.environment(server, more))
}

describe('a poll loop', () => {
  it('reads every interval, counted from the end of the read before', async () => {
    const server = new ScriptedServer(clock)
    server.takes = 10_000
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(2 * MINUTE)
    const begin = server.requests[0]?.at ?? 0
    expect(server.requests.map(({ at }) => at - begin)).toEqual([0, 40_000, 80_000, 120_000])
    expect(server.mostAtOnce).toBe(1)
  })

  it('tells when it read last, when it reads next, and what it found', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    const at = clock.now()
    loop.start(0)
    await clock.pass(0)
    expect(loop.status).toMatchObject({
      polling: false,
      lastCompleteAt: at,
      lastReadAt: at,
      lastAttempt: { at, result: 'complete', problem: null, reachable: true },
      failingSince: null,
      nextPollAt: at + 30_000,
      sessions: 0,
      clockOffset: 250,
    })
    expect(world.statuses.some(({ polling }) => polling)).toBe(true)
  })

  it('keeps the time of the last complete read through partial ones, and says since when', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(0)
    const complete = loop.status.lastCompleteAt
    server.reply = () => 'partial'
    await clock.pass(MINUTE)
    const { lastCompleteAt, lastReadAt, lastAttempt, failingSince } = loop.status
    expect([lastCompleteAt, lastAttempt?.result, lastAttempt?.problem?.code]).toEqual([complete, 'partial', 'paging-failed'])
    expect(lastReadAt).toBeGreaterThan(complete ?? 0)
    expect(failingSince).toBe((complete ?? 0) + 30_000)
  })

  it('asks a failing server less and less often, and as usual after its first good answer', async () => {
    const server = new ScriptedServer(clock)
    server.reply = () => ({ fail: 'server-error' })
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(30 * MINUTE)
    const gaps = server.requests.slice(1).map(({ at }, index) => at - (server.requests[index]?.at ?? 0))
    expect(gaps.slice(0, 5)).toEqual([45_000, 75_000, 135_000, 165_000, 165_000])
    expect(loop.status.lastAttempt).toMatchObject({ result: 'failed', problem: { code: 'server-error' }, reachable: true })
    expect(world.missed).toBe(server.requests.length)
    server.reply = () => 'complete'
    await clock.pass(5 * MINUTE)
    const last = server.requests.slice(-2).map(({ at }) => at)
    expect((last[1] ?? 0) - (last[0] ?? 0)).toBe(30_000)
    expect(loop.status.failingSince).toBeNull()
  })

  it('tries to sign in once more after a 401, then holds until somebody acts', async () => {
    const server = new ScriptedServer(clock)
    server.reply = () => ({ fail: 'sign-in-failed' })
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(24 * 60 * MINUTE)
    expect(server.requests).toHaveLength(2)
    expect(loop.status).toMatchObject({ hold: 'sign-in-failed', nextPollAt: null })
    await expect(loop.readFresh()).rejects.toMatchObject({ code: 'sign-in-failed' })
    expect(await loop.ask(() => one('a'))).toMatchObject({ kind: 'blocked', waitMs: null })
    expect(server.requests).toHaveLength(2)
    server.reply = () => 'complete'
    loop.refresh()
    await clock.pass(MINUTE)
    expect(loop.status.hold).toBeNull()
    expect(server.requests.length).toBeGreaterThan(3)
  })

  it('counts a 401 to a terminate request as a sign-in that failed', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(0)
    server.reply = () => ({ fail: 'sign-in-failed' })
    const asked = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => loop.ask(() => one(id))))
    expect(asked.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'blocked', 'blocked', 'blocked'])
    await clock.pass(60 * MINUTE)
    expect(server.requests.filter(({ reply }) => reply !== 'complete')).toHaveLength(2)
  })

  it('asks alone after a 401, so that a second one is known before a third request leaves', async () => {
    const server = new ScriptedServer(clock)
    server.reply = () => ({ fail: 'sign-in-failed' })
    const loop = loopOf(server, { intervalSeconds: 3600 })
    loop.start(0)
    await clock.pass(0)
    server.takes = 100
    const asked = Promise.all(['a', 'b', 'c'].map((id) => loop.ask(() => one(id))))
    await clock.pass(1000)
    expect((await asked).map(({ kind }) => kind)).toEqual(['blocked', 'blocked', 'blocked'])
    expect(server.requests.map(({ kind }) => kind)).toEqual(['read', 'read'])
  })

  it('sends nothing when there is no credential', async () => {
    const server = new ScriptedServer(clock)
    const connect = () => Promise.reject(new RollcallError({ code: 'credential-missing', message: 'Gone.', next: '' }))
    const loop = loopOf(server, {}, { connect })
    loop.start(0)
    await clock.pass(60 * MINUTE)
    expect([server.requests.length, loop.status.hold, loop.status.lastAttempt?.problem?.code]).toEqual([
      0,
      'credential',
      'credential-missing',
    ])
  })

  it('leaves a server alone for as long as it asks, whoever wants to read or end something', async () => {
    const server = new ScriptedServer(clock)
    server.reply = () => ({ fail: 'too-many-requests', retryAfterMs: 10 * MINUTE })
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(0)
    const begin = clock.monotonic()
    server.reply = () => 'complete'
    await clock.pass(5 * MINUTE)
    loop.refresh()
    await expect(loop.readFresh()).rejects.toMatchObject({ code: 'too-many-requests' })
    expect(await loop.ask(() => one('a'))).toMatchObject({ kind: 'blocked', waitMs: 5 * MINUTE })
    await clock.pass(6 * MINUTE)
    expect(server.requests.slice(1).every(({ at }) => at - begin >= 10 * MINUTE)).toBe(true)
    expect(server.requests.length).toBeGreaterThan(1)
  })

  it.each(['too-many-requests', 'server-error'] as const)(
    'honours the time that comes with %s as the answer to a terminate request',
    async (fail) => {
      const server = new ScriptedServer(clock)
      const loop = loopOf(server)
      loop.start(0)
      await clock.pass(0)
      server.reply = () => ({ fail, retryAfterMs: 2 * MINUTE })
      await loop.ask(() => one('a'))
      const begin = clock.monotonic()
      server.reply = () => 'complete'
      expect(await loop.ask(() => one('b'))).toMatchObject({ kind: 'blocked', waitMs: 2 * MINUTE })
      await clock.pass(5 * MINUTE)
      expect(server.requests[2]?.at).toBeGreaterThanOrEqual(begin + 2 * MINUTE)
    },
  )

  it('is quiet while it is paused, and still reads when somebody asks for it', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(0)
    loop.change({ ...loop.server, paused: true })
    await clock.pass(60 * MINUTE)
    expect(server.requests).toHaveLength(1)
    expect(loop.status.nextPollAt).toBeNull()
    loop.refresh()
    await clock.pass(60 * MINUTE)
    expect(server.requests).toHaveLength(2)
    loop.change({ ...loop.server, paused: false })
    await clock.pass(MINUTE)
    expect(server.requests.length).toBeGreaterThan(2)
  })

  it('goes at a third of the pace while the window is hidden', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    world.hidden = true
    loop.start(0)
    await clock.pass(10 * MINUTE)
    expect(server.requests).toHaveLength(7)
    world.hidden = false
    loop.rearm()
    await clock.pass(MINUTE)
    // At once, since the last read is older than an interval, and then every half minute.
    expect(server.requests).toHaveLength(10)
  })

  it('loses no time when its pace is changed again and again', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    loop.start(0)
    for (let second = 0; second < 300; second += 10) {
      world.hidden = !world.hidden
      loop.rearm()
      await clock.pass(10_000)
    }
    expect(server.requests.length).toBeGreaterThanOrEqual(7)
  })

  it('shares one read between all who wait for a fresh one, and starts it after the read that is under way', async () => {
    const server = new ScriptedServer(clock)
    server.takes = 1000
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(500)
    const waiting = Promise.all([loop.readFresh(), loop.readFresh(), loop.readFresh()])
    await clock.pass(5000)
    const reads = await waiting
    expect(server.requests).toHaveLength(2)
    expect(server.mostAtOnce).toBe(1)
    expect(new Set(reads).size).toBe(1)
    expect((world.reports[1]?.startedAt ?? 0) - (world.reports[0]?.startedAt ?? 0)).toBe(1000)
  })

  it('lets a read wait for the requests under way, and lets at most two of these through at once', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server, { intervalSeconds: 3600 })
    loop.start(0)
    await clock.pass(0)
    server.takes = 1000
    const asked = Promise.all(['a', 'b', 'c'].map((id) => loop.ask(() => one(id))))
    const read = loop.readFresh()
    await clock.pass(10_000)
    await Promise.all([asked, read])
    expect(server.mostAtOnce).toBe(2)
    const begin = server.requests[1]?.at ?? 0
    expect(server.requests.slice(1).map(({ at, kind }) => [at - begin, kind])).toEqual([
      [0, 'terminate'],
      [0, 'terminate'],
      [1000, 'terminate'],
      [2000, 'read'],
    ])
  })

  it('calls back right before a request, and sends nothing when that says no', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    await loop.readFresh()
    expect(await loop.ask(() => null)).toEqual({ kind: 'cancelled' })
    expect(server.requests.map(({ kind }) => kind)).toEqual(['read'])
  })

  it('ends within a moment, also in the middle of a read that never ends, and sends nothing after it', async () => {
    const server = new ScriptedServer(clock)
    server.reply = () => 'never'
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(1000)
    const before = world.statuses.length
    await loop.stop()
    await clock.pass(60 * MINUTE)
    expect(server.requests).toHaveLength(1)
    expect(server.closed).toBe(1)
    expect(world.statuses.length).toBe(before)
    expect(clock.waiting).toBe(0)
    await expect(loop.readFresh()).rejects.toThrow()
    expect(await loop.ask(() => one('a'))).toMatchObject({ kind: 'blocked' })
  })

  it('gives up a connector that keeps no deadline', async () => {
    const server = new ScriptedServer(clock)
    server.reply = () => 'never'
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(6 * MINUTE)
    expect(loop.status.lastAttempt).toMatchObject({ result: 'failed', problem: { code: 'timed-out' }, reachable: false })
    server.reply = () => 'complete'
    await clock.pass(2 * MINUTE)
    expect(loop.status.lastAttempt?.result).toBe('complete')
  })

  it('passes a read on as evidence when the cache can not be written, and says so', async () => {
    const server = new ScriptedServer(clock)
    world.takeFails = new RollcallError({ code: 'disk-full', message: 'The disk is full.', next: '' })
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(0)
    expect(world.reports).toHaveLength(1)
    expect(loop.status).toMatchObject({
      lastCompleteAt: null,
      hold: null,
      lastAttempt: { result: 'failed', problem: { code: 'disk-full' } },
    })
    world.takeFails = null
    await clock.pass(MINUTE)
    expect(loop.status.lastAttempt?.result).toBe('complete')
  })

  it('gives each read a later time than the one before, also when the clock is set back', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(0)
    clock.jump(-60 * MINUTE)
    await clock.pass(5 * MINUTE)
    const times = world.reports.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((left, right) => left - right))
    expect(new Set(times).size).toBe(times.length)
    expect(times).toHaveLength(11)
  })

  it('starts held when it was held before, and asks nothing', async () => {
    const server = new ScriptedServer(clock)
    const held = { hold: 'sign-in-failed', problem: { code: 'sign-in-failed', message: 'No.', next: '' }, at: 5 } as const
    const loop = new PollLoop(
      scriptedDraft('keep'),
      { ...NOTHING, lastReadAt: 3, lastCompleteAt: 3, sessions: 7, held },
      world.environment(server),
    )
    loop.start(0)
    await clock.pass(60 * MINUTE)
    expect(server.requests).toHaveLength(0)
    expect(loop.status).toMatchObject({ hold: 'sign-in-failed', lastReadAt: 3, sessions: 7, lastAttempt: { problem: { message: 'No.' } } })
  })
})

describe('a server whose system can’t list sessions', () => {
  it('is never read, whoever asks, and can still be asked to end something', async () => {
    world.canList = false
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    loop.start(0)
    loop.refresh()
    loop.rearm()
    await clock.pass(10 * MINUTE)
    await expect(loop.readFresh()).rejects.toMatchObject({ code: 'not-allowed', message: expect.stringContaining('no list') })
    expect([server.requests.length, loop.status.nextPollAt, loop.status.hold]).toEqual([0, null, null])
    expect(await loop.ask(() => one('a'))).toMatchObject({ kind: 'accepted' })
    await loop.stop()
  })
})
