import type { SessionRow } from '../../../shared/session.ts'
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

/** A text that stays within its cell and that no sheet takes for a formula: a server's text must not calculate, or call out. */
export function safeCell(text: string): string {
  const one = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(one) ? `'${one}` : one
}
