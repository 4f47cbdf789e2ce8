import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { practiceInstalls } from '../../../src/main/practice/installs.ts'
import { IDLE_TIMEOUT, lastActiveAt, SESSIONS_PER_USER } from '../../../src/main/practice/session.ts'
import { createWorld, type World } from '../../../src/main/practice/world.ts'

const START = Date.UTC(2026, 10, 21, 9)
const HOUR = 3_600_000
const casts = practiceInstalls(null).map((install) => install.cast)
const anyCast = fc.constantFrom(...casts)

function ids(world: World, now: number): string[] {
  return world.list(now).map((session) => session.id)
}

describe('a practice world', () => {
  test('is the same for the same seed, however often somebody looked on the way', () => {
    fc.assert(
      fc.property(fc.integer(), anyCast, fc.array(fc.integer({ min: 1, max: 2 * HOUR }), { maxLength: 20 }), (seed, cast, looks) => {
        const one = createWorld(seed, cast, START)
        const other = createWorld(seed, cast, START)
        let now = START
        for (const step of looks) {
          now += step
          one.list(now)
        }
        expect(one.list(now)).toEqual(other.list(now))
      }),
      { numRuns: 60 },
    )
  })

  test('is another one for another seed', () => {
    for (const cast of casts) expect(ids(createWorld(1, cast, START), START)).not.toEqual(ids(createWorld(2, cast, START), START))
  })

  test('keeps its rules over days: nobody outlives the longest session, idles past 60 minutes in the list, or has more than ten', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        anyCast,
        fc.array(fc.integer({ min: 1, max: 3 * HOUR }), { minLength: 20, maxLength: 40 }),
        (seed, cast, looks) => {
          const world = createWorld(seed, cast, START)
          let now = START
          for (const step of looks) {
            now += step
            const list = world.list(now)
            for (const session of list) {
              expect(now - session.createdAt).toBeLessThan(cast.longest)
              expect(now - lastActiveAt(session, now)).toBeLessThan(IDLE_TIMEOUT)
              expect(lastActiveAt(session, now)).toBeGreaterThanOrEqual(session.createdAt)
            }
            const named = list.filter((session) => session.account !== 'anonymous')
            const most = Math.max(...[...Map.groupBy(named, (session) => session.username).values()].map((group) => group.length))
            expect(most).toBeLessThanOrEqual(SESSIONS_PER_USER)
            expect(list.filter((session) => session.own)).toHaveLength(cast.console.listed ? 1 : 0)
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  test('stays alive over a day: neither empty nor crowded', () => {
    for (const cast of casts) {
      const world = createWorld(7, cast, START)
      const first = world.list(START).length
      for (let hour = 1; hour <= 24; hour += 1) {
        const count = world.list(START + hour * HOUR).length
        expect(count).toBeGreaterThan(first / 3)
        expect(count).toBeLessThan(first * 2)
      }
    }
  })

  test('ends exactly what it is told to end', () => {
    fc.assert(
      fc.property(fc.integer(), anyCast, fc.nat(), (seed, cast, index) => {
        const world = createWorld(seed, cast, START)
        const before = ids(world, START)
        const target = before[index % before.length] ?? ''
        expect(world.end(target, START)).toBe(true)
        expect(world.end(target, START)).toBe(false)
        expect(ids(world, START)).toEqual(before.filter((id) => id !== target))
      }),
    )
  })
})
