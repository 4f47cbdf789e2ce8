import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { SessionKey } from '../../../shared/session.ts'
import type { Plan, Run } from '../../../shared/termination.ts'
import { act, read } from '../../api/clients.ts'
import { useEngineProblem } from '../../api/hooks.ts'
import { problemOf } from '../../api/problem-of.ts'
import { DialogFrame } from '../../components/DialogFrame.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { confirmLabel, whyNothingEnds, willEnd } from './plan-summary.ts'
import { NOTHING_ENDS_ID, ReviewBody } from './ReviewBody.tsx'
import { RunBody } from './RunBody.tsx'
import { isOver } from './run-summary.ts'
import { type OpenReview, type Review, useReview } from './use-review.ts'

/** What the dialog shows. A run that was confirmed here stays under the title it was reviewed with. */
export type Shown =
  | { readonly kind: 'review'; readonly review: OpenReview }
  | { readonly kind: 'run'; readonly runId: string; readonly reviewed: boolean }

interface TerminationDialogProps {
  readonly open: boolean
  /** What was shown last stays while the dialog fades. */
  readonly shown: Shown | null
  readonly onClose: () => void
  readonly onStarted: (runId: string) => void
  readonly onReview: (keys: readonly SessionKey[]) => void
}

/** One dialog from the review to the last outcome, so that neither the eye nor the focus loses its place. */
export function TerminationDialog({ open, shown, onClose, onStarted, onReview }: TerminationDialogProps) {
  const opened = shown?.kind === 'review' ? shown.review : null
  const runId = shown?.kind === 'run' ? shown.runId : null
  const review = useReview(opened, onStarted)
  const run = useRun(runId)
  const titledRun = shown?.kind === 'run' && !shown.reviewed ? run.data : undefined
  return (
    <DialogFrame
      open={open}
      title={titledRun ? t('termination.runTitle', { number: titledRun.number }) : t('termination.reviewTitle')}
      maxWidth="lg"
      onClose={opened !== null && review.isConfirming ? undefined : onClose}
      actions={
        opened ? (
          <ReviewActions review={review} keys={opened.keys} onCancel={onClose} />
        ) : (
          <RunActions run={run.data ?? null} onClose={onClose} onReview={onReview} />
        )
      }
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, height: heightFor(opened?.keys.length ?? run.data?.total ?? 0) }}>
        {opened ? <ReviewBody review={review} opened={opened} /> : null}
        {runId === null ? null : <EngineNotice />}
        {run.data ? <RunBody run={run.data} titled={titledRun !== undefined} /> : null}
        {runId !== null && !run.data ? <RunMissing error={run.error} isPending={run.data === undefined} /> : null}
      </Box>
    </DialogFrame>
  )
}

/** The window's own notice lies behind the dialog, and a run that nobody reports on any more must not look as if it went on. */
function EngineNotice() {
  const problem = useEngineProblem()
  return problem === null ? null : <ProblemAlert problem={problem} severity="warning" />
}

/** Fixed by the number of targets, so that no button moves under the mouse while verdicts and outcomes come in. */
function heightFor(targets: number): string {
  return targets <= 4 ? 'min(62vh, 400px)' : 'min(62vh, 640px)'
}

function useRun(runId: string | null) {
  return useQuery({ ...read.terminations.run.queryOptions({ input: { runId: runId ?? '' } }), enabled: runId !== null })
}

function RunMissing({ error, isPending }: { readonly error: unknown; readonly isPending: boolean }) {
  if (error) return <ProblemAlert problem={problemOf(error)} />
  return <Box role="status">{t(isPending ? 'termination.readingRun' : 'termination.runMissing')}</Box>
}

interface ReviewActionsProps {
  readonly review: Review
  readonly keys: readonly SessionKey[]
  readonly onCancel: () => void
}

function ReviewActions({ review, keys, onCancel }: ReviewActionsProps) {
  const whyId = useId()
  const plan = review.isReading ? null : review.plan
  const count = plan ? willEnd(plan).length : Math.max(keys.length, 1)
  const why = whyDisabled(review, plan)
  const ready = plan !== null && count > 0 && !review.isConfirming
  return (
    <>
      <Box id={whyId} sx={{ mr: 'auto', color: 'text.secondary' }}>
        {plan === null && why !== null ? why : null}
      </Box>
      <Button onClick={onCancel} autoFocus disabled={review.isConfirming}>
        {t('common.cancel')}
      </Button>
      <Button
        variant="contained"
        color="error"
        disabled={!ready}
        aria-describedby={plan !== null && why !== null ? NOTHING_ENDS_ID : whyId}
        onClick={() => plan && review.confirm(plan, count)}
      >
        {confirmLabel(count, plan ? willEnd(plan) : [])}
      </Button>
    </>
  )
}

function whyDisabled(review: Review, plan: Plan | null): string | null {
  if (plan !== null) return whyNothingEnds(plan)
  return review.problem ? null : t('termination.waitingForServers')
}

interface RunActionsProps {
  readonly run: Run | null
  readonly onClose: () => void
  readonly onReview: (keys: readonly SessionKey[]) => void
}

function RunActions({ run, onClose, onReview }: RunActionsProps) {
  const stop = useMutation(act.terminations.stop.mutationOptions())
  const acknowledge = useMutation(act.terminations.acknowledge.mutationOptions({ onSuccess: onClose }))
  const close = useRef<HTMLButtonElement>(null)
  const over = run !== null && isOver(run)
  // Stop leaves when the run ends, and a run that is read late has no button to begin with: the focus must not be lost either way.
  useEffect(() => {
    if (over && !document.activeElement?.matches('button, input, summary, a')) close.current?.focus()
  }, [over])
  const problem = stop.error ?? acknowledge.error
  const rest = over ? notEnded(run) : []
  return (
    <>
      <Box role="alert" sx={{ mr: 'auto', color: 'error.main' }}>
        {problem ? problemOf(problem).message : null}
      </Box>
      {rest.length > 0 ? <Button onClick={() => onReview(rest)}>{t('termination.reviewRest', { count: rest.length })}</Button> : null}
      {run && !over ? (
        <Button
          variant="outlined"
          color="error"
          autoFocus
          disabled={run.state === 'stopping' || stop.isPending}
          onClick={() => {
            // Stop is disabled from now on, and a disabled button has no focus.
            close.current?.focus()
            stop.mutate({ runId: run.runId })
          }}
        >
          {t('termination.stop')}
        </Button>
      ) : null}
      {run?.state === 'interrupted' && !run.acknowledged ? (
        <Button variant="contained" disabled={acknowledge.isPending} onClick={() => acknowledge.mutate({ runId: run.runId })}>
          {t('termination.acknowledge')}
        </Button>
      ) : null}
      <Button ref={close} onClick={onClose}>
        {t('common.close')}
      </Button>
    </>
  )
}

/** The sessions of a run that may still be there: a new review finds out. */
function notEnded(run: Run): readonly SessionKey[] {
  return run.targets
    .filter(({ target }) => target.kind === 'session')
    .filter(({ outcome }) => outcome === null || (outcome.kind !== 'terminated' && outcome.kind !== 'already-gone'))
    .map(({ target }) => target.key)
}
