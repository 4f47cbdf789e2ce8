import { useSnackbar } from 'notistack'
import { type SessionKey, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { readClient } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'
import { useTermination } from '../termination/TerminationProvider.tsx'
import { isSelectable } from './selection.ts'
import { reviewedStore } from './view-state.ts'

const keyOf = ({ serverId, sessionId, duplicate }: SessionRow): SessionKey => ({ serverId, sessionId, duplicate })

/** The ways from the grid into the review, which freezes its targets. Nothing here ends anything. */
export function useEndings(): { terminate: (rows: readonly SessionRow[]) => void; logOut: (row: SessionRow) => void } {
  const { review } = useTermination()
  const { enqueueSnackbar } = useSnackbar()
  const terminate = (rows: readonly SessionRow[]) => {
    reviewedStore.set(new Set(rows.map(sessionKeyText)))
    review(rows.map(keyOf))
  }
  const logOut = async (row: SessionRow) => {
    try {
      const details = await readClient.sessions.details(keyOf(row))
      if (details === null) enqueueSnackbar(`This session on ${row.serverName} is no longer known.`)
      else terminate([details.row, ...details.siblings].filter(isSelectable))
    } catch (error) {
      enqueueSnackbar(problemOf(error).message, { variant: 'warning' })
    }
  }
  return { terminate, logOut: (row) => void logOut(row) }
}
