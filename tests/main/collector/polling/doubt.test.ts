import { beforeEach, describe, expect, it } from 'vitest'
import { PollLoop } from '../../../../src/main/collector/polling/poller.ts'
import { staggeredDelay } from '../../../../src/main/collector/polling/schedule.ts'
import type { Server } from '../../../../src/shared/server.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import { LoopWorld, NOTHING } from './loop-world.ts'
import { ScriptedServer, scriptedDraft } from './scripted-server.ts'

const MINUTE = 60_000

let world: LoopWorld
let clock: VirtualClock
let server: ScriptedServer

beforeEach(() => {
  world = new LoopWorld()
  clock = world.clock
  server = new ScriptedServer(clock)
})

async function startedLoop(change: Partial<Server> = {}): Promise<PollLoop> {
  const loop = new PollLoop(scriptedDraft('keep', change), NOTHING, world.environment(server))
  loop.start(0)
  await clock.pass(1000)
  return loop
}

describe('what was read before the machine slept', () => {
  it('is doubtful at once, and no more when it was read again', async () => {
    const loop = await startedLoop()
    loop.doubt(4000)
    expect(loop.status.doubtfulSince).toBe(clock.now())
    await clock.pass(3900)
    expect(server.requests).toHaveLength(1)
    expect(loop.status.doubtfulSince).not.toBeNull()
    await clock.pass(200)
    expect(server.requests).toHaveLength(2)
    expect(loop.status.doubtfulSince).toBeNull()
  })

  it('is no longer only doubtful when the read after it failed: that is a state of its own', async () => {
    const loop = await startedLoop()
    server.reply = () => ({ fail: 'timed-out' })
    loop.doubt(0)
    await clock.pass(10)
    expect(loop.status).toMatchObject({ doubtfulSince: null, lastAttempt: { result: 'failed' } })
  })

  it('is read again soon when the read that was under way came to nothing', async () => {
    const loop = await startedLoop()
    server.takes = 20_000
    server.reply = () => ({ fail: 'timed-out' })
    await clock.pass(30_000)
    expect(server.requests).toHaveLength(2)
    loop.doubt(3000)
    server.reply = () => 'complete'
    await clock.pass(19_000)
    const before = server.requests.length
    await clock.pass(5000)
    expect(server.requests.length).toBe(before + 1)
  })

  it('is left alone on a paused server', async () => {
    const loop = await startedLoop()
    loop.change({ ...loop.server, paused: true })
    loop.doubt(0)
    await clock.pass(MINUTE)
    expect(loop.status.doubtfulSince ?? null).toBeNull()
    expect(server.requests).toHaveLength(1)
  })
})

it('all servers are read again within five seconds, evenly apart', () => {
  const delays = Array.from({ length: 10 }, (_, index) => staggeredDelay(index, 10, () => 0.5))
  expect(delays).toEqual([250, 750, 1250, 1750, 2250, 2750, 3250, 3750, 4250, 4750])
  expect(staggeredDelay(0, 1, () => 0.999)).toBeLessThan(5000)
})
