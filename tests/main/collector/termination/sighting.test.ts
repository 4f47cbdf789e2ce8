import { describe, expect, it } from 'vitest'
import type { DecodedSession } from '../../../../src/main/collector/connectors/connector.ts'
import { distinctRows } from '../../../../src/main/collector/connectors/repeats.ts'
import { indexRows, sight } from '../../../../src/main/collector/termination/sighting.ts'
import { aTarget } from '../../store/journal/fixture.ts'

const TARGET = aTarget('a')
const ROW: DecodedSession = {
  sessionId: 'a',
  user: TARGET.user,
  userId: '1',
  displayName: 'Ann',
  email: 'ann@example.org',
  project: 'one',
  organisation: 'Example',
  type: 'web',
  node: 'one',
  address: '10.0.0.1',
  userAgent: 'Browser/1',
  createdAt: TARGET.createdAt,
  createdWithin: 0,
  lastActiveAt: 5,
  expiresAt: 6,
  account: null,
  own: false,
  raw: { all: 'of it' },
}

function sightingOf(rows: readonly DecodedSession[]) {
  return sight(indexRows(rows, [TARGET]), true, TARGET)
}

describe('rows that share an id', () => {
  it.each(Object.keys(ROW).filter((field) => field !== 'sessionId' && field !== 'createdWithin') as (keyof DecodedSession)[])(
    'are told apart by a review exactly as the grid tells them apart: differing in %s',
    (field) => {
      const rows = [ROW, { ...ROW, [field]: field === 'own' ? true : 7 }]
      const inGrid = distinctRows(rows as readonly DecodedSession[]).further.has('a')
      expect(sightingOf(rows as readonly DecodedSession[])).toMatchObject({ kind: 'listed', repeated: inGrid })
      expect(inGrid).toBe(!['lastActiveAt', 'expiresAt', 'raw'].includes(field))
    },
  )
})

describe('a session whose time of creation is counted back from a length', () => {
  it('is the same as long as the times are no further apart than the connector says, and two seconds at least', () => {
    const later = (by: number, createdWithin: number) => sightingOf([{ ...ROW, createdAt: (ROW.createdAt ?? 0) + by, createdWithin }]).kind
    expect([later(10_000, 10_000), later(10_001, 10_000), later(2000, 0), later(2001, 0)]).toEqual([
      'listed',
      'changed',
      'listed',
      'changed',
    ])
  })
})

describe('what is kept of a row', () => {
  it('is no more than the guards need', () => {
    expect(sightingOf([ROW])).toEqual({ kind: 'listed', own: false, repeated: false })
    expect(sightingOf([{ ...ROW, user: 'eve' }])).toEqual({
      kind: 'changed',
      own: false,
      what: 'its id now belongs to eve',
      again: 'After the request its id is listed again, for eve; whether that is the same session is not known.',
    })
    expect(sightingOf([{ ...ROW, user: null }])).toMatchObject({ what: 'its id now belongs to an unnamed user' })
  })
})
