import { expect, it } from 'vitest'
import { rowAsText } from '../../../../src/renderer/features/sessions/row-text.ts'
import { maskedSessionId } from '../../../../src/renderer/features/sessions/session-id.ts'
import { sampleRow } from '../../samples.ts'

it('copies a row as cells of a sheet, whatever a server puts into a text', () => {
  const text = rowAsText(sampleRow({ user: 'jane\troe\n', createdAt: null }), 0)
  expect(text.split('\t')).toEqual(['jane roe ', 'Keep EU', 'Browser', '10.0.0.7', 'Chrome 142 on Windows', '', '', '', 's-1'])
})

it('copies times by the clock of this computer, as they read on screen', () => {
  const at = Date.parse('2026-09-21T12:00:00')
  expect(rowAsText(sampleRow({ createdAt: at + 180_000 }), 180_000).split('\t')[5]).toBe('2026-09-21 12:00:00')
})

it('shows of a long session id only the start, on screen and in a copy', () => {
  expect(maskedSessionId('8f14e45fceea167a5a36dedd4bea2543')).toBe('8f14e45f…')
  expect(maskedSessionId('1042')).toBe('1042')
  expect(rowAsText(sampleRow({ sessionId: '8f14e45fceea167a5a36dedd4bea2543' }), 0)).not.toContain('ceea167a')
})
