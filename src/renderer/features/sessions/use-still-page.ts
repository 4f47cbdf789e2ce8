import { useEffect, useMemo, useState } from 'react'
import type { GridPage, SessionRow } from '../../../shared/session.ts'
import { useStore } from '../../components/store.ts'
import { useIsHeld, useIsPointedAt } from './hold-state.ts'
import { applied, type Reading, type Still, stillAfter, withoutDismissed } from './still.ts'
import { NOT_STILL, stillnessStore } from './still-state.ts'
import { useListedRows } from './use-listed-rows.ts'
import { reviewedStore, selectionStore } from './view-state.ts'

const NO_ROWS: readonly SessionRow[] = []
const NONE: ReadonlySet<string> = new Set()

/** An answer to the grid's question as it came; `isOld` while it is still the answer to an earlier one. */
interface Answer {
  readonly question: string
  readonly page: GridPage | undefined
  readonly isOld: boolean
  readonly pageSize: number
}

/**
 * The page as the grid is to show it: rows stay where they are while somebody is about to act on one of them (see `still.ts`). How it stands
 * to what was read last is told by `stillnessStore`.
 */
export function useStillPage({ question, page, isOld, pageSize }: Answer): GridPage | undefined {
  const isHeld = useIsHeld()
  const selection = useStore(selectionStore)
  const [still, setStill] = useState<Still | null>(null)
  const elsewhere = useListedRows(still?.missing ?? NO_ROWS)
  const ticked = useMemo(() => new Set(selection.keys()), [selection])
  const reviewed = useStore(reviewedStore)
  // What was terminated goes from the grid while its review is still in front of it, but never from under the pointer.
  const expected = useIsPointedAt() ? NONE : reviewed
  const hold = useMemo(() => ({ isHeld, ticked, expected, elsewhere }), [isHeld, ticked, expected, elsewhere])
  const reading = useReading(question, page, pageSize)
  const next = reading === null || isOld ? still : stillAfter(still, reading, hold)
  if (next !== still) setStill(next)
  useEffect(() => {
    if (next === null) return
    stillnessStore.set({
      reading: next.reading,
      news: next.news,
      ended: next.ended,
      apply: () => setStill((last) => last && applied(last)),
      dismiss: (ended) => setStill((last) => last && withoutDismissed(last, ended)),
    })
  }, [next])
  useEffect(() => () => stillnessStore.set(NOT_STILL), [])
  return page === undefined ? undefined : (next?.page ?? page)
}

/** An answer that is like the one before is the same one here: a poll that found nothing new draws nothing anew. */
function useReading(question: string, page: GridPage | undefined, pageSize: number): Reading | null {
  return useMemo(() => (page === undefined ? null : { question, page, at: Date.now(), pageSize }), [question, page, pageSize])
}
