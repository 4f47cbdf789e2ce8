import Link from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { t } from '../../../shared/language/language.ts'
import type { RunSummary } from '../../../shared/termination.ts'
import { useServers } from '../../api/hooks.ts'
import { dateTimeText, namesText, UNKNOWN } from '../../components/format.ts'
import { summaryLine } from '../termination/run-summary.ts'

interface RunTableProps {
  readonly runs: readonly RunSummary[]
  readonly onShowRun: (runId: string) => void
}

/** The runs of the journal, newest first, each with numbers that add up. */
export function RunTable({ runs, onShowRun }: RunTableProps) {
  const { servers } = useServers()
  const names = new Map(servers.map(({ server }) => [server.id, server.name]))
  return (
    <Table stickyHeader aria-label={t('journal.runs')}>
      <TableHead>
        <TableRow>
          <TableCell align="right">{t('journal.columnRun')}</TableCell>
          <TableCell>{t('journal.columnStarted')}</TableCell>
          <TableCell>{t('journal.columnState')}</TableCell>
          <TableCell>{t('journal.columnServers')}</TableCell>
          <TableCell sx={{ minWidth: 200 }}>{t('journal.columnOutcome')}</TableCell>
          <TableCell sx={{ minWidth: 120 }}>{t('journal.columnReason')}</TableCell>
          <TableCell>
            <span className="visually-hidden">{t('journal.columnActions')}</span>
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.runId}>
            <TableCell align="right" className="tabular">
              {run.number}
            </TableCell>
            <TableCell className="tabular" sx={{ whiteSpace: 'nowrap' }}>
              {dateTimeText(run.startedAt)}
            </TableCell>
            <TableCell>{t(`journal.state-${run.state}`)}</TableCell>
            <TableCell>{namesText(run.servers.map((id) => names.get(id) ?? t('journal.removedServer')))}</TableCell>
            <TableCell className="tabular">{summaryLine(run)}</TableCell>
            <TableCell sx={{ overflowWrap: 'anywhere' }}>{run.reason ?? UNKNOWN}</TableCell>
            <TableCell align="right">
              <Link component="button" onClick={() => onShowRun(run.runId)} aria-label={t('journal.showRun', { number: run.number })}>
                {t('journal.show')}
              </Link>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
