import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { t } from '../../../shared/language/language.ts'
import { act, read } from '../../api/clients.ts'
import { useEngineProblem, useServers } from '../../api/hooks.ts'
import { dateTimeText } from '../../components/format.ts'
import { LiveRegion } from '../../components/LiveRegion.tsx'
import { NoticeLine } from '../../components/NoticeLine.tsx'
import { networkTrouble } from './network-trouble.ts'

/** What concerns the whole window: a part that stopped, a network that is down, a folder that is only read, a keychain that is not there. */
export function Notices() {
  return (
    <>
      <Box role="region" aria-label={t('status.notices')} aria-live="polite">
        <EngineNotice />
        <NetworkNotice />
        <ReadOnlyNotice />
        <KeychainNotice />
      </Box>
      <LiveRegion />
    </>
  )
}

function EngineNotice() {
  const problem = useEngineProblem()
  return problem === null ? null : <NoticeLine problem={problem} severity={problem.final ? 'error' : 'warning'} />
}

function NetworkNotice() {
  const { servers } = useServers()
  const since = networkTrouble(servers)
  if (since === null) return null
  return (
    <NoticeLine
      severity="warning"
      problem={{
        code: 'server-unreachable',
        message: t('status.networkDown', { time: dateTimeText(since) }),
        next: t('status.networkDownNext'),
      }}
    />
  )
}

function ReadOnlyNotice() {
  const { data } = useQuery(read.console.about.queryOptions())
  if (!data?.readOnly) return null
  return (
    <NoticeLine
      severity="info"
      problem={{
        code: 'folder-in-use',
        message: t('status.readOnly', { holder: data.readOnly.holder }),
        next: t('status.readOnlyNext'),
      }}
    />
  )
}

function KeychainNotice() {
  const { data } = useQuery(read.console.about.queryOptions())
  const { mutate: retry, isPending } = useMutation(act.console.retryKeychain.mutationOptions())
  const problem = data?.keychain.problem
  if (!problem || data.keychain.state === 'working' || data.keychain.state === 'unknown') return null
  return (
    <NoticeLine
      severity="warning"
      problem={problem}
      action={
        <Button color="inherit" disabled={isPending} onClick={() => retry(undefined)}>
          {t('status.tryAgain')}
        </Button>
      }
    />
  )
}
