import Button from '@mui/material/Button'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { SessionKey } from '../../../shared/session.ts'
import type { RunSummary, Scope } from '../../../shared/termination.ts'
import { read } from '../../api/clients.ts'
import { RunChips } from './RunChip.tsx'
import { hasFailed, isOver, summaryLine } from './run-summary.ts'
import { type Shown, TerminationDialog } from './TerminationDialog.tsx'
import type { OpenReview, ReviewedUser } from './use-review.ts'

/** The one way to end sessions from any page: everything goes through the review. */
export interface Termination {
  /**
   * Opens *Review termination* for these sessions, frozen as they are now; with the scope `user` for all sessions of their users on those
   * servers. Does nothing for an empty list. `onLeft` hears that it was left without a run.
   */
  readonly review: (keys: readonly SessionKey[], scope?: Scope, onLeft?: () => void) => void
  /** Opens the review for a user of a server whose sessions can't be listed. */
  readonly reviewUser: (user: ReviewedUser) => void
  /** Opens a run, past or present. */
  readonly showRun: (runId: string) => void
}

const TerminationContext = createContext<Termination | null>(null)

/** Gives the pages below it the review dialog. Throws outside of a `TerminationProvider`. */
export function useTermination(): Termination {
  const termination = useContext(TerminationContext)
  if (termination === null) throw new Error('useTermination needs a TerminationProvider above it')
  return termination
}

const NO_RUNS: readonly RunSummary[] = []

/** Holds the review, the run and the report of interrupted runs, so that they outlive a change of page. */
export function TerminationProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [shown, setShown] = useState<Shown | null>(null)
  const nextReview = useRef(1)
  const leave = useRef<(() => void) | undefined>(undefined)
  const runs = useQuery(read.terminations.list.queryOptions({ input: {} })).data ?? NO_RUNS

  const show = useCallback((next: Shown) => {
    setShown(next)
    setOpen(true)
  }, [])
  const begin = useCallback(
    (what: Pick<OpenReview, 'keys' | 'scope' | 'user'>) =>
      show({ kind: 'review', review: { ...what, id: nextReview.current++, at: Date.now() } }),
    [show],
  )
  const termination = useMemo<Termination>(
    () => ({
      review: (keys, scope = 'sessions', onLeft = undefined) => {
        if (keys.length === 0) return
        leave.current = onLeft
        begin({ keys: [...keys], scope, user: null })
      },
      reviewUser: (user) => begin({ keys: [], scope: 'user', user }),
      showRun: (runId) => show({ kind: 'run', runId, reviewed: false }),
    }),
    [begin, show],
  )
  const close = useCallback(() => {
    setOpen(false)
    leave.current?.()
    leave.current = undefined
    void queries.cancelQueries({ queryKey: ['review-plan'] })
  }, [queries])
  const onStarted = useCallback((runId: string) => {
    leave.current = undefined
    setShown({ kind: 'run', runId, reviewed: true })
  }, [])

  const shownRun = open && shown?.kind === 'run' ? shown.runId : null
  useInterruptedReport(runs, open, termination.showRun)
  useFinishedNotice(runs, shownRun, termination.showRun)
  const behind = runs.filter((run) => run.runId !== shownRun && (!isOver(run) || (run.state === 'interrupted' && !run.acknowledged)))

  return (
    <TerminationContext value={termination}>
      {children}
      <RunChips runs={behind} onShow={termination.showRun} />
      <TerminationDialog open={open} shown={shown} onClose={close} onStarted={onStarted} onReview={termination.review} />
    </TerminationContext>
  )
}

/** Reports a run that was interrupted, once per start of the window and never over an open dialog. */
function useInterruptedReport(runs: readonly RunSummary[], busy: boolean, showRun: (runId: string) => void): void {
  const reported = useRef(new Set<string>())
  useEffect(() => {
    if (busy) return
    const run = runs.findLast(({ state, acknowledged, runId }) => state === 'interrupted' && !acknowledged && !reported.current.has(runId))
    if (run === undefined) return
    reported.current.add(run.runId)
    showRun(run.runId)
  }, [runs, busy, showRun])
}

/** Says that a run ended, when nobody has its dialog open. */
function useFinishedNotice(runs: readonly RunSummary[], shownRun: string | null, showRun: (runId: string) => void): void {
  const { enqueueSnackbar, closeSnackbar } = useSnackbar()
  const underWay = useRef(new Set<string>())
  useEffect(() => {
    for (const run of runs) {
      if (!isOver(run)) underWay.current.add(run.runId)
      else if (underWay.current.delete(run.runId) && run.runId !== shownRun) {
        enqueueSnackbar(t('termination.runNotice', { number: run.number, summary: summaryLine(run) }), {
          variant: hasFailed(run) ? 'error' : 'success',
          action: (key) => (
            <Button
              color="inherit"
              onClick={() => {
                closeSnackbar(key)
                showRun(run.runId)
              }}
            >
              {t('termination.show')}
            </Button>
          ),
        })
      }
    }
  }, [runs, shownRun, showRun, enqueueSnackbar, closeSnackbar])
}
