import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { COLUMNS } from '../../../../src/renderer/features/sessions/Columns.tsx'
import {
  changeColumns,
  isShown,
  movedTo,
  orderedColumns,
  resetColumns,
  steppedOver,
} from '../../../../src/renderer/features/sessions/column-layout.ts'
import { changeView, FIRST_VIEW, viewStore } from '../../../../src/renderer/features/sessions/view-state.ts'
import { type ColumnLayout, columnLayoutSchema } from '../../../../src/shared/view.ts'

const USUAL = columnLayoutSchema.parse({})
const usualFields = COLUMNS.map(({ field }) => field)
const fieldsOf = (layout: ColumnLayout) => orderedColumns(layout).map(({ field }) => field)

beforeEach(() => viewStore.set(FIRST_VIEW))

describe('the order of the columns', () => {
  it('is the usual one until somebody moves a column', () => {
    expect(fieldsOf(USUAL)).toEqual(usualFields)
  })

  it('keeps the user first while it is pinned, wherever it was moved before', () => {
    const order = ['type', 'user', 'address']
    expect(fieldsOf({ ...USUAL, order }).slice(0, 3)).toEqual(['user', 'type', 'address'])
    expect(fieldsOf({ ...USUAL, order, userPinned: false }).slice(0, 3)).toEqual(['type', 'user', 'address'])
  })

  it('has every column once, whatever was written down, and keeps names that this version does not know', () => {
    const names = fc.oneof(fc.constantFrom(...usualFields), fc.string({ maxLength: 8 }))
    fc.assert(
      fc.property(
        fc.array(names, { maxLength: 30 }),
        fc.constantFrom(...usualFields),
        fc.nat(40),
        fc.boolean(),
        (order, field, place, userPinned) => {
          const layout = { ...USUAL, order, userPinned }
          expect(fieldsOf(layout).toSorted()).toEqual(usualFields.toSorted())
          const moved = movedTo(layout, field, place)
          expect(fieldsOf({ ...layout, order: moved }).toSorted()).toEqual(usualFields.toSorted())
          for (const name of order) expect(moved).toContain(name)
        },
      ),
    )
  })

  it('puts a column where it was dropped, but never before the pinned user', () => {
    const at = (layout: ColumnLayout, place: number) => fieldsOf({ ...layout, order: movedTo(layout, 'address', place) }).indexOf('address')
    expect(at(USUAL, 1)).toBe(1)
    expect(at(USUAL, 0)).toBe(1)
    expect(at({ ...USUAL, userPinned: false }, 0)).toBe(0)
    expect(at(USUAL, 99)).toBe(usualFields.length - 1)
  })

  it('steps over hidden columns, so that a step is always seen', () => {
    const layout = { ...USUAL, shown: { type: false, address: false } }
    const stepped = orderedColumns({ ...layout, order: steppedOver(layout, 'serverName', 1) }).filter((column) => isShown(column, layout))
    expect(stepped.slice(0, 3).map(({ field }) => field)).toEqual(['user', 'agentWords', 'serverName'])
    expect(steppedOver(layout, 'readAt', 1)).toEqual(usualFields)
  })
})

describe('a change of the columns', () => {
  it('is part of the view, and leaves the page that is shown', () => {
    changeView({ page: 3 })
    changeColumns({ widths: { type: 90 } })
    expect(viewStore.get()).toMatchObject({ page: 3, columns: { widths: { type: 90 }, userPinned: true } })
  })

  it('can be taken back as a whole', () => {
    changeColumns({ order: ['type'], shown: { user: false }, widths: { type: 90 }, userPinned: false })
    resetColumns()
    expect(viewStore.get().columns).toEqual(USUAL)
  })
})
