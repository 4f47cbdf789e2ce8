import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useEffect, useState } from 'react'
import type { ServerView } from '../../../shared/server.ts'
import { act } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'
import { refreshAnswer } from './refresh.ts'

/** `words` tell how far a refresh has come, and its outcome for a few seconds, also when nothing has changed. */
export interface Refresh {
  readonly words: string
  /** Reads one server, or all of them. */
  readonly refresh: (one?: ServerView | null) => void
}

const ANSWER_STAYS_MS = 5000

/** Reads servers again and tells when they have answered. */
export function useRefresh(servers: readonly ServerView[]): Refresh {
  const [startedAt, setStartedAt] = useState<number | null>(null)
  const [oneId, setOneId] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const { enqueueSnackbar } = useSnackbar()
  const { mutate } = useMutation(
    act.servers.refresh.mutationOptions({
      onError: (error) => {
        setStartedAt(null)
        enqueueSnackbar(problemOf(error).message, { variant: 'warning' })
      },
    }),
  )
  const asked = oneId === null ? servers : servers.filter(({ server }) => server.id === oneId)
  const answer = startedAt === null ? null : refreshAnswer(asked, startedAt)
  if (answer?.isDone) {
    setStartedAt(null)
    setWords(answer.words)
  }
  useEffect(() => {
    if (words === '') return
    const timer = setTimeout(() => setWords(''), ANSWER_STAYS_MS)
    return () => clearTimeout(timer)
  }, [words])
  const refresh = (one: ServerView | null = null) => {
    setStartedAt(Date.now())
    setOneId(one?.server.id ?? null)
    setWords('')
    mutate(one === null ? {} : { serverId: one.server.id })
  }
  return { words: answer?.words ?? words, refresh }
}
