import { describe, expect, it } from 'vitest'
import { sortAfterClick, withSortKey } from '../../../../src/renderer/features/sessions/sort-keys.ts'
import type { ViewSort } from '../../../../src/shared/view.ts'

const key = (field: string, direction: 'asc' | 'desc' = 'asc'): ViewSort => ({ field, direction })

describe('a click on a header', () => {
  it('sorts by that column alone, in its own first direction and then the other way round', () => {
    const once = sortAfterClick([key('user')], 'idleTime', 'desc', false)
    expect(once).toEqual([key('idleTime', 'desc')])
    expect(sortAfterClick(once, 'idleTime', 'desc', false)).toEqual([key('idleTime', 'asc')])
  })

  it('keeps the direction of a column that was one of several', () => {
    expect(sortAfterClick([key('user'), key('type', 'desc')], 'type', 'asc', false)).toEqual([key('type', 'desc')])
  })

  it('with Shift adds the column, turns it round, and takes it out again', () => {
    const added = sortAfterClick([key('user')], 'type', 'asc', true)
    expect(added).toEqual([key('user'), key('type')])
    const turned = sortAfterClick(added, 'type', 'asc', true)
    expect(turned).toEqual([key('user'), key('type', 'desc')])
    expect(sortAfterClick(turned, 'type', 'asc', true)).toEqual([key('user')])
  })

  it('with Shift never leaves the sessions without an order', () => {
    expect(sortAfterClick([key('user', 'desc')], 'user', 'asc', true)).toEqual([key('user')])
  })

  it('with Shift takes the place of the last of three', () => {
    expect(sortAfterClick([key('a'), key('b'), key('c')], 'd', 'desc', true)).toEqual([key('a'), key('b'), key('d', 'desc')])
  })
})

describe('one more key', () => {
  it('goes to the end, or changes its direction where it stands', () => {
    expect(withSortKey([key('a')], key('b', 'desc'))).toEqual([key('a'), key('b', 'desc')])
    expect(withSortKey([key('a'), key('b')], key('a', 'desc'))).toEqual([key('a', 'desc'), key('b')])
  })
})
