import type { SessionRow } from '../../../shared/session.ts'
import { visibleString } from '../../components/visible-text.ts'
import { cellText } from './cell-text.ts'
import type { ServerFacts } from './server-facts.ts'

/** A column of the grid as it stands there: its field and the words of its header. */
export interface CopiedColumn {
  readonly field: string
  readonly name: string
}

type Facts = ReadonlyMap<string, Pick<ServerFacts, 'clockOffset' | 'stale'>>

const OUR_CLOCK = { clockOffset: 0, stale: false } as const

/**
 * Rows for the clipboard: tab-separated, so that they fall into the cells of a sheet, in the columns that are shown and as they read there.
 * With `headers`, the names of the columns come first.
 */
export function rowsAsText(
  rows: readonly SessionRow[],
  columns: readonly CopiedColumn[],
  facts: Facts,
  { now, headers }: { readonly now: number; readonly headers: boolean },
): string {
  const line = (row: SessionRow) =>
    columns.map(({ field }) => cellText(field, row, facts.get(row.serverId) ?? OUR_CLOCK, now)).map((text) => safeCell(text ?? ''))
  const lines = rows.map(line)
  const all = headers ? [columns.map(({ name }) => safeCell(name)), ...lines] : lines
  return all.map((cells) => cells.join('\t')).join('\n')
}

/** No fact is longer but by malice. */
const LONGEST = 12_000

/** A text on one line, with whatever can't be seen in it written out as on screen: what turns the writing round must not do so in a ticket. */
export function lineText(text: string): string {
  return visibleString(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim(), LONGEST)
}

/**
 * The same for a cell, so that no sheet takes it for a formula: a server's text must not calculate, or call out. Nor may it begin with a
 * quotation mark, behind which sheets look for formulas and for its other half, however many cells later.
 */
export function safeCell(text: string): string {
  const one = lineText(text)
  return /^["=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(one) ? `'${one}` : one
}
