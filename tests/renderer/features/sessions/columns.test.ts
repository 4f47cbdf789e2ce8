import { afterEach, describe, expect, it } from 'vitest'
import {
  COLUMNS,
  columnOf,
  firstDirection,
  gridColumn,
  readerSort,
  type SessionColumn,
} from '../../../../src/renderer/features/sessions/Columns.tsx'
import { isShown } from '../../../../src/renderer/features/sessions/column-layout.ts'
import { headerHints } from '../../../../src/renderer/features/sessions/header-hints.ts'
import { parseFilter } from '../../../../src/shared/filter/parse.ts'
import { setLanguage } from '../../../../src/shared/language/language.ts'
import { SORT_COLUMNS } from '../../../../src/shared/session.ts'
import { sampleServer } from '../../samples.ts'

const NAMES = ['User', 'Server', 'Type', 'Address', 'User agent', 'Session time', 'Idle time', 'Last active', 'Created', 'Expires']

afterEach(() => setLanguage('en'))

function column(field: string): SessionColumn {
  const found = columnOf(field)
  if (found === undefined) throw new Error(`There is no column ${field}.`)
  return found
}

describe('the columns', () => {
  it('are shown under the names that people and tests rely on', () => {
    expect(COLUMNS.filter((one) => isShown(one, { shown: {} })).map(({ name }) => name())).toEqual(NAMES)
  })

  it('have names of their own, in every language', () => {
    for (const language of ['en', 'de', 'pseudo'] as const) {
      setLanguage(language)
      expect(new Set(COLUMNS.map(({ name }) => name())).size).toBe(COLUMNS.length)
    }
    setLanguage('de')
    expect(column('idleTime').name()).toBe('Leerlaufzeit')
  })

  it('remember what was chosen, and are as usual where nothing was', () => {
    const shown = { type: false, email: true, gone: true }
    expect([column('type'), column('email'), column('user')].map((one) => isShown(one, { shown }))).toEqual([false, true, true])
  })

  it('can all be sorted by the reader', () => {
    for (const { field } of COLUMNS) expect(SORT_COLUMNS).toContain(readerSort(field, 'asc').column)
  })

  it('can all be filtered by: what each begins can be finished', () => {
    for (const { field, filter } of COLUMNS) {
      const values = ['x', '5m', 'named', 'phone', 'own', '']
      const finished = values.map((value) => parseFilter(filter + value)).filter((understood) => 'filter' in understood)
      expect(finished.length, `${field} with ${filter}`).toBeGreaterThan(0)
    }
  })

  it('sort the longest session time first by the earliest creation', () => {
    expect(readerSort('sessionTime', 'desc')).toEqual({ column: 'createdAt', direction: 'asc' })
    expect(readerSort('idleTime', 'desc')).toEqual({ column: 'lastActiveAt', direction: 'asc' })
    expect(readerSort('lastActiveAt', 'desc')).toEqual({ column: 'lastActiveAt', direction: 'desc' })
  })

  it('sort times descending at the first click and text ascending, and what ends next before what ends later', () => {
    for (const field of ['sessionTime', 'idleTime', 'lastActiveAt', 'createdAt', 'expiresAt']) {
      expect(firstDirection(column(field))).toBe('desc')
    }
    for (const field of ['user', 'address', 'endsAt']) expect(firstDirection(column(field))).toBe('asc')
  })

  it('take their share of the room until somebody gives them a width', () => {
    expect(gridColumn(column('address'), undefined)).toMatchObject({ flex: 3 })
    const sized = gridColumn(column('address'), 77)
    expect(sized).toMatchObject({ width: 77 })
    expect(sized).not.toHaveProperty('flex')
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
