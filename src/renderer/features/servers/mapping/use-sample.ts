import { useMutation } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { Problem } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Sample, SampleRequest } from '../../../../shared/profile-file.ts'
import type { ServerDraft } from '../../../../shared/server.ts'
import { actClient } from '../../../api/clients.ts'
import { problemOf } from '../../../api/problem-of.ts'
import { type DraftProblem, parametersOf, type RequestDraft, readJson, splitPath } from './request-text.ts'
import type { MappedSample } from './use-preview.ts'

/** Whom to ask, and how. `profile`: the text of a profile whose login signs in. */
export interface SampleInput {
  readonly draft: ServerDraft
  readonly secret: string | undefined
  readonly serverId: string | undefined
  readonly profile?: string
  readonly request: SampleRequest
}

interface Samples {
  readonly sample: MappedSample | null
  /** What came of the last question. */
  readonly status: string | null
  readonly problem: Problem | null
  readonly isFetching: boolean
  readonly ask: (input: SampleInput) => void
  readonly paste: (json: unknown) => void
}

/** The answer that is being mapped: asked for, or pasted. `onAnswer` hears each new one. */
export function useSample(onAnswer: (sample: MappedSample) => void): Samples {
  const [sample, setSample] = useState<MappedSample | null>(null)
  const [status, setStatus] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<Problem | null>(null)
  const nextId = useRef(1)
  const take = (json: unknown, clockOffset: number | null) => {
    const taken = { id: nextId.current++, json, clockOffset }
    setSample(taken)
    onAnswer(taken)
  }
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (input: SampleInput) => actClient.profiles.sample(input),
    onSuccess: (answer) => {
      setStatus(statusWords(answer))
      const refused = refusalOf(answer)
      setRefusal(refused)
      if (refused === null) take(answer.json, answer.clockOffset)
    },
  })
  // The same object while it is the same problem, so that it is brought into view once.
  const problem = useMemo(() => (error ? problemOf(error) : refusal), [error, refusal])
  return {
    sample,
    status: error ? null : status,
    problem,
    isFetching: isPending,
    ask: (input) => {
      setRefusal(null)
      mutate(input)
    },
    paste: (json) => {
      reset()
      setRefusal(null)
      setStatus(t('mapping.pastedUsed'))
      take(json, null)
    },
  }
}

function statusWords({ status, cut }: Sample): string {
  return t(cut ? 'mapping.answeredLong' : 'mapping.answered', { status: String(status) })
}

/** Why an answer can't be mapped; null for one that can. */
function refusalOf({ status, json, text, contentType }: Sample): Problem | null {
  if (status < 400 && json !== null) return null
  const isRight = status === 401 || status === 403
  return {
    code: json === null ? 'not-json' : 'unexpected-status',
    message: status >= 400 ? t('mapping.refusedStatus', { status: String(status) }) : t('mapping.refusedNotJson'),
    next: t(isRight ? 'mapping.refusedRight' : 'mapping.refusedPath'),
    technical: `${contentType}\n${text ?? JSON.stringify(json).slice(0, 200)}`,
  }
}

/** The typed request as a question. `inputs` stand in for `{input.name}`; other placeholders have no value yet and are left out. */
export function sampleRequestOf(request: RequestDraft, inputs: Readonly<Record<string, string>>, problems: DraftProblem[]): SampleRequest {
  const filled = (text: string) => text.replace(/\{input\.([\w-]+)(?:\|\w+)?\}/g, (_, name: string) => inputs[name] ?? '')
  const { path, query } = splitPath(filled(request.path))
  const parameters = { ...parametersOf(query), ...parametersOf(filled(request.query)) }
  if (!path.startsWith('/')) problems.push({ at: 'request.path', reason: t('mapping.pathNeeded') })
  else if (path.includes('{')) problems.push({ at: 'request.path', reason: t('mapping.pathBraces') })
  const json = request.body === 'json' ? readJson(request.text) : null
  if (json?.ok === false) problems.push({ at: 'request.text', reason: t('mapping.noJson', { reason: json.reason }) })
  const given = Object.entries(parameters).map(([name, value]) => [name, [value].flat()[0] ?? ''] as const)
  const plain = given.filter(([, value]) => !value.includes('{'))
  return {
    method: request.method === 'POST' || request.method === 'LIST' ? request.method : 'GET',
    path,
    ...(plain.length > 0 ? { query: Object.fromEntries(plain) } : {}),
    ...(json?.ok ? { json: json.value } : {}),
  }
}
