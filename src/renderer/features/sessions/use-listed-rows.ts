import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { MOST_AT_ONCE, type SessionKey, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { read } from '../../api/clients.ts'

const NONE: ReadonlyMap<string, SessionRow> = new Map()

/** Which of these sessions are still listed, wherever they are, as they are now; null while that is not known, and for more than can be asked at once. */
export function useListedRows(sessions: Iterable<SessionKey>): ReadonlyMap<string, SessionRow> | null {
  const keys = useMemo(() => Array.from(sessions, ({ serverId, sessionId, duplicate }) => ({ serverId, sessionId, duplicate })), [sessions])
  const isAsked = keys.length > 0 && keys.length <= MOST_AT_ONCE
  const { data, isPlaceholderData } = useQuery(
    read.sessions.byKeys.queryOptions({
      input: { keys: isAsked ? keys : [] },
      enabled: isAsked,
      placeholderData: keepPreviousData,
    }),
  )
  return useMemo(() => {
    if (keys.length === 0) return NONE
    return data === undefined || isPlaceholderData ? null : new Map(data.map((row) => [sessionKeyText(row), row]))
  }, [keys, data, isPlaceholderData])
}
