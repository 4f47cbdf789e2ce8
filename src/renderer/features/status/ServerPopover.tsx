import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import { t } from '../../../shared/language/language.ts'
import type { ServerState, ServerView } from '../../../shared/server.ts'
import { act } from '../../api/clients.ts'
import { MomentAndAge, WaitText } from '../../components/AgeText.tsx'
import { Fact, FactList } from '../../components/FactList.tsx'
import { countText } from '../../components/format.ts'
import { routeHref } from '../../components/hash-route.ts'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { StateMark } from '../../components/StateMark.tsx'
import { Tag } from '../../components/Tag.tsx'
import { clockWords } from './clock-words.ts'

interface ServerPopoverProps {
  readonly view: ServerView | undefined
  readonly state: ServerState
  readonly anchor: HTMLElement | null
  readonly onClose: () => void
  readonly onShowOnly: (serverName: string) => void
}

/** What is known of polling one server: how old its rows are, what went wrong, when it is asked next. */
export function ServerPopover({ view, state, anchor, onClose, onShowOnly }: ServerPopoverProps) {
  return (
    <Popover
      open={anchor !== null && view !== undefined}
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': view?.server.name, sx: { width: 400, maxWidth: '90vw', p: 2, mt: 0.5 } } }}
    >
      {view ? <Contents view={view} state={state} onClose={onClose} onShowOnly={onShowOnly} /> : null}
    </Popover>
  )
}

function Contents({
  view,
  state,
  onClose,
  onShowOnly,
}: Pick<ServerPopoverProps, 'state' | 'onClose' | 'onShowOnly'> & { readonly view: ServerView }) {
  const { server, status } = view
  const { mutate: refresh } = useMutation(act.servers.refresh.mutationOptions())
  const problem = status.lastAttempt?.problem
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1.5 }}>
        <Typography variant="h2">{server.name}</Typography>
        <Tag tone={server.environment === 'practice' ? 'caution' : 'plain'}>{t(`servers.environment-${server.environment}`)}</Tag>
        <Box sx={{ ml: 'auto' }}>
          <StateMark state={state} status={status} />
        </Box>
      </Box>
      {problem ? (
        <Box sx={{ mb: 1.5 }}>
          <ProblemAlert problem={problem} severity="warning" />
        </Box>
      ) : null}
      <Facts view={view} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 2 }}>
        <Button variant="outlined" onClick={() => refresh({ serverId: server.id })}>
          {t('status.refresh')}
        </Button>
        <Button
          color="inherit"
          onClick={() => {
            onClose()
            onShowOnly(server.name)
          }}
        >
          {t('status.showOnly')}
        </Button>
        <Button color="inherit" href={routeHref('servers')} onClick={onClose} sx={{ ml: 'auto' }}>
          {t('status.settings')}
        </Button>
      </Box>
    </>
  )
}

function Facts({ view: { server, status, capabilities, profileName } }: { readonly view: ServerView }) {
  const sessions =
    status.unreadableRows > 0
      ? t('status.sessionsAndUnreadable', {
          count: status.sessions,
          unreadable: status.unreadableRows,
          reasons: status.unreadableReasons.join('; '),
        })
      : countText(status.sessions)
  return (
    <FactList>
      <Fact
        name={t('status.lastComplete')}
        value={status.lastCompleteAt === null ? t('status.never') : <MomentAndAge at={status.lastCompleteAt} />}
      />
      <Fact name={t('status.nextRead')} value={nextRead(server.paused, status)} />
      <Fact name={t('status.sessions')} value={sessions} />
      <Fact name={t('status.clock')} value={clockWords(status.clockOffset)} />
      <Fact name={t('status.system')} value={profileName} />
      <Fact name={t('status.coverage')} value={capabilities.coverage} />
    </FactList>
  )
}

function nextRead(paused: boolean, status: ServerView['status']): React.ReactNode {
  if (paused) return t('status.pausedRead')
  if (status.polling) return t('status.readingNow')
  if (status.hold !== null) return t('status.held')
  return status.nextPollAt === null ? t('status.notPlanned') : <WaitText until={status.nextPollAt} />
}
