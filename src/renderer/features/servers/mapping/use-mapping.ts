import { useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { Mapping } from './mapping.ts'
import { withProposal } from './mapping.ts'
import { placed } from './places.ts'
import { propose, proposeFor } from './propose.ts'
import { type DraftProblem, readJson } from './request-text.ts'
import { type MapFieldsTask, type StepName, stepOf } from './task.ts'
import { usePreview } from './use-preview.ts'
import { sampleRequestOf, useSample } from './use-sample.ts'

/** Where the answer comes from. */
export interface AnswerSource {
  readonly kind: 'server' | 'paste'
  readonly pasted: string
}

/** The zone that is proposed for times that name none: most people watch servers of their own zone. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

/** All that *Map fields* holds while it is open, and what its buttons do. */
export function useMapping(task: MapFieldsTask) {
  const [mapping, setMapping] = useState(task.start)
  const [step, setStep] = useState<StepName>('answer')
  const [source, setSource] = useState<AnswerSource>({ kind: 'server', pasted: '' })
  const [problems, setProblems] = useState<readonly DraftProblem[]>([])
  const samples = useSample(({ json }) => {
    const proposal = propose(json, HERE)
    if (proposal !== null) setMapping((before) => withProposal(before, proposal, json, true))
    setStep('fields')
  })
  const { sample } = samples
  const written = task.write(mapping)
  const preview = usePreview(written.preview, sample)
  const engine = placed([...(preview.problem?.reasons ?? []), ...(task.refusal?.reasons ?? [])])
  // What keeps the preview away is said at once, everything else when somebody wants to go on.
  const held = sample === null ? [] : written.problems.filter(({ at }) => /^(?:fields|paging)\./.test(at))

  const change = (part: Partial<Mapping>) => {
    setMapping((before) => ({ ...before, ...part }))
    setProblems([])
    task.changed()
  }
  const getAnswer = () => {
    const found: DraftProblem[] = []
    if (source.kind === 'paste') {
      const read = readJson(source.pasted)
      if (read.ok) samples.paste(read.value)
      else {
        const reason = source.pasted.trim() === '' ? t('mapping.pasteFirst') : t('mapping.noJson', { reason: read.reason })
        found.push({ at: 'pasted', reason })
      }
    } else {
      const request = sampleRequestOf(mapping.request, task.inputs, found)
      const whom = task.whom(mapping, found)
      if (whom !== null && found.length === 0) samples.ask({ ...whom, request })
    }
    setProblems(found)
  }
  /** Proposes everything anew, for the rows at a place or for the likeliest ones. */
  const proposeAnew = (place?: Pick<Mapping, 'at' | 'shape'>) => {
    if (sample === null) return
    const proposal = place === undefined ? propose(sample.json, HERE) : proposeFor(sample.json, place, HERE)
    if (proposal !== null) change(withProposal(mapping, proposal, sample.json, false))
  }
  const finish = () => {
    setProblems(written.problems)
    const [first] = written.problems
    if (first !== undefined) setStep(stepOf(first))
    else if (written.text !== null) task.finish(mapping, written.text)
  }
  return {
    mapping,
    change,
    step,
    setStep,
    source,
    setSource,
    /** What somebody wanted to go on with and could not. */
    tried: problems,
    shown: [...problems, ...held, ...engine.problems],
    samples,
    written,
    preview: { ...preview, rest: engine.rest },
    getAnswer,
    proposeAnew,
    finish,
  }
}
