import { type SessionKey, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { useTermination } from '../termination/TerminationProvider.tsx'
import { reviewedStore } from './view-state.ts'

const keyOf = ({ serverId, sessionId, duplicate }: SessionRow): SessionKey => ({ serverId, sessionId, duplicate })

/** The ways from the grid into the review, which freezes its targets. Nothing here ends anything. */
export function useEndings(): { terminate: (rows: readonly SessionRow[]) => void; logOut: (row: SessionRow) => void } {
  const { review } = useTermination()
  // When nothing came of the review, the end of one of these sessions is news like that of any other.
  const forget = () => reviewedStore.set(new Set())
  const terminate = (rows: readonly SessionRow[]) => {
    reviewedStore.set(new Set(rows.map(sessionKeyText)))
    review(rows.map(keyOf), 'sessions', forget)
  }
  // Whose session it is, the fresh read of the review says; which others that user has by then as well.
  const logOut = (row: SessionRow) => {
    reviewedStore.set(new Set([sessionKeyText(row)]))
    review([keyOf(row)], 'user', forget)
  }
  return { terminate, logOut }
}
