import { beforeEach, describe, expect, it } from 'vitest'
import { MachineWatch } from '../../../src/main/collector/machine-watch.ts'
import { VirtualClock } from './virtual-clock.ts'

const MINUTE = 60_000

let clock: VirtualClock
let network: string
let changes: number[]

function watch(): MachineWatch {
  const onChange = () => changes.push(clock.monotonic())
  return new MachineWatch({ clock, onChange, networks: () => network })
}

beforeEach(() => {
  clock = new VirtualClock()
  network = 'wlan0 10.0.0.7'
  changes = []
})

describe('watching the machine', () => {
  it('says nothing while nothing happens, nor when the clock is set by a few seconds', async () => {
    watch()
    await clock.pass(10 * MINUTE)
    clock.jump(9000)
    await clock.pass(MINUTE)
    clock.jump(-10 * MINUTE)
    await clock.pass(MINUTE)
    expect(changes).toEqual([])
  })

  it('notices within five seconds that the machine slept, and says so once', async () => {
    watch()
    await clock.pass(MINUTE)
    clock.jump(30 * MINUTE)
    await clock.pass(5000)
    expect(changes).toHaveLength(1)
    await clock.pass(MINUTE)
    expect(changes).toHaveLength(1)
  })

  it('says it at once when the host heard of it, and does not find it out a second time', async () => {
    const machine = watch()
    await clock.pass(MINUTE)
    clock.jump(30 * MINUTE)
    machine.woke()
    expect(changes).toHaveLength(1)
    await clock.pass(MINUTE)
    expect(changes).toHaveLength(1)
  })

  it('notices another network, and the loss of one', async () => {
    watch()
    network = 'wlan0 192.0.2.4'
    await clock.pass(5000)
    expect(changes).toHaveLength(1)
    network = ''
    await clock.pass(MINUTE)
    expect(changes).toHaveLength(2)
  })

  it('lets networks that come and go all the time cause no more than a read every half minute', async () => {
    watch()
    for (let turn = 0; turn < 60; turn += 1) {
      network = `veth${turn} 172.17.0.${turn}`
      await clock.pass(5000)
    }
    expect(changes.length).toBeGreaterThan(5)
    expect(changes.length).toBeLessThanOrEqual(10)
  })

  it('ends with its collector', async () => {
    watch().stop()
    expect(clock.waiting).toBe(0)
  })
})
