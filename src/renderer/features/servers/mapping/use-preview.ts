import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useState } from 'react'
import type { Problem } from '../../../../shared/errors.ts'
import type { Preview } from '../../../../shared/profile-file.ts'
import { actClient } from '../../../api/clients.ts'
import { problemOf } from '../../../api/problem-of.ts'

/** The answer a mapping is made for. `id` tells one answer from another. */
export interface MappedSample {
  readonly id: number
  readonly json: unknown
  readonly clockOffset: number | null
}

const QUIET_MS = 250

/** What a profile's text makes of an answer, asked again when the typing rests. The rows before stay until the next ones are there. */
export function usePreview(text: string | null, sample: MappedSample | null): { preview: Preview | null; problem: Problem | null } {
  const settled = useSettled(useDeferredValue(text))
  const { data, error } = useQuery({
    queryKey: ['profile-preview', sample?.id ?? 0, settled],
    queryFn: ({ signal }) =>
      actClient.profiles.preview(
        { profile: settled ?? '', sample: sample?.json, ...(sample?.clockOffset == null ? {} : { clockOffset: sample.clockOffset }) },
        { signal },
      ),
    enabled: settled !== null && sample !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  if (text === null) return { preview: null, problem: null }
  return { preview: error ? null : (data ?? null), problem: error ? problemOf(error) : null }
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), QUIET_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
