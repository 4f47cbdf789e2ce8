import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { t } from '../../../shared/language/language.ts'
import type { Server, ServerView } from '../../../shared/server.ts'
import { useEngineProblem } from '../../api/hooks.ts'
import { useServerStates } from '../../components/server-states.ts'
import type { ProfileTrouble } from './profile-trouble.ts'
import { ServerRow } from './ServerRow.tsx'

interface ServerTableProps {
  readonly servers: readonly ServerView[]
  /** What is wrong with a server's profile; null for a good one. */
  readonly troubleOf: (server: Server) => ProfileTrouble | null
  readonly onEdit: (server: Server) => void
  readonly onTest: (server: Server) => void
  readonly onRemove: (server: Server) => void
  readonly onLogOut: (view: ServerView) => void
  /** How *Map fields* is opened for a server whose answer does not fit; undefined where it does, or where there are no fields to map. */
  readonly mapOf: (view: ServerView) => (() => void) | undefined
}

const COLUMNS = [
  { name: 'servers.columnServer' },
  { name: 'servers.columnState' },
  { name: 'servers.columnSystem' },
  { name: 'servers.columnEnvironment' },
  { name: 'servers.columnSecret' },
  { name: 'servers.columnSessions', right: true },
  { name: 'servers.columnInterval', right: true },
  { name: 'servers.columnLastRead', right: true },
  { name: 'servers.columnNextRead', right: true },
  { name: 'servers.columnActions', right: true },
] as const

/** All servers, by name. */
export function ServerTable({ servers, troubleOf, ...actions }: ServerTableProps) {
  const states = useServerStates(servers, useEngineProblem() !== null)
  const byName = servers.toSorted((left, right) => left.server.name.localeCompare(right.server.name))
  return (
    <Table aria-label={t('servers.title')} sx={{ '& th, & td': { px: 1 }, '& th:first-of-type': { pl: 1.5 } }}>
      <TableHead>
        <TableRow>
          {COLUMNS.map((column) => (
            <TableCell key={column.name} align={'right' in column ? 'right' : 'left'}>
              {t(column.name)}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {byName.map((view) => (
          <ServerRow
            key={view.server.id}
            view={view}
            state={states.get(view.server.id) ?? 'never read'}
            columns={COLUMNS.length}
            profileTrouble={troubleOf(view.server)}
            {...actions}
          />
        ))}
      </TableBody>
    </Table>
  )
}
