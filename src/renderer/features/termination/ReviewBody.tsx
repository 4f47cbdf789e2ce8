import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import LinearProgress from '@mui/material/LinearProgress'
import TextField from '@mui/material/TextField'
import { memo, useMemo } from 'react'
import { visibleString } from '../../../renderer/components/visible-text.ts'
import { t } from '../../../shared/language/language.ts'
import { type Account, type SessionKey, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { agentName, type Plan, type Target, type Verdict } from '../../../shared/termination.ts'
import { useServers } from '../../api/hooks.ts'
import { namesText } from '../../components/format.ts'
import { ProblemAlert, TechnicalDetails } from '../../components/ProblemAlert.tsx'
import { RichText } from '../../components/RichText.tsx'
import { useClockOffsets } from './clock-offsets.ts'
import { VerdictMark } from './Marks.tsx'
import { consequences, countVerdicts, leftOut, unreachableServers, whoAndWhere, whyNothingEnds, willEnd } from './plan-summary.ts'
import { TargetList, TargetRow } from './TargetList.tsx'
import type { OpenReview, Review } from './use-review.ts'

/** The id of the sentence that says why nothing can be terminated; it describes the disabled button. */
export const NOTHING_ENDS_ID = 'nothing-can-be-terminated'

interface ReviewBodyProps {
  readonly review: Review
  readonly opened: OpenReview
}

/** What is about to happen, to whom, and what the fresh read says of each. */
export function ReviewBody({ review, opened }: ReviewBodyProps) {
  const { plan, rows, isReading } = review
  const lines = useMemo(() => targetLines(isReading ? null : plan, rows, opened.keys), [plan, rows, isReading, opened])
  return (
    <>
      <Header review={review} opened={opened} targets={lines} />
      {review.problem ? (
        <ProblemAlert problem={review.problem} action={<Button onClick={review.readAgain}>{t('termination.reviewAgain')}</Button>} />
      ) : null}
      <TargetLines lines={lines} openedAt={opened.at} unread={review.problem !== null} />
      <TextField
        label={t('termination.reason')}
        helperText={t('termination.reasonHint')}
        value={review.reason}
        onChange={(event) => review.setReason(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 500 } }}
        disabled={review.isConfirming}
        fullWidth
      />
    </>
  )
}

interface TargetLinesProps {
  readonly lines: readonly Line[]
  readonly openedAt: number
  /** The servers could not be read again, so that there will be no verdicts. */
  readonly unread: boolean
}

/** Not drawn again while a reason is typed: there may be thousands of lines. */
const TargetLines = memo(function TargetLines({ lines, openedAt, unread }: TargetLinesProps) {
  const offsets = useClockOffsets()
  return (
    <TargetList label={t('termination.targets')} lastColumn={t('termination.saysNow')}>
      {lines.map((line) => (
        <TargetLine
          key={sessionKeyText(line.target.key)}
          line={line}
          clockOffset={offsets.get(line.target.key.serverId) ?? 0}
          openedAt={openedAt}
          unread={unread}
        />
      ))}
    </TargetList>
  )
})

interface TargetLineProps {
  readonly line: Line
  readonly clockOffset: number
  readonly openedAt: number
  readonly unread: boolean
}

const TargetLine = memo(function TargetLine({ line, clockOffset, openedAt, unread }: TargetLineProps) {
  const { target, verdict, account } = line
  return (
    <TargetRow target={target} account={account} clockOffset={clockOffset} at={verdict?.kind === 'already-gone' ? null : openedAt}>
      <VerdictMark verdict={verdict} target={target} serverName={target.serverName} unread={unread} />
    </TargetRow>
  )
})

interface HeaderProps {
  readonly review: Review
  readonly opened: OpenReview
  readonly targets: readonly Line[]
}

function Header({ review, opened, targets }: HeaderProps) {
  if (review.plan !== null && !review.isReading) return <Consequence plan={review.plan} lines={targets} />
  if (review.problem !== null) return null
  return <Reading opened={opened} lines={targets} />
}

function Reading({ opened: { keys, user }, lines }: { readonly opened: OpenReview; readonly lines: readonly Line[] }) {
  const { servers } = useServers()
  if (user !== null) return <Box role="status">{t('termination.preparing', { user: visibleString(user.user) })}</Box>
  const asked = new Set(keys.map(({ serverId }) => serverId))
  const names = servers.filter(({ server }) => asked.has(server.id)).map(({ server }) => server.name)
  return (
    <Box role="status">
      <Box sx={{ fontWeight: 600 }}>
        {lines.length === keys.length
          ? t('termination.whoAndWhereStop', { words: whoAndWhere(lines.map(whose)) })
          : t('termination.sessionsOnly', { count: keys.length })}
      </Box>
      <Box sx={{ color: 'text.secondary', mb: 1 }}>
        {t('termination.readingAgain', {
          servers: names.length > 0 ? namesText(names) : t('termination.serverCount', { count: asked.size }),
          count: asked.size,
        })}
      </Box>
      <LinearProgress aria-label={t('termination.readingServers')} />
    </Box>
  )
}

/** The whole consequence, over the list, before anything can be pressed. */
function Consequence({ plan, lines }: { readonly plan: Plan; readonly lines: readonly Line[] }) {
  const { servers } = useServers()
  const nothing = whyNothingEnds(plan)
  if (nothing !== null) {
    return (
      <Alert severity="info" role="status" id={NOTHING_ENDS_ID}>
        <Box sx={{ fontWeight: 600 }}>{nothing}</Box>
        <Unreachable plan={plan} />
      </Alert>
    )
  }
  const ending = willEnd(plan)
  const means = new Map(servers.map(({ server, capabilities }) => [server.id, capabilities.terminateMeans]))
  const said = consequences(ending, (serverId) => means.get(serverId))
  const out = leftOut(countVerdicts(plan))
  return (
    <Alert severity="warning" role="status">
      <Box>
        <RichText
          id="termination.consequence"
          values={{ who: whoAndWhere(lines.filter(({ verdict }) => verdict?.kind === 'will-end').map(whose)) }}
          tags={{ b: (parts) => <strong>{parts}</strong> }}
        />
      </Box>
      {said.map(({ servers: names, text }) => (
        <Box key={text}>{said.length > 1 ? t('termination.onServers', { servers: names, text }) : text}</Box>
      ))}
      {plan.targets.some(({ target }) => target.kind === 'user') ? (
        <Box sx={{ fontWeight: 600 }}>{t('termination.unseenBefore')}</Box>
      ) : null}
      {wholeUsers(plan) ? <Box>{wholeUsers(plan)}</Box> : null}
      {out ? <Box sx={{ mt: 0.5 }}>{out}</Box> : null}
      <Unreachable plan={plan} />
    </Alert>
  )
}

/** What must be known when the server ends all sessions of a user by one request: also those that began after the list was read. */
function wholeUsers(plan: Plan): string | null {
  const whole = plan.targets.filter(({ target, verdict }) => target.kind === 'session' && target.wholeUser && verdict.kind === 'will-end')
  return whole.length === 0 ? null : t('termination.wholeUser')
}

/** What is wrong with each server that could not be read again: once per server, not once per session. */
function Unreachable({ plan }: { readonly plan: Plan }) {
  return unreachableServers(plan).map(({ serverId, problem }) => (
    <Box key={serverId} sx={{ mt: 0.5 }}>
      {problem.message} {problem.next}
      {problem.technical ? <TechnicalDetails text={problem.technical} /> : null}
    </Box>
  ))
}

interface Line {
  readonly target: Target
  readonly verdict: Verdict | null
  readonly account: Account | null
}

const whose = ({ target, account }: Line) => ({ ...target, account })

/** The plan's targets; before it is there, the rows as they were when the review opened. */
function targetLines(plan: Plan | null, rows: ReadonlyMap<string, SessionRow>, keys: readonly SessionKey[]): readonly Line[] {
  if (plan !== null) {
    return plan.targets.map((line) => ({ ...line, account: rows.get(sessionKeyText(line.target.key))?.account ?? null }))
  }
  return keys.flatMap((key) => {
    const row = rows.get(sessionKeyText(key))
    if (row === undefined) return []
    const { serverName, user, userId, address, createdAt, account } = row
    const agentWords = agentName(row.agentWords, row.userAgent)
    const target = { kind: 'session', key, serverName, user, address, agentWords, createdAt, userId, wholeUser: false } as const
    return [{ target, verdict: null, account }]
  })
}
