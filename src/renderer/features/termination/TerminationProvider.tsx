import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { SessionKey } from '../../../shared/session.ts'

/** The one way to end sessions from any page: everything goes through the review. */
export interface Termination {
  /** Opens *Review termination* for these sessions, frozen as they are now. Does nothing for an empty list. */
  readonly review: (keys: readonly SessionKey[]) => void
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

/** Holds the review, the run and the report of interrupted runs, so that they outlive a change of page. */
export function TerminationProvider({ children }: { readonly children: ReactNode }) {
  const termination = useMemo<Termination>(() => ({ review: () => undefined, showRun: () => undefined }), [])
  return <TerminationContext value={termination}>{children}</TerminationContext>
}
