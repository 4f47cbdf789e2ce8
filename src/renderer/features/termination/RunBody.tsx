import Box from '@mui/material/Box'
import LinearProgress from '@mui/material/LinearProgress'
import { memo } from 'react'
import { t } from '../../../shared/language/language.ts'
import { sessionKeyText } from '../../../shared/session.ts'
import type { Run, RunTarget } from '../../../shared/termination.ts'
import { dateTimeText } from '../../components/format.ts'
import { useClockOffsets } from './clock-offsets.ts'
import { OutcomeCount, OutcomeMark } from './Marks.tsx'
import { hasFailed, headline, inReadingOrder, interruptedLine, isOver, otherCounts, settled, unseenWords } from './run-summary.ts'
import { TargetList, TargetRow } from './TargetList.tsx'

interface RunBodyProps {
  readonly run: Run
  /** The dialog's title names the run already. */
  readonly titled: boolean
}

/** A run, under way or over: how far it is, what became of each target, and numbers that add up. */
export function RunBody({ run, titled }: RunBodyProps) {
  const offsets = useClockOffsets()
  const over = isOver(run)
  // That nobody can see what became of it was said before it was asked for; it is no failure.
  const failed = hasFailed(run) && unseenWords(run) === null
  const share = run.total === 0 ? 100 : (settled(run) / run.total) * 100
  return (
    <>
      <Box sx={{ color: 'text.secondary' }}>
        {timesLine(run, titled)}
        {run.reason ? <> · {run.reason}</> : null}
      </Box>
      <Box>
        {over ? null : <Numbers run={run} />}
        <div role="status">{over && !failed ? <Numbers run={run} /> : null}</div>
        <div role="alert">{over && failed ? <Numbers run={run} /> : null}</div>
        {over ? null : (
          <LinearProgress
            variant="determinate"
            value={share}
            aria-label={t('termination.runTitle', { number: run.number })}
            aria-valuetext={t('termination.progress', { done: settled(run), total: run.total })}
            sx={{ mt: 1 }}
          />
        )}
      </Box>
      <TargetList label={t('termination.outcomes')} lastColumn={t('termination.outcome')}>
        {inReadingOrder(run).map((target) => (
          <OutcomeRow
            key={sessionKeyText(target.target.key)}
            target={target}
            clockOffset={offsets.get(target.target.key.serverId) ?? 0}
            startedAt={run.startedAt}
          />
        ))}
      </TargetList>
    </>
  )
}

function timesLine({ number, startedAt, finishedAt }: Run, titled: boolean): string {
  const started = dateTimeText(startedAt)
  if (finishedAt === null) return titled ? t('termination.started', { started }) : t('termination.runStarted', { number, started })
  const ended = dateTimeText(finishedAt)
  return titled ? t('termination.startedEnded', { started, ended }) : t('termination.runStartedEnded', { number, started, ended })
}

function Numbers({ run }: { readonly run: Run }) {
  const unseen = unseenWords(run)
  if (unseen !== null) return <Box sx={{ fontWeight: 600 }}>{unseen}</Box>
  return (
    <>
      {run.state === 'interrupted' ? <Box>{t('termination.whoAndWhereStop', { words: interruptedLine(run) })}</Box> : null}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.5, alignItems: 'center' }}>
        <Box component="span" sx={{ fontWeight: 600, fontSize: '0.9375rem' }}>
          {headline(run)}
        </Box>
        {otherCounts(run).map(({ kind, words }) => (
          <OutcomeCount key={kind} kind={kind} words={words} />
        ))}
        {run.state === 'stopping' ? <span>{t('termination.stopping')}</span> : null}
      </Box>
    </>
  )
}

interface OutcomeRowProps {
  readonly target: RunTarget
  readonly clockOffset: number
  readonly startedAt: number
}

/** Kept as it is while its target does not change: a run of thousands is read again every second. */
const OutcomeRow = memo(function OutcomeRow({ target, clockOffset, startedAt }: OutcomeRowProps) {
  const { outcome } = target
  return (
    <TargetRow target={target.target} clockOffset={clockOffset} at={outcome?.kind === 'already-gone' ? null : (outcome?.at ?? startedAt)}>
      <OutcomeMark target={target} />
    </TargetRow>
  )
})
