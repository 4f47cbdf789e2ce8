import { describe, expect, it } from 'vitest'
import {
  applied,
  type Hold,
  type Reading,
  type Still,
  stillAfter,
  withoutDismissed,
} from '../../../../src/renderer/features/sessions/still.ts'
import { type GroupLine, type SessionRow, sessionKeyText } from '../../../../src/shared/session.ts'
import { sampleRow } from '../../samples.ts'

const row = (sessionId: string, change: Partial<SessionRow> = {}) => sampleRow({ sessionId, ...change })
const key = (sessionId: string) => sessionKeyText(row(sessionId))
const listed = (...rows: SessionRow[]) => new Map(rows.map((one) => [sessionKeyText(one), one]))

let clock = 0
function reading(rows: readonly SessionRow[], change: Partial<Reading> & { lines?: number; groups?: GroupLine[] } = {}): Reading {
  const { lines = rows.length + (change.groups?.length ?? 0), groups = [], ...rest } = change
  clock += 1000
  const page = { rows: [...rows], groups, lines, matching: rows.length, total: rows.length }
  return { question: 'everybody', page, at: clock, pageSize: 100, ...rest }
}

const FREE: Hold = { isHeld: false, ticked: new Set(), expected: new Set(), elsewhere: new Map() }
const HELD: Hold = { ...FREE, isHeld: true }
const holding = (...ticked: string[]): Hold => ({ ...HELD, ticked: new Set(ticked.map(key)) })

/** The grid after all of these were read, one after the other. */
function read(...steps: readonly (readonly [Reading, Hold])[]): Still {
  return steps.reduce<Still | null>((still, [one, hold]) => stillAfter(still, one, hold), null) as Still
}
const shown = ({ page }: Still) => page.rows.map(({ sessionId }) => sessionId).join('')

describe('a grid that nobody holds', () => {
  it('shows what was read last', () => {
    const still = read([reading([row('a'), row('b')]), FREE], [reading([row('c'), row('b')]), FREE])
    expect(shown(still)).toBe('cb')
    expect(still.news).toBeNull()
  })
})

describe('a grid that is held', () => {
  const start = reading([row('a'), row('b'), row('c')])

  it('keeps order and presence while the values go on', () => {
    const active = row('b', { lastActiveAt: 5 })
    const still = read([start, FREE], [reading([row('d'), row('c'), active]), HELD])
    expect(shown(still)).toBe('abc')
    expect(still.page.rows[1]).toBe(active)
    expect(still.page.matching).toBe(3)
  })

  it('tells what would change: who came, who ended, and whether the order is another one', () => {
    expect(read([start, FREE], [reading([row('a'), row('b'), row('c')]), HELD]).news).toBeNull()
    expect(read([start, FREE], [reading([row('d'), row('a'), row('b')]), HELD]).news).toEqual({ started: 1, ended: 1, moved: false })
    expect(read([start, FREE], [reading([row('c'), row('a'), row('b')]), HELD]).news).toEqual({ started: 0, ended: 0, moved: true })
  })

  it('is let go of as soon as nobody holds it', () => {
    const next = reading([row('d'), row('a')])
    const still = stillAfter(read([start, FREE], [next, HELD]), next, FREE)
    expect(shown(still)).toBe('da')
    expect(still.news).toBeNull()
  })

  it('shows what is new at once when somebody applies it, and holds that from then on', () => {
    const next = reading([row('d'), row('a')])
    const still = applied(read([start, FREE], [next, HELD]))
    expect(shown(still)).toBe('da')
    expect(shown(stillAfter(still, reading([row('e')]), HELD))).toBe('da')
  })

  it('answers another question at once', () => {
    expect(shown(read([start, FREE], [reading([row('z')], { question: 'only z' }), holding('a')]))).toBe('z')
  })

  it('says of no session that it has ended before that is known', () => {
    const asking = { ...HELD, elsewhere: null }
    const next = reading([row('a'), row('b')])
    const still = read([start, FREE], [next, asking])
    expect(still.missing.map(({ sessionId }) => sessionId)).toEqual(['c'])
    expect(still.ended.size).toBe(0)
    expect([...stillAfter(still, next, HELD).ended]).toEqual([key('c')])
  })

  it('says of a session that is on another page now that it moved, with its values of now', () => {
    const there = row('c', { lastActiveAt: 7 })
    const still = read([start, FREE], [reading([row('a'), row('b')], { lines: 101 }), { ...HELD, elsewhere: listed(there) }])
    expect(still.ended.size).toBe(0)
    expect(still.page.rows[2]).toBe(there)
    expect(still.news).toEqual({ started: 0, ended: 0, moved: true })
  })

  it('counts on a long list only those as new that were first seen since', () => {
    const old = row('o', { firstSeenAt: start.at - 1 })
    const young = row('y', { firstSeenAt: start.at + 1 })
    const next = reading([row('a'), row('b'), row('c'), old, young], { lines: 500 })
    expect(read([start, FREE], [next, HELD]).news).toEqual({ started: 1, ended: 0, moved: true })
    expect(read([start, FREE], [{ ...next, page: { ...next.page, lines: 5 } }, HELD]).news).toEqual({ started: 2, ended: 0, moved: false })
  })

  it('keeps its number of pages, so that a list that got shorter turns none', () => {
    const long = reading([row('a')], { lines: 201 })
    expect(read([long, FREE], [reading([row('a')], { lines: 99 }), HELD]).page.lines).toBe(201)
  })

  it('asks for the missing ones once, not anew with every answer', () => {
    const once = read([start, FREE], [reading([row('a')]), HELD])
    expect(stillAfter(once, reading([row('a')]), HELD).missing).toBe(once.missing)
  })

  it('stays the very same while nothing happens', () => {
    const still = read([start, FREE])
    expect(stillAfter(still, start, { ...FREE })).toBe(still)
  })
})

describe('ticked sessions that ended', () => {
  const start = reading([row('a'), row('b'), row('c')])

  it('keep their places, also when all else is brought up to date', () => {
    const still = applied(read([start, FREE], [reading([row('n'), row('a'), row('m'), row('c')]), holding('b')]))
    expect(shown(still)).toBe('nabmc')
    expect([...still.ended]).toEqual([key('b')])
    expect(still.news).toBeNull()
  })

  it('stand first when nothing that stood above them is left', () => {
    expect(shown(applied(read([start, FREE], [reading([row('z')]), holding('a')])))).toBe('az')
  })

  it('are no news, for they are not taken away by applying', () => {
    expect(read([start, FREE], [reading([row('a'), row('c')]), holding('b')]).news).toBeNull()
    expect(read([start, FREE], [reading([row('a'), row('c')]), holding('a')]).news).toEqual({ started: 0, ended: 1, moved: false })
  })

  it('go when somebody takes note of their end, and no others with them', () => {
    const still = read([start, FREE], [reading([row('a')]), holding('b', 'c')])
    expect(shown(withoutDismissed(still, new Set([key('a'), key('b')])))).toBe('ac')
  })

  it('go at once when somebody has terminated them', () => {
    const hold = { ...holding('a'), expected: new Set([key('b'), key('c')]) }
    const still = read([start, FREE], [reading([row('a'), row('c')]), hold])
    expect(shown(still)).toBe('ac')
    expect(still.news).toBeNull()
  })

  it('are there again when the server lists them again', () => {
    const still = read(
      [start, FREE],
      [reading([row('a'), row('c')]), holding('b')],
      [reading([row('a'), row('b'), row('c')]), holding('b')],
    )
    expect(still.ended.size).toBe(0)
    expect(still.news).toBeNull()
  })
})

describe('grouped sessions', () => {
  const group = (name: string, position: number, sessions = 1): GroupLine => ({
    position,
    key: name,
    value: name,
    open: true,
    sessions,
    users: 1,
    addresses: 1,
    servers: 1,
    lastActiveAt: null,
  })

  it('keep the lines of their groups in place, with the counts of now', () => {
    const start = reading([row('a'), row('b')], { groups: [group('A', 0), group('B', 2)] })
    const next = reading([row('b'), row('c'), row('a')], { groups: [group('B', 0, 2), group('A', 3)] })
    const { page, news } = read([start, FREE], [next, HELD])
    expect(page.groups.map(({ key: name, position, sessions }) => [name, position, sessions])).toEqual([
      ['A', 0, 1],
      ['B', 2, 2],
    ])
    expect(page.rows.map(({ sessionId }) => sessionId)).toEqual(['a', 'b'])
    expect(news).toEqual({ started: 1, ended: 0, moved: true })
  })
})
