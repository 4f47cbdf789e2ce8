import { beforeEach, describe, expect, it } from 'vitest'
import { PollLoop } from '../../../../src/main/collector/polling/poller.ts'
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

function loopOf(server: ScriptedServer): PollLoop {
  return new PollLoop(scriptedDraft('keep'), NOTHING, world.environment(server))
}

describe('the connector of a poll loop', () => {
  it('is kept, with what it remembers of the sessions, over reads that fail', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(0)
    server.reply = () => ({ fail: 'server-error' })
    await clock.pass(10 * MINUTE)
    expect(loop.status.lastAttempt?.result).toBe('failed')
    server.reply = () => 'complete'
    const asked = server.requests.length
    expect(await loop.ask(() => one('a'))).toMatchObject({ kind: 'accepted' })
    expect(server.requests.slice(asked).map(({ kind }) => kind)).toEqual(['terminate'])
    expect([server.connected, server.closed]).toEqual([1, 0])
  })

  it('sends nothing before it has read: the list is read first, and shown to all before they are asked what to end', async () => {
    const server = new ScriptedServer(clock)
    const loop = loopOf(server)
    const shown: number[] = []
    const ready = () => {
      shown.push(world.reports.length)
      return one('a')
    }
    expect(await loop.ask(ready)).toMatchObject({ kind: 'accepted' })
    server.reply = (kind) => (kind === 'read' ? { fail: 'sign-in-failed' } : 'complete')
    await loop.readFresh().catch(() => undefined)
    server.reply = () => 'complete'
    expect(await loop.ask(ready)).toMatchObject({ kind: 'accepted' })
    expect(server.requests.map(({ kind }) => kind)).toEqual(['read', 'terminate', 'read', 'read', 'terminate'])
    expect([shown, server.connected]).toEqual([[1, 2], 2])
  })

  it('sends nothing when that read fails, and says why', async () => {
    const server = new ScriptedServer(clock)
    server.reply = () => ({ fail: 'server-error' })
    const ready = () => {
      throw new Error('asked all the same')
    }
    expect(await loopOf(server).ask(ready)).toMatchObject({ kind: 'blocked', problem: { code: 'server-error' }, waitMs: null })
    expect(server.requests.map(({ kind }) => kind)).toEqual(['read'])
  })

  it.each([
    ['no-right', 'no-right'],
    ['certificate-changed', 'certificate'],
  ] as const)('holds at once after %s', async (fail, hold) => {
    const server = new ScriptedServer(clock)
    server.reply = () => ({ fail })
    const loop = loopOf(server)
    loop.start(0)
    await clock.pass(60 * MINUTE)
    expect([server.requests.length, loop.status.hold]).toEqual([1, hold])
  })
})
