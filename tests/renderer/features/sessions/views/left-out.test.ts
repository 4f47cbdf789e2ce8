import { describe, expect, it } from 'vitest'
import { leftOutOf } from '../../../../../src/renderer/features/sessions/views/left-out.ts'
import { viewContentSchema } from '../../../../../src/shared/view.ts'

const known = { columns: new Set(['user', 'type', 'email']), serverNames: ['Keep EU', 'Reef Projects'] }
const columns = { order: [], shown: {}, widths: {}, userPinned: true }

describe('what a view asks for that is not there', () => {
  it('is nothing for a view that can be shown as it was saved', () => {
    const filter = 'jane server="keep eu" server:reef -server="Old" idle>1h'
    expect(leftOut({ filter, columns: { ...columns, shown: { email: true } } })).toEqual([])
  })

  it('is each column that no version here has, unless it was hidden', () => {
    const shown = { moon: true, tide: false, email: true }
    expect(leftOut({ columns: { ...columns, shown, order: ['user', 'tide', 'star'] } })).toEqual([
      'The columns “star”, “moon” are left out: there are no such columns.',
    ])
    expect(leftOut({ columns: { ...columns, shown: { moon: true } } })).toEqual(['The column “moon” is left out: there is no such column.'])
  })

  it('is a sort key of such a column', () => {
    const sort = [
      { field: 'moon', direction: 'desc' },
      { field: 'user', direction: 'asc' },
    ]
    expect(leftOut({ sort })).toEqual(['It is not sorted by “moon”.'])
  })

  it('is each server that nobody is called like', () => {
    expect(leftOut({ filter: 'server="Keep EU","Keep US"' })).toEqual(['There is no server “Keep US”: of it nothing can be shown.'])
    expect(leftOut({ filter: 'server="Keep" server:moon' })).toEqual(['There are no servers “Keep”, “moon”: of them nothing can be shown.'])
  })

  it('is a filter that can’t be understood, with the reason', () => {
    expect(leftOut({ filter: 'moon:full' })).toEqual([expect.stringMatching(/^Its filter can’t be understood: .*“moon”/)])
  })
})

function leftOut(content: object): readonly string[] {
  return leftOutOf(viewContentSchema.parse(content), known)
}
