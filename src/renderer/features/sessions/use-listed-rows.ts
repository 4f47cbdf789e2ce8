import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { MOST_AT_ONCE, type SessionKey, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { read } from '../../api/clients.ts'
import type { Selection } from './selection.ts'

const NONE: ReadonlyMap<string, SessionRow> = new Map()
const NO_KEYS: ReadonlySet<string> = new Set()

/** Which of these sessions are still listed, wherever they are, as they are now; null while that is not known, and for more than can be asked at once. */
export function useListedRows(sessions: Iterable<SessionKey>): ReadonlyMap<string, SessionRow> | null {
  const keys = useMemo(() => keysOf(sessions), [sessions])
  const { data, isPlaceholderData } = useQuery(read.sessions.byKeys.queryOptions(asked(keys)))
  return useMemo(() => {
    if (keys.length === 0) return NONE
    return data === undefined || isPlaceholderData ? null : new Map(data.map((row) => [sessionKeyText(row), row]))
  }, [keys, data, isPlaceholderData])
}

/** Which of the ticked sessions are still listed, wherever they are; null while that is not known, and for more than can be asked at once. */
export function useListedKeys(selection: Selection): ReadonlySet<string> | null {
  const keys = useMemo(() => keysOf(selection.values()), [selection])
  const { data, isPlaceholderData } = useQuery(read.sessions.endedOf.queryOptions(asked(keys)))
  return useMemo(() => {
    if (keys.length === 0) return NO_KEYS
    if (data === undefined || isPlaceholderData) return null
    const ended = new Set(data)
    return new Set(keys.filter((_, place) => !ended.has(place)).map(sessionKeyText))
  }, [keys, data, isPlaceholderData])
}

function keysOf(sessions: Iterable<SessionKey>): SessionKey[] {
  return Array.from(sessions, ({ serverId, sessionId, duplicate }) => ({ serverId, sessionId, duplicate }))
}

function asked(keys: SessionKey[]) {
  const enabled = keys.length > 0 && keys.length <= MOST_AT_ONCE
  return { input: { keys: enabled ? keys : [] }, enabled, placeholderData: keepPreviousData } as const
}
