import Link from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { memo } from 'react'
import type { JournalEntry } from '../../../shared/journal.ts'
import { t } from '../../../shared/language/language.ts'
import { dateTimeText, UNKNOWN, zoneName } from '../../components/format.ts'
import { kindWords, reasonOf } from './journal-words.ts'

interface EntryTableProps {
  readonly entries: readonly JournalEntry[]
  readonly onShowRun: (runId: string) => void
}

/** Entries of the journal, newest first. */
export function EntryTable({ entries, onShowRun }: EntryTableProps) {
  return (
    <Table stickyHeader aria-label={t('journal.title')}>
      <TableHead>
        <TableRow>
          <TableCell align="right">{t('journal.columnNumber')}</TableCell>
          <TableCell>{t('journal.columnTime', { zone: zoneName() })}</TableCell>
          <TableCell>{t('journal.columnWhat')}</TableCell>
          <TableCell>{t('journal.server')}</TableCell>
          <TableCell sx={{ width: '45%', minWidth: 240 }}>{t('journal.columnText')}</TableCell>
          <TableCell sx={{ minWidth: 120 }}>{t('journal.columnReason')}</TableCell>
          <TableCell>{t('journal.columnRun')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {entries.map((entry) => (
          <EntryRow key={entry.sequence} entry={entry} onShowRun={onShowRun} />
        ))}
      </TableBody>
    </Table>
  )
}

interface EntryRowProps {
  readonly entry: JournalEntry
  readonly onShowRun: (runId: string) => void
}

const EntryRow = memo(function EntryRow({ entry, onShowRun }: EntryRowProps) {
  const { runId } = entry
  return (
    <TableRow>
      <TableCell align="right" className="tabular" sx={{ color: 'text.secondary' }}>
        {entry.sequence}
      </TableCell>
      <TableCell className="tabular" sx={{ whiteSpace: 'nowrap' }}>
        {dateTimeText(entry.at)}
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{kindWords(entry.kind)}</TableCell>
      <TableCell>{entry.serverName ?? UNKNOWN}</TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>{entry.text}</TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>{reasonOf(entry) ?? UNKNOWN}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        {runId === null ? null : (
          <Link component="button" onClick={() => onShowRun(runId)} aria-label={t('journal.showRunOf', { entry: entry.sequence })}>
            {t('journal.show')}
          </Link>
        )}
      </TableCell>
    </TableRow>
  )
})
