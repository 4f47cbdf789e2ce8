import type { useGridApiRef } from '@mui/x-data-grid'
import { useSnackbar } from 'notistack'
import { useContext } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { SessionRow } from '../../../shared/session.ts'
import { copyText } from '../../components/copy-text.ts'
import { COLUMNS } from './Columns.tsx'
import { cellText } from './cell-text.ts'
import { type CopiedColumn, rowsAsText, safeCell } from './row-text.ts'
import { ServerFactsContext } from './server-facts.ts'

/** What of the grid can be put on the clipboard. Each says what it did. */
export interface Copying {
  readonly cell: (row: SessionRow, field: string) => void
  readonly rows: (rows: readonly SessionRow[], headers: boolean) => void
  /** A text as it is, with the words that say it was copied. */
  readonly text: (text: string, said: string) => void
}

/** The clipboard for the page Sessions; `apiRef` knows which columns are shown. */
export function useCopying(apiRef: ReturnType<typeof useGridApiRef>): Copying {
  const facts = useContext(ServerFactsContext)
  const text = useCopyText()
  return {
    cell: (row, field) => {
      const clock = facts.get(row.serverId) ?? { clockOffset: 0, stale: false }
      text(safeCell(cellText(field, row, clock, Date.now()) ?? ''), t('menu.copiedCell'))
    },
    rows: (rows, headers) => {
      const columns = copiedColumns(apiRef.current?.getVisibleColumns() ?? [])
      text(rowsAsText(rows, columns, facts, { now: Date.now(), headers }), t('menu.copiedRows', { count: rows.length }))
    },
    text,
  }
}

/** Copies a text and says so, or that it could not be done. */
export function useCopyText(): Copying['text'] {
  const { enqueueSnackbar } = useSnackbar()
  return (text, said) => {
    void copyText(text).then((copied) =>
      enqueueSnackbar(copied ? said : t('menu.noClipboard'), { variant: copied ? 'default' : 'warning', autoHideDuration: 2000 }),
    )
  }
}

/** Of the columns that the grid shows those that hold a fact, in their order. */
export function copiedColumns(shown: readonly { readonly field: string; readonly headerName?: string }[]): CopiedColumn[] {
  const known = new Set(COLUMNS.map(({ field }) => field))
  return shown.filter(({ field }) => known.has(field)).map(({ field, headerName }) => ({ field, name: headerName ?? field }))
}
