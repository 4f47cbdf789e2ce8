import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Problem } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { type SessionKey, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import type { Plan, Scope } from '../../../shared/termination.ts'
import { act, actClient, readClient } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'

/** A user to log out of a server whose sessions can't be listed. */
export interface ReviewedUser {
  readonly serverId: string
  readonly user: string
}

/** A review that was opened: its keys are frozen, whatever the grid does meanwhile. */
export interface OpenReview {
  readonly id: number
  readonly keys: readonly SessionKey[]
  /** These sessions alone, or all that their users have on those servers. */
  readonly scope: Scope
  /** A user of a server that can't list, in place of keys. */
  readonly user: ReviewedUser | null
  /** When it was opened, epoch ms of this machine. */
  readonly at: number
}

/** Everything the review shows and does. */
export interface Review {
  /** The rows as they were when the review opened, for the time before the plan is there. */
  readonly rows: ReadonlyMap<string, SessionRow>
  readonly plan: Plan | null
  readonly isReading: boolean
  /** Why the servers could not be read again, or why the run did not start. */
  readonly problem: Problem | null
  readonly reason: string
  readonly setReason: (reason: string) => void
  readonly readAgain: () => void
  readonly confirm: (plan: Plan, count: number) => void
  readonly isConfirming: boolean
}

/** The most sessions that one review takes. */
export const MOST_TARGETS = 5000

/**
 * Freezes the keys as targets and has their servers read again, once per opened review. What the dialog shows is never taken from the grid's
 * own queries, so that no refresh, filter or sort can change it.
 */
export function useReview(opened: OpenReview | null, onStarted: (runId: string) => void): Review {
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const id = opened?.id ?? 0
  const keys = [...(opened?.keys ?? [])]
  const user = opened?.user ?? null
  const enabled = opened !== null && (user !== null || (keys.length > 0 && keys.length <= MOST_TARGETS))
  const frozen = { enabled, gcTime: 0, staleTime: Number.POSITIVE_INFINITY, meta: { frozen: true } } as const

  const rows = useQuery({
    queryKey: ['review-rows', id],
    queryFn: async () =>
      new Map((keys.length === 0 ? [] : await readClient.sessions.byKeys({ keys })).map((row) => [sessionKeyText(row), row])),
    ...frozen,
  })
  const planKey = ['review-plan', id]
  const plan = useQuery({
    queryKey: planKey,
    queryFn: ({ signal }) =>
      user === null
        ? actClient.terminations.review({ keys, scope: opened?.scope ?? 'sessions' }, { signal })
        : actClient.terminations.reviewUser(user, { signal }),
    ...frozen,
  })
  const confirm = useMutation(act.terminations.confirm.mutationOptions({ onSuccess: ({ runId }) => onStarted(runId) }))

  // A new review starts with an empty reason.
  useEffect(() => {
    if (id > 0) setReason('')
  }, [id])

  // The mutation still tells of the review before this one, until it is used again.
  const isOfThis = plan.data !== undefined && confirm.variables?.planId === plan.data.planId
  const error = (isOfThis ? confirm.error : null) ?? plan.error
  return {
    rows: rows.data ?? NO_ROWS,
    plan: plan.data ?? null,
    isReading: enabled && plan.isFetching,
    problem: problemFor(keys.length, error),
    reason,
    setReason,
    readAgain: () => {
      confirm.reset()
      void queries.resetQueries({ queryKey: planKey })
    },
    confirm: ({ planId }, count) => confirm.mutate({ planId, count, reason: reason.trim() === '' ? undefined : reason }),
    isConfirming: isOfThis && (confirm.isPending || confirm.isSuccess),
  }
}

function problemFor(count: number, error: unknown): Problem | null {
  if (count > MOST_TARGETS) return tooMany()
  return error ? problemOf(error) : null
}

const NO_ROWS: ReadonlyMap<string, SessionRow> = new Map()

function tooMany(): Problem {
  const most = MOST_TARGETS
  return { code: 'bad-input', message: t('termination.tooMany', { most }), next: t('termination.tooManyNext', { most }) }
}
