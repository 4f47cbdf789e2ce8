import CloseIcon from '@mui/icons-material/Close'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Typography from '@mui/material/Typography'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type SessionDetails, type SessionKey, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { read } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'
import { Fact, FactList } from '../../components/FactList.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { logOutGuard, terminateReason } from '../termination/guard-words.ts'
import { sessionFacts } from './DetailsFacts.tsx'
import { isPerson } from './person.ts'
import { IdleTimeCell, SessionTimeCell } from './SessionCells.tsx'
import { useServerFacts } from './server-facts.ts'

interface DetailsPanelProps {
  readonly of: SessionKey
  readonly onClose: () => void
  readonly onOpen: (row: SessionRow) => void
  readonly onTerminate: (row: SessionRow) => void
  readonly onLogOut: (row: SessionRow) => void
}

/** Everything known of one session, beside the grid. It follows the session through refreshes and says when it has ended. */
export function DetailsPanel({ of, onClose, ...actions }: DetailsPanelProps) {
  const { serverId, sessionId, duplicate } = of
  const { data, error } = useQuery(
    read.sessions.details.queryOptions({ input: { serverId, sessionId, duplicate }, placeholderData: keepPreviousData }),
  )
  return (
    <Box component="aside" aria-label="Details" sx={PANEL}>
      <Box sx={{ display: 'flex', alignItems: 'center', pl: 2, pr: 1, height: 32, borderBottom: 1, borderColor: 'divider' }}>
        <Typography variant="h2" sx={{ fontSize: '0.8125rem' }}>
          Details
        </Typography>
        <IconButton aria-label="Close details" onClick={onClose} sx={{ ml: 'auto', p: 0.5 }}>
          <CloseIcon sx={{ fontSize: 18 }} />
        </IconButton>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 2, py: 1.5 }}>
        {error ? <ProblemAlert problem={problemOf(error)} severity="warning" /> : null}
        {data === null ? <Box sx={{ color: 'text.secondary' }}>This session is no longer known.</Box> : null}
        {data ? <Facts details={data} onOpen={actions.onOpen} /> : null}
      </Box>
      {data && !data.ended ? <EndButtons row={data.row} {...actions} /> : null}
    </Box>
  )
}

/** Beside the grid; in front of the page, at its full height, where both would be too narrow. */
const PANEL = {
  width: 328,
  flex: 'none',
  borderLeft: 1,
  borderColor: 'divider',
  display: 'flex',
  flexDirection: 'column',
  minHeight: 0,
  '@media (max-width: 1000px)': {
    position: 'fixed',
    inset: '0 0 0 auto',
    maxWidth: 1,
    zIndex: 'drawer',
    bgcolor: 'background.paper',
    boxShadow: 8,
  },
} as const

function Facts({ details, onOpen }: { readonly details: SessionDetails; readonly onOpen: (row: SessionRow) => void }) {
  const { row, ended, other, siblings } = details
  return (
    <>
      <Typography variant="h3" sx={{ fontSize: '0.9375rem', overflowWrap: 'anywhere' }}>
        <bdi>{row.user ?? row.account ?? 'No user'}</bdi>
      </Typography>
      <Box sx={{ color: 'text.secondary', mb: 1.5 }}>on {row.serverName}</Box>
      {ended ? <Box sx={{ color: 'warning.main', mb: 1.5 }}>This session is no longer listed by its server.</Box> : null}
      <FactList nameWidth={96}>{sessionFacts(details)}</FactList>
      {other.length > 0 ? (
        <Section title="More from the server">
          <FactList nameWidth={96}>
            {other.map(({ name, value }) => (
              <Fact key={name} name={name} value={value} />
            ))}
          </FactList>
        </Section>
      ) : null}
      {isPerson(row) ? <Siblings siblings={siblings} onOpen={onOpen} /> : null}
    </>
  )
}

function Siblings({ siblings, onOpen }: { readonly siblings: readonly SessionRow[]; readonly onOpen: (row: SessionRow) => void }) {
  return (
    <Section title={`Other sessions of this user here: ${siblings.length === 0 ? 'none' : siblings.length}`}>
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {siblings.map((row) => (
          <Box component="li" key={sessionKeyText(row)}>
            <Button
              color="inherit"
              onClick={() => onOpen(row)}
              sx={{
                width: '100%',
                justifyContent: 'flex-start',
                textAlign: 'left',
                fontWeight: 400,
                px: 1,
                mx: -1,
                boxSizing: 'content-box',
              }}
            >
              <Box sx={{ minWidth: 0, flex: 1 }}>
                <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{row.agentWords ?? row.userAgent ?? 'Unknown program'}</Box>
                <Box sx={{ color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'normal' }}>
                  {row.address} · for <SessionTimeCell row={row} /> · idle <IdleTimeCell row={row} />
                </Box>
              </Box>
            </Button>
          </Box>
        ))}
      </Box>
    </Section>
  )
}

function EndButtons({ row, onTerminate, onLogOut }: { readonly row: SessionRow } & Pick<DetailsPanelProps, 'onTerminate' | 'onLogOut'>) {
  const facts = useServerFacts(row.serverId)
  const reason = row.guard === null ? null : terminateReason(row.guard, row.serverName, facts)
  const mayLogOut = isPerson(row) && logOutGuard(row.guard, facts) === null
  return (
    <Box sx={{ px: 2, py: 1, borderTop: 1, borderColor: 'divider', display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {reason === null ? (
        <Button color="error" variant="outlined" onClick={() => onTerminate(row)}>
          Terminate…
        </Button>
      ) : (
        <Box sx={{ color: 'text.secondary' }}>{reason}</Box>
      )}
      {mayLogOut ? (
        <Button color="error" onClick={() => onLogOut(row)}>
          Log out on all devices…
        </Button>
      ) : null}
    </Box>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h3" sx={{ mb: 0.5 }}>
        {title}
      </Typography>
      {children}
    </Box>
  )
}
