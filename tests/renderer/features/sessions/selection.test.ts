import { describe, expect, it } from 'vitest'
import {
  asShown,
  NOTHING_SELECTED,
  rowsBetween,
  type Selection,
  selectionAfter,
  selectionFacts,
  selectionModel,
  withoutEnded,
  withoutReviewed,
  withRows,
} from '../../../../src/renderer/features/sessions/selection.ts'
import { MOST_AT_ONCE, type SessionRow, sessionKeyText } from '../../../../src/shared/session.ts'
import { sampleRow } from '../../samples.ts'

const row = (sessionId: string, change: Partial<SessionRow> = {}) => sampleRow({ sessionId, ...change })
const selected = (...rows: SessionRow[]): Selection => new Map(rows.map((one) => [sessionKeyText(one), one]))
const ids = (...rows: SessionRow[]) => new Set(rows.map(sessionKeyText))
const a = row('a')
const b = row('b')
const own = row('own', { guard: 'own' })
const elsewhere = row('elsewhere', { serverId: 'reef' })

describe('withRows', () => {
  it('adds what is not ticked yet, and keeps what is as it was ticked', () => {
    expect(withRows(selected(a), [row('a', { address: 'other' }), b])).toEqual(selected(a, b))
  })

  it('takes no more than a run does, however many groups are ticked', () => {
    const many = Array.from({ length: MOST_AT_ONCE - 1 }, (_, index) => row(`many ${index}`))
    const full = withRows(selected(...many), [many[0] ?? a, a, b])
    expect(full.size).toBe(MOST_AT_ONCE)
    expect([full.has(sessionKeyText(a)), full.has(sessionKeyText(b))]).toEqual([true, false])
  })
})

describe('asShown', () => {
  it('gives ticked rows as they are now where they are on screen: nobody wants the idle time of an hour ago in a ticket', () => {
    const now = row('a', { lastActiveAt: 99, address: '10.0.0.9' })
    expect(asShown(selected(a, elsewhere), [b, now])).toEqual([now, elsewhere])
  })
})

describe('selectionAfter', () => {
  it('takes a row that was ticked', () => {
    expect(selectionAfter(NOTHING_SELECTED, { type: 'include', ids: ids(a) }, [a, b])).toEqual(selected(a))
  })

  it('keeps ticks on rows of other pages', () => {
    expect(selectionAfter(selected(elsewhere), { type: 'include', ids: ids(elsewhere, a) }, [a, b])).toEqual(selected(elsewhere, a))
  })

  it('lets go of a row that was unticked', () => {
    expect(selectionAfter(selected(a, b), { type: 'include', ids: ids(b) }, [a, b])).toEqual(selected(b))
  })

  it('reads "all but these" as the selectable rows of this page, never as all that match on the server', () => {
    expect(selectionAfter(selected(elsewhere), { type: 'exclude', ids: ids(b) }, [a, b, own])).toEqual(selected(elsewhere, a))
  })

  it('never lets a guarded row in, even when the grid names it', () => {
    expect(selectionAfter(NOTHING_SELECTED, { type: 'include', ids: ids(own, a) }, [own, a])).toEqual(selected(a))
  })

  it('takes no row for a ticked one because it stands at the same place', () => {
    const before = selectionAfter(NOTHING_SELECTED, { type: 'include', ids: ids(a) }, [a, b])
    const after = selectionAfter(before, selectionModel(before), [b, a])
    expect([...after.keys()]).toEqual([sessionKeyText(a)])
  })

  it('tells sessions with the same id on two servers apart', () => {
    const twin = row('a', { serverId: 'reef' })
    expect(selectionAfter(NOTHING_SELECTED, { type: 'include', ids: ids(twin) }, [a, twin])).toEqual(selected(twin))
  })
})

describe('selectionFacts', () => {
  it('counts what has ended, wherever it was ticked', () => {
    expect(selectionFacts(selected(a, elsewhere), ids(a), [a], 2)).toMatchObject({ selected: 1, ended: 1, guarded: 0 })
  })

  it('says nothing of ends while it is not known who is listed', () => {
    expect(selectionFacts(selected(a, b), null, [a, b], 1).ended).toBe(0)
  })

  it('tells how many guarded rows a tick for the whole page left out, and only then', () => {
    expect(selectionFacts(selected(a, b), null, [a, b, own], 1).guarded).toBe(1)
    expect(selectionFacts(selected(a), null, [a, b, own], 1).guarded).toBe(0)
    expect(selectionFacts(NOTHING_SELECTED, null, [own], 1).guarded).toBe(0)
  })

  it('tells that a tick for the whole page is for this page only, where there are others and nothing of them is ticked', () => {
    expect(selectionFacts(selected(a, b), null, [a, b, own], 2).pageOnly).toBe(true)
    expect(selectionFacts(selected(a, b), null, [a, b, own], 1).pageOnly).toBe(false)
    expect(selectionFacts(selected(a, b, elsewhere), null, [a, b, own], 2).pageOnly).toBe(false)
    expect(selectionFacts(selected(a), null, [a, b, own], 2).pageOnly).toBe(false)
  })
})

describe('a selection of all that match', () => {
  const all = selected(a, elsewhere)
  const facts = (selection: Selection) => selectionFacts(selection, null, [a, own], 3, { selection: all, matching: 5, guarded: 3 })

  it('tells how many match and how many of them may not be ticked, on all pages', () => {
    expect(facts(all)).toEqual({ selected: 2, ended: 0, guarded: 3, pageOnly: false, matching: 5, isCut: false })
  })

  it('tells that there were more than can be ticked at once', () => {
    expect(selectionFacts(all, null, [a], 3, { selection: all, matching: 9000, guarded: 3 }).isCut).toBe(true)
  })

  it('is a selection by hand as soon as one was ticked or unticked', () => {
    expect(facts(selected(a))).toMatchObject({ selected: 1, guarded: 1, matching: null, pageOnly: true })
  })
})

it('drops the ended sessions and no other', () => {
  expect(withoutEnded(selected(a, elsewhere), ids(elsewhere))).toEqual(selected(elsewhere))
})

describe('withoutReviewed', () => {
  it('drops what ended after a review, and leaves other ends to be read', () => {
    expect(withoutReviewed(selected(a, b, elsewhere), ids(elsewhere), ids(a, elsewhere))).toEqual(selected(b, elsewhere))
  })
  it('is the very same selection when nothing is to be dropped', () => {
    const selection = selected(a)
    expect(withoutReviewed(selection, ids(a), ids(a))).toBe(selection)
    expect(withoutReviewed(selection, null, ids(a))).toBe(selection)
  })
})

describe('rowsBetween', () => {
  const page = [a, b, own, elsewhere]
  it('goes from one row to another, up or down, both among them', () => {
    expect(rowsBetween(page, sessionKeyText(b), elsewhere)).toEqual([b, own, elsewhere])
    expect(rowsBetween(page, sessionKeyText(elsewhere), b)).toEqual([b, own, elsewhere])
    expect(rowsBetween(page, sessionKeyText(a), a)).toEqual([a])
  })
  it('is the one row where it is not known where it began', () => {
    expect(rowsBetween(page, null, b)).toEqual([b])
    expect(rowsBetween(page, 'a row of another page', b)).toEqual([b])
  })
})
