import { describe, expect, it } from 'vitest'
import { COLUMNS, gridColumns, readerSort, shownColumns } from '../../../../src/renderer/features/sessions/Columns.tsx'
import { headerHints } from '../../../../src/renderer/features/sessions/header-hints.ts'
import { SORT_COLUMNS } from '../../../../src/shared/session.ts'
import { sampleServer } from '../../samples.ts'

const NAMES = ['User', 'Server', 'Type', 'Address', 'User agent', 'Session time', 'Idle time', 'Last active', 'Created', 'Expires']

describe('the columns', () => {
  it('are shown under the names that people and tests rely on', () => {
    const shown = shownColumns({})
    expect(COLUMNS.filter(({ field }) => shown[field]).map(({ name }) => name)).toEqual(NAMES)
  })

  it('remember what was chosen and ignore names that no column has any more', () => {
    expect(shownColumns({ type: false, email: true, gone: true })).toMatchObject({ type: false, email: true, user: true })
    expect(shownColumns({ gone: true })).not.toHaveProperty('gone')
  })

  it('can all be sorted by the reader', () => {
    for (const { field } of COLUMNS) expect(SORT_COLUMNS).toContain(readerSort(field, 'asc').column)
  })

  it('sort the longest session time first by the earliest creation', () => {
    expect(readerSort('sessionTime', 'desc')).toEqual({ column: 'createdAt', direction: 'asc' })
    expect(readerSort('idleTime', 'desc')).toEqual({ column: 'lastActiveAt', direction: 'asc' })
    expect(readerSort('lastActiveAt', 'desc')).toEqual({ column: 'lastActiveAt', direction: 'desc' })
  })

  it('sort times descending at the first click and text ascending', () => {
    const first = Object.fromEntries(gridColumns({}).map(({ field, sortingOrder }) => [field, sortingOrder?.[0]]))
    expect(first).toMatchObject({
      sessionTime: 'desc',
      idleTime: 'desc',
      lastActiveAt: 'desc',
      expiresAt: 'desc',
      user: 'asc',
      address: 'asc',
    })
  })
})

describe('the header hints', () => {
  it('say once what all servers mean', () => {
    expect(headerHints([sampleServer('a'), sampleServer('b')]).lastActiveAt).toBe('What counts as activity: requests')
  })
  it('say where a word means something else', () => {
    const other = sampleServer('c')
    const differing = { ...other, capabilities: { ...other.capabilities, address: 'latest' as const } }
    expect(headerHints([sampleServer('a'), sampleServer('b'), differing]).address).toContain(
      'a and b: the address at sign-in. c: the address of the latest request',
    )
  })
})
