import { expect, it } from 'vitest'
import { COLUMNS } from '../../../../src/renderer/features/sessions/Columns.tsx'
import { userFilter, valueClause } from '../../../../src/renderer/features/sessions/value-clause.ts'
import { parseFilter } from '../../../../src/shared/filter/parse.ts'
import { sampleRow } from '../../samples.ts'

const HOSTILE = 'a "b", c; -d:e\u202E'

it('writes for every column that can be looked for a clause that the filter language understands, whatever the value', () => {
  const rows = [
    sampleRow({ user: HOSTILE, displayName: HOSTILE, type: HOSTILE, address: HOSTILE, userAgent: HOSTILE, agentWords: HOSTILE }),
    sampleRow({ user: null, type: null, address: null, agentWords: null, userAgent: null, device: null }),
    sampleRow({ user: '  ', address: 'proxy/10.0.0.1', type: 'a/b' }),
    sampleRow({ user: '=', address: '10.0.0.1/vpn' }),
    sampleRow({ user: 'x'.repeat(5000), sessionId: HOSTILE.repeat(40) }),
  ]
  const looked = new Set<string>()
  for (const row of rows) {
    for (const { field } of COLUMNS) {
      for (const negated of [false, true]) {
        const clause = valueClause(field, row, negated)
        if (clause === null) continue
        looked.add(field)
        const parsed = parseFilter(clause)
        expect(parsed, clause.slice(0, 200)).toMatchObject({ filter: { words: [], clauses: [{ negated }] } })
      }
    }
  }
  expect([...looked]).toEqual(
    expect.arrayContaining(['user', 'serverName', 'type', 'address', 'agentWords', 'device', 'identity', 'sessionId']),
  )
})

it('has nothing to look for in times and spans', () => {
  expect(valueClause('idleTime', sampleRow(), false)).toBeNull()
  expect(valueClause('createdAt', sampleRow({ createdAt: 1 }), false)).toBeNull()
})

it('never writes a whole long session id where it would be seen', () => {
  expect(valueClause('sessionId', sampleRow({ sessionId: '8f14e45fceea167a5a36dedd4bea2543' }), false)).toBe('id:8f14e45f')
  expect(valueClause('sessionId', sampleRow({ sessionId: '1042' }), false)).toBe('id=1042')
})

it('shows a user here or everywhere, and nobody where nobody is known', () => {
  expect(userFilter(sampleRow(), 'everywhere')).toBe('user=jane.roe')
  expect(userFilter(sampleRow(), 'here')).toBe('user=jane.roe server="Keep EU"')
  expect(userFilter(sampleRow({ user: null }), 'here')).toBeNull()
  expect(userFilter(sampleRow({ user: '  ' }), 'here')).toBeNull()
  expect(valueClause('user', sampleRow({ user: '  ' }), false)).toBe('user=""')
})
