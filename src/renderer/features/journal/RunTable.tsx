import Link from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { RunState, RunSummary } from '../../../shared/termination.ts'
import { useServers } from '../../api/hooks.ts'
import { dateTimeText, namesText, UNKNOWN } from '../../components/format.ts'
import { summaryLine } from '../termination/run-summary.ts'

const STATE_WORDS: Readonly<Record<RunState, string>> = {
  running: 'Under way',
  stopping: 'Stopping',
  done: 'Finished',
  interrupted: 'Interrupted',
}

interface RunTableProps {
  readonly runs: readonly RunSummary[]
  readonly onShowRun: (runId: string) => void
}

/** The runs of the journal, newest first, each with numbers that add up. */
export function RunTable({ runs, onShowRun }: RunTableProps) {
  const { servers } = useServers()
  const names = new Map(servers.map(({ server }) => [server.id, server.name]))
  return (
    <Table stickyHeader aria-label="Runs">
      <TableHead>
        <TableRow>
          <TableCell align="right">Run</TableCell>
          <TableCell>Started</TableCell>
          <TableCell>State</TableCell>
          <TableCell>Servers</TableCell>
          <TableCell sx={{ minWidth: 200 }}>Outcome</TableCell>
          <TableCell sx={{ minWidth: 120 }}>Reason</TableCell>
          <TableCell>
            <span className="visually-hidden">Actions</span>
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
            <TableCell>{STATE_WORDS[run.state]}</TableCell>
            <TableCell>{namesText(run.servers.map((id) => names.get(id) ?? 'a removed server'))}</TableCell>
            <TableCell className="tabular">{summaryLine(run)}</TableCell>
            <TableCell sx={{ overflowWrap: 'anywhere' }}>{run.reason ?? UNKNOWN}</TableCell>
            <TableCell align="right">
              <Link component="button" onClick={() => onShowRun(run.runId)} aria-label={`Show run ${run.number}`}>
                Show
              </Link>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
