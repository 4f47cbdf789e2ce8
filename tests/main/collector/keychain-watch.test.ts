import { expect, it } from 'vitest'
import { watchKeychain } from '../../../src/main/collector/keychain-watch.ts'
import { VirtualClock } from './virtual-clock.ts'

it('asks again when the keychain works, and when a fresh process may make it work', () => {
  const asked: number[] = []
  const clock = new VirtualClock()
  const hear = watchKeychain(clock, () => asked.push(asked.length))
  for (const state of ['stuck', 'unknown', 'working', 'locked', 'absent', 'working'] as const) hear(state)
  expect(asked).toHaveLength(3)
})

it('makes no storm of a keychain that crashes on each call, and tries again after a while', async () => {
  let asked = 0
  const clock = new VirtualClock()
  const hear = watchKeychain(clock, () => {
    asked += 1
  })
  for (let crash = 0; crash < 100; crash += 1) {
    hear('stuck')
    hear('unknown')
  }
  expect(asked).toBe(3)
  hear('working')
  expect(asked).toBe(4)
  await clock.pass(11 * 60_000)
  hear('unknown')
  expect(asked).toBe(5)
})
