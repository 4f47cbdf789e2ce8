import CloseIcon from '@mui/icons-material/Close'
import ContentCopyIcon from '@mui/icons-material/ContentCopy'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import Typography from '@mui/material/Typography'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import { type SessionDetails, type SessionKey, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { read } from '../../api/clients.ts'
import { useSaveSettings, useSettings } from '../../api/hooks.ts'
import { problemOf } from '../../api/problem-of.ts'
import { FactList } from '../../components/FactList.tsx'
import { ForeignText } from '../../components/ForeignText.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { logOutGuard, terminateReason } from '../termination/guard-words.ts'
import { CopyableFact, SecretFact } from './details/CopyableFact.tsx'
import { History } from './details/History.tsx'
import { ResizeEdge } from './details/ResizeEdge.tsx'
import { Section } from './details/Section.tsx'
import { factsAsText, sessionFacts } from './details/SessionFacts.tsx'
import { Siblings } from './details/Siblings.tsx'
import { accountWord } from './identity-words.ts'
import { isNamed, isPerson } from './person.ts'
import { useServerFacts } from './server-facts.ts'
import { useCopyText } from './use-copying.ts'

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
  const [width, setWidth] = useDetailsWidth()
  return (
    <Box component="aside" aria-label={t('details.title')} sx={{ ...PANEL, width }}>
      <ResizeEdge width={width} onWidth={setWidth} />
      <Box sx={{ display: 'flex', alignItems: 'center', pl: 2, pr: 1, height: 32, borderBottom: 1, borderColor: 'divider' }}>
        <Typography variant="h2" sx={{ fontSize: '0.8125rem', mr: 'auto' }}>
          {t('details.title')}
        </Typography>
        {data ? <CopyAll details={data} /> : null}
        <IconButton aria-label={t('details.close')} onClick={onClose} sx={{ p: 0.5 }}>
          <CloseIcon sx={{ fontSize: 18 }} />
        </IconButton>
      </Box>
      {/* Another session begins at its top. */}
      <Box key={sessionKeyText(of)} sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 2, py: 1.5 }}>
        {error ? <ProblemAlert problem={problemOf(error)} severity="warning" /> : null}
        {data === null ? <Box sx={{ color: 'text.secondary' }}>{t('details.gone')}</Box> : null}
        {data ? <Facts details={data} onOpen={actions.onOpen} /> : null}
      </Box>
      {data && !data.ended ? <EndButtons row={data.row} isOld={sessionKeyText(data.row) !== sessionKeyText(of)} {...actions} /> : null}
    </Box>
  )
}

/** Beside the grid; in front of the page, at its full height, where both would be too narrow. */
const PANEL = {
  position: 'relative',
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

/**
 * The width somebody gave the details, kept in the settings once the edge is let go. What was chosen in this panel stands over what is read
 * from there: the answer to one step must not undo the next one.
 */
function useDetailsWidth(): [number, (width: number, done: boolean) => void] {
  const { enqueueSnackbar } = useSnackbar()
  const save = useSaveSettings(({ message }) => enqueueSnackbar(message, { variant: 'warning' }))
  const { detailsWidth } = useSettings()
  const [chosen, setChosen] = useState<number | null>(null)
  const setWidth = (width: number, done: boolean) => {
    setChosen(width)
    if (done) save({ detailsWidth: width })
  }
  return [chosen ?? detailsWidth, setWidth]
}

function CopyAll({ details }: { readonly details: SessionDetails }) {
  const copy = useCopyText()
  const facts = useServerFacts(details.row.serverId)
  const copyAll = () => copy(factsAsText(sessionFacts(details, facts, Date.now()), details.row.serverName), t('details.copiedAll'))
  return (
    <Tooltip title={t('details.copyAll')}>
      <IconButton aria-label={t('details.copyAll')} onClick={copyAll} sx={{ p: 0.5 }}>
        <ContentCopyIcon sx={{ fontSize: 16 }} />
      </IconButton>
    </Tooltip>
  )
}

function Facts({ details, onOpen }: { readonly details: SessionDetails; readonly onOpen: (row: SessionRow) => void }) {
  const { row, ended, siblings } = details
  const facts = useServerFacts(row.serverId)
  const account = row.account === null ? t('details.noUser') : accountWord(row.account)
  return (
    <>
      <Typography variant="h3" sx={{ fontSize: '0.9375rem', overflowWrap: 'anywhere', '& bdi': { whiteSpace: 'pre-wrap' } }}>
        <ForeignText text={isNamed(row.user) ? row.user : account} hint={null} />
      </Typography>
      <Box sx={{ color: 'text.secondary', mb: 1.5 }}>{t('details.onServer', { server: row.serverName })}</Box>
      {ended ? <Box sx={{ color: 'warning.main', mb: 1.5 }}>{t('details.ended')}</Box> : null}
      <FactList nameWidth={96}>
        {sessionFacts(details, facts, 0).map((fact) => (
          <CopyableFact key={fact.name} {...fact} />
        ))}
      </FactList>
      <History of={row} />
      {isPerson(row) ? <Siblings row={row} siblings={siblings} onOpen={onOpen} /> : null}
      <MoreFacts other={details.other} />
    </>
  )
}

/** What the server gave beyond what Rollcall knows, as it gave it. */
function MoreFacts({ other }: Pick<SessionDetails, 'other'>) {
  if (other.length === 0) return null
  return (
    <Section title={t('details.more')} hint={t('details.moreHint')}>
      <FactList nameWidth={112}>
        {other.map(({ name, value, secret }) =>
          secret ? <SecretFact key={name} name={name} /> : <CopyableFact key={name} name={name} text={value} />,
        )}
      </FactList>
    </Section>
  )
}

interface EndButtonsProps extends Pick<DetailsPanelProps, 'onTerminate' | 'onLogOut'> {
  readonly row: SessionRow
  /** Somebody went on to another session, whose details are still being read: nobody means this one any more. */
  readonly isOld: boolean
}

function EndButtons({ row, isOld, onTerminate, onLogOut }: EndButtonsProps) {
  const facts = useServerFacts(row.serverId)
  const reason = row.guard === null ? null : terminateReason(row.guard, row.serverName, facts)
  const mayLogOut = isPerson(row) && logOutGuard(row.guard, facts) === null
  return (
    <Box sx={{ px: 2, py: 1, borderTop: 1, borderColor: 'divider', display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {reason === null ? (
        <Button color="error" variant="outlined" disabled={isOld} onClick={() => onTerminate(row)}>
          {t('details.terminate')}
        </Button>
      ) : (
        <Box sx={{ color: 'text.secondary' }}>{reason}</Box>
      )}
      {mayLogOut ? (
        <Button color="error" disabled={isOld} onClick={() => onLogOut(row)}>
          {t('details.logOut')}
        </Button>
      ) : null}
    </Box>
  )
}
