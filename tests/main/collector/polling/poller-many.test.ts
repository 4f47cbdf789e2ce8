import { beforeEach, describe, expect, it } from 'vitest'
import type { PollEnvironment } from '../../../../src/main/collector/polling/poll-environment.ts'
import { PollLoop } from '../../../../src/main/collector/polling/poller.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import { LoopWorld, NOTHING, one, seeded } from './loop-world.ts'
import { type Reply, ScriptedServer, scriptedDraft } from './scripted-server.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let world: LoopWorld
let clock: VirtualClock

beforeEach(() => {
  world = new LoopWorld()
  clock = world.clock
})

/** 429 with all kinds of times, errors, silence; and for some servers a credential that is no longer accepted from some hour on. */
function makeTrouble(server: ScriptedServer, random: () => number, tooEarly: () => void): void {
  let quietUntil = 0
  const broken = random() < 0.3 ? clock.monotonic() + random() * DAY : Number.POSITIVE_INFINITY
  const throttle = (): Reply => {
    const retryAfterMs = [0, -1, 30_000, 600_000, 9_999_999_000][Math.floor(random() * 5)] ?? 0
    quietUntil = clock.monotonic() + Math.min(Math.max(retryAfterMs, 1000), 900_000)
    return { fail: 'too-many-requests', retryAfterMs }
  }
  server.reply = () => {
    if (clock.monotonic() < quietUntil) tooEarly()
    if (clock.monotonic() > broken) return { fail: 'sign-in-failed' }
    const dice = random()
    if (dice < 0.1) return throttle()
    if (dice < 0.3) return { fail: 'server-error' }
    return dice < 0.35 ? { fail: 'timed-out' } : 'complete'
  }
}

describe('many servers', () => {
  it('spreads the first reads after the machine slept over five seconds', async () => {
    const servers = new Map(Array.from({ length: 40 }, (_, index) => [`s${index}`, new ScriptedServer(clock)]))
    const dice = seeded(1)
    let asleep = false
    const shared = world.environment(servers, { random: () => (asleep ? dice() : 0.5) })
    for (const id of servers.keys()) new PollLoop(scriptedDraft(id), NOTHING, shared).start(0)
    await clock.pass(1000)
    clock.jump(8 * 60 * MINUTE)
    asleep = true
    const due = (servers.get('s0')?.requests[0]?.at ?? 0) + 30_000
    await clock.pass(40_000)
    const late = [...servers.values()].map(({ requests }) => (requests[1]?.at ?? 0) - due)
    expect(Math.max(...late)).toBeLessThan(5100)
    const groups = Map.groupBy(late, (delay) => Math.floor(delay / 250))
    expect(Math.max(...[...groups.values()].map((group) => group.length))).toBeLessThan(10)
  })

  it('reads at most sixteen servers at once, and a stuck one holds up no other', async () => {
    const servers = new Map(Array.from({ length: 60 }, (_, index) => [`s${index}`, new ScriptedServer(clock)]))
    let now = 0
    let most = 0
    const shared = world.environment(servers, {
      connect: async ({ id }) => {
        const connector = (servers.get(id) as ScriptedServer).connector()
        const read = async (signal: AbortSignal) => {
          now += 1
          most = Math.max(most, now)
          return connector.read(signal).finally(() => {
            now -= 1
          })
        }
        return { ...connector, read }
      },
    })
    for (const [id, server] of servers) {
      server.takes = 1000
      if (id === 's7') server.reply = () => 'never'
      new PollLoop(scriptedDraft(id), NOTHING, shared).start(0)
    }
    await clock.pass(10 * MINUTE)
    expect(most).toBe(16)
    const counts = [...servers].filter(([id]) => id !== 's7').map(([, { requests }]) => requests.length)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(16)
  })
})

describe('a day of a hundred servers in trouble', () => {
  it('holds no request before its time, at most two failed sign-ins in a row, and reads on where it can', async () => {
    const servers = new Map(Array.from({ length: 100 }, (_, index) => [`s${index}`, new ScriptedServer(clock)]))
    const random = seeded(42)
    const early: string[] = []
    for (const [id, server] of servers) makeTrouble(server, random, () => early.push(id))
    const shared = world.environment(servers, { random })
    const loops = [...servers.keys()].map((id) => new PollLoop(scriptedDraft(id, { intervalSeconds: 600 }), NOTHING, shared))
    for (const loop of loops) loop.start(0)
    await clock.pass(DAY)
    expect(early).toEqual([])
    for (const { requests } of servers.values()) {
      const failures = requests.filter(({ reply }) => typeof reply === 'object' && reply.fail === 'sign-in-failed')
      expect(failures.length).toBeLessThanOrEqual(2)
    }
    const healthy = loops.filter(({ status }) => status.hold === null)
    expect(healthy.length).toBeGreaterThan(50)
    expect(healthy.every(({ status }) => (status.lastReadAt ?? 0) > clock.now() - 60 * MINUTE)).toBe(true)
    const total = [...servers.values()].reduce((sum, { requests }) => sum + requests.length, 0)
    expect(total).toBeLessThan(100 * 144)
    await Promise.all(loops.map((loop) => loop.stop()))
  })
})

describe('a read that somebody waits for', () => {
  const SILENT = 40

  function world40(more: Partial<PollEnvironment> = {}) {
    const servers = new Map(Array.from({ length: SILENT }, (_, index) => [`s${index}`, new ScriptedServer(clock)]))
    const healthy = new ScriptedServer(clock)
    for (const server of servers.values()) server.reply = () => 'never'
    const shared = world.environment(new Map([...servers, ['healthy', healthy]]), more)
    for (const id of servers.keys()) new PollLoop(scriptedDraft(id), NOTHING, shared).start(0)
    return { healthy, loop: new PollLoop(scriptedDraft('healthy', { intervalSeconds: 3600 }), NOTHING, shared) }
  }

  it('waits for no silent server, also when it was to be read in its turn already', async () => {
    const { healthy, loop } = world40()
    loop.start(0)
    await clock.pass(1000)
    expect(healthy.requests).toHaveLength(0)
    const read = loop.readFresh()
    await clock.pass(10)
    await expect(read).resolves.toMatchObject({ complete: true })
    expect(healthy.requests).toHaveLength(1)
    loop.refresh()
    await clock.pass(10)
    expect(healthy.requests).toHaveLength(2)
    loop.refresh('in turn')
    await clock.pass(10)
    expect(healthy.requests).toHaveLength(2)
  })

  it('keeps no place of the others while it waits for the requests under way at its own server', async () => {
    const servers = new Map(Array.from({ length: 17 }, (_, index) => [`s${index}`, new ScriptedServer(clock)]))
    const shared = world.environment(servers)
    const loops = [...servers.keys()].map((id) => new PollLoop(scriptedDraft(id), NOTHING, shared))
    for (const server of servers.values()) server.takes = 60_000
    const asked = loops.slice(0, 16).map((loop) => loop.ask(() => one('a')))
    await clock.pass(0)
    for (const loop of loops) loop.start(0)
    await clock.pass(1000)
    expect(servers.get('s16')?.requests.map(({ kind }) => kind)).toEqual(['read'])
    await clock.pass(10 * MINUTE)
    await Promise.all(asked)
    for (const { requests } of servers.values()) expect(requests.some(({ kind }) => kind === 'read')).toBe(true)
  })
})
