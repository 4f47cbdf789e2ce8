import { describe, expect, it } from 'vitest'
import { leftOutOf } from '../../../../../src/renderer/features/sessions/views/left-out.ts'
import { viewContentSchema } from '../../../../../src/shared/view.ts'

const FIELDS = new Set(['user', 'type', 'email'])
const columns = { order: [], shown: {}, widths: {}, userPinned: true }

describe('what a view asks for that is not there', () => {
  it('is nothing for a view that can be shown as it was saved', () => {
    expect(leftOut({ filter: 'jane', columns: { ...columns, order: ['type', 'user'], shown: { email: true } } })).toEqual([])
  })

  it('is each column that there is not, unless it was hidden', () => {
    const shown = { moon: true, tide: false, email: true }
    expect(leftOut({ columns: { ...columns, shown, order: ['user', 'tide', 'star'] } })).toEqual([
      'The columns “star”, “moon” are left out: there are no such columns.',
    ])
    expect(leftOut({ columns: { ...columns, shown: { 'mo\u202Eon': true } } })).toEqual([
      'The column “mo⟨U+202E⟩on” is left out: there is no such column.',
    ])
  })

  it('is a sort key of such a column', () => {
    const sort = [
      { field: 'moon', direction: 'desc' },
      { field: 'user', direction: 'asc' },
    ]
    expect(leftOut({ sort })).toEqual(['It is not sorted by “moon”.'])
  })
})

function leftOut(content: object): readonly string[] {
  return leftOutOf(viewContentSchema.parse(content), FIELDS)
}
