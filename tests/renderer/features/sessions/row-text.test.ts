import { describe, expect, it } from 'vitest'
import { COLUMNS } from '../../../../src/renderer/features/sessions/Columns.tsx'
import { cellText } from '../../../../src/renderer/features/sessions/cell-text.ts'
import { rowsAsText, safeCell } from '../../../../src/renderer/features/sessions/row-text.ts'
import { maskedSessionId } from '../../../../src/renderer/features/sessions/session-id.ts'
import { copiedColumns } from '../../../../src/renderer/features/sessions/use-copying.ts'
import { sampleRow } from '../../samples.ts'

const SHOWN = [
  { field: 'user', name: 'User' },
  { field: 'serverName', name: 'Server' },
  { field: 'createdAt', name: 'Created' },
  { field: 'sessionId', name: 'Session ID' },
]
const NO_FACTS = new Map()
const plain = { now: 0, headers: false }

it('every column of the grid has a text to copy', () => {
  const known = sampleRow({
    type: 'REST API',
    node: 'n1',
    userAgent: 'Mozilla',
    browser: 'Firefox 145',
    system: 'Linux',
    device: 'computer',
    displayName: 'Jane Roe',
    email: 'jane@example.org',
    project: 'P',
    organisation: 'O',
    userId: '7',
    account: 'owner',
    createdAt: 1,
    lastActiveAt: 1,
    expiresAt: 1,
    endsAt: 1,
    endsBy: 'idle',
    firstSeenAt: 1,
  })
  const without = COLUMNS.map(({ field }) => field).filter((field) => cellText(field, known, { clockOffset: 0, stale: false }, 0) === null)
  expect(without).toEqual([])
})

describe('rows on the clipboard', () => {
  it('are the cells of a sheet, in the columns that are shown, whatever a server puts into a text', () => {
    const text = rowsAsText([sampleRow({ user: 'jane\troe\n\u2028x', createdAt: null })], SHOWN, NO_FACTS, plain)
    expect(text.split('\t')).toEqual(['jane roe x', 'Keep EU', '', 's-1'])
  })

  it('carry the names of their columns when they are asked for', () => {
    const text = rowsAsText([sampleRow(), sampleRow({ user: 'bob' })], SHOWN, NO_FACTS, { now: 0, headers: true })
    expect(text.split('\n').map((line) => line.split('\t')[0])).toEqual(['User', 'jane.roe', 'bob'])
  })

  it('tell times by the clock of this computer, as they read on screen', () => {
    const at = Date.parse('2026-09-21T12:00:00')
    const facts = new Map([['keep', { clockOffset: 180_000, stale: false }]])
    const text = rowsAsText([sampleRow({ createdAt: at + 180_000 })], SHOWN, facts, plain)
    expect(text.split('\t')[2]).toBe('2026-09-21 12:00:00')
  })

  it('hold no formula that a sheet would work out', () => {
    for (const text of ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1']) expect(safeCell(text)).toMatch(/^'/)
    expect(safeCell('jane-roe')).toBe('jane-roe')
  })

  it('stay cells of their own: a quotation mark at the start would take in all that follows, and then a formula', () => {
    for (const text of ['"=1+1"', ' "jane']) expect(safeCell(text)).toMatch(/^'"/)
    expect(safeCell('jane "the one" roe')).toBe('jane "the one" roe')
  })

  it('turn no writing round where they are pasted', () => {
    expect(safeCell('jane\u202Eeor\u200B')).toBe('jane⟨U+202E⟩eor⟨U+200B⟩')
  })

  it('leave out the columns that hold no fact, such as the ticks', () => {
    const shown = [{ field: '__check__' }, { field: 'user', headerName: 'User' }, { field: 'actions', headerName: 'Actions' }]
    expect(copiedColumns(shown)).toEqual([{ field: 'user', name: 'User' }])
  })
})

it('shows of a long session id only the start, on screen and in a copy', () => {
  expect(maskedSessionId('8f14e45fceea167a5a36dedd4bea2543')).toBe('8f14e45f…')
  expect(maskedSessionId('1042')).toBe('1042')
  const row = sampleRow({ sessionId: '8f14e45fceea167a5a36dedd4bea2543' })
  expect(rowsAsText([row], SHOWN, NO_FACTS, plain)).not.toContain('ceea167a')
})
