import ErrorOutlinedIcon from '@mui/icons-material/ErrorOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useEffect, useId, useRef } from 'react'
import { t } from '../../../../shared/language/language.ts'
import { SESSION_FIELDS } from '../../../../shared/profile/field.ts'
import { DialogFrame } from '../../../components/DialogFrame.tsx'
import { useLeaving } from '../../../components/use-leaving.ts'
import { AnswerStep } from './AnswerStep.tsx'
import { DraftProblems } from './DraftFields.tsx'
import { EndingStep } from './EndingStep.tsx'
import { FieldsStep } from './FieldsStep.tsx'
import { valueAt } from './json-path.ts'
import { PreviewTable } from './PreviewTable.tsx'
import { looksCut } from './propose-paging.ts'
import { rowsIn } from './propose-rows.ts'
import { type MapFieldsTask, STEPS, type StepName, stepOf } from './task.ts'
import { useMapping } from './use-mapping.ts'

/** *Map fields*: from an answer of a server to rows on screen, in steps between which one can go to and fro. */
export function MapFieldsDialog({ task }: { readonly task: MapFieldsTask }) {
  const state = useMapping(task)
  const { step, setStep, tried, shown } = state
  const { sample } = state.samples
  const id = useId()
  const steps = STEPS.filter((name) => !task.isKnown || name === 'answer' || name === 'fields')
  const next = steps[steps.indexOf(step) + 1]
  // The button that led here may be gone by now; from its tab the keyboard goes on into the step.
  useEffect(() => {
    const inside = document.activeElement?.closest('[role=tablist], [role=tabpanel]')
    if (!inside) document.getElementById(`${id}-${step}`)?.focus()
  }, [id, step])
  const panel = useRef<HTMLDivElement>(null)
  // What has to be mended may be out of sight.
  useEffect(() => {
    if (tried.length > 0) panel.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [tried])
  const { warned, leave, goOn } = useLeaving(sample !== null, task.onClose)

  return (
    <DialogFrame
      open
      title={task.title}
      maxWidth="xl"
      onClose={task.isFinishing ? undefined : leave}
      onWork={goOn}
      actions={
        <>
          <Box role="status" sx={{ mr: 'auto', color: 'warning.main' }}>
            {warned ? t('mapping.leaveWarning') : null}
          </Box>
          <Button onClick={task.onClose} disabled={task.isFinishing}>
            {t('common.cancel')}
          </Button>
          {next === undefined ? null : (
            <Button variant="outlined" onClick={() => setStep(next)} disabled={sample === null}>
              {t('mapping.next', { step: t(`mapping.step-${next}`) })}
            </Button>
          )}
          {step === 'answer' ? (
            <Button variant="contained" onClick={state.getAnswer} disabled={state.samples.isFetching}>
              {t(state.source.kind === 'paste' ? 'mapping.useAnswer' : 'mapping.getAnswer')}
            </Button>
          ) : null}
          {next === undefined ? (
            <Button variant="contained" onClick={state.finish} disabled={sample === null || task.isFinishing}>
              {task.finishLabel}
            </Button>
          ) : null}
        </>
      }
    >
      <DraftProblems value={shown}>
        <Box sx={{ display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr)', gap: 1.5, height: 'min(76vh, 800px)', my: -1 }}>
          <Tabs value={step} onChange={(_, name: StepName) => setStep(name)} aria-label={t('mapping.steps')} sx={TABS}>
            {steps.map((name, index) => (
              <Tab
                key={name}
                value={name}
                id={`${id}-${name}`}
                aria-controls={`${id}-panel`}
                label={
                  <StepLabel
                    text={t('mapping.stepNumber', { number: index + 1, step: t(`mapping.step-${name}`) })}
                    isWrong={shown.some((problem) => stepOf(problem) === name)}
                  />
                }
                disabled={sample === null && name !== 'answer'}
              />
            ))}
          </Tabs>
          <Box ref={panel} role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${step}`} sx={PANEL}>
            <Step task={task} state={state} />
            {(step !== 'fields' && step !== 'save') || sample === null ? null : <LivePreview state={state} />}
          </Box>
        </Box>
      </DraftProblems>
    </DialogFrame>
  )
}

const TABS = {
  minHeight: 36,
  borderBottom: 1,
  borderColor: 'divider',
  '& .MuiTab-root': { minHeight: 36, textTransform: 'none', fontSize: '0.8125rem' },
} as const

/** The step takes what the preview leaves. */
const PANEL = {
  display: 'grid',
  gridAutoRows: 'minmax(0, auto)',
  gridTemplateRows: 'minmax(0, 1fr)',
  gap: 1.5,
  minHeight: 0,
  '& > section': { height: 236 },
} as const

/** A step with something in it that has to be mended says so. */
function StepLabel({ text, isWrong }: { readonly text: string; readonly isWrong: boolean }) {
  if (!isWrong) return text
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
      {text}
      <ErrorOutlinedIcon aria-hidden sx={{ fontSize: 16, color: 'error.main' }} />
      <span className="visually-hidden">{t('mapping.toCorrect')}</span>
    </Box>
  )
}

interface StepProps {
  readonly task: MapFieldsTask
  readonly state: ReturnType<typeof useMapping>
}

function Step({ task, state }: StepProps) {
  const { mapping, change, step, source, setSource, samples } = state
  const { sample } = samples
  if (step === 'answer' || sample === null) {
    return (
      <AnswerStep
        source={source}
        onSource={setSource}
        connection={task.connection(mapping, change)}
        request={mapping.request}
        onRequest={(part) => change({ request: { ...mapping.request, ...part } })}
        pathOnly={task.isKnown}
        pathHint={task.pathHint}
        isFetching={samples.isFetching}
        problem={samples.problem}
        status={samples.status}
      />
    )
  }
  if (step === 'fields') {
    return (
      <FieldsStep
        key={sample.id}
        answer={sample.json}
        mapping={mapping}
        withPaging={!task.isKnown}
        onChange={change}
        onPropose={state.proposeAnew}
      />
    )
  }
  if (step === 'save') return task.save(mapping, change, state.written.text ?? '')
  const rows = { at: mapping.at, count: rowsIn(valueAt(sample.json, mapping.at), mapping.shape).length }
  return <EndingStep mapping={mapping} onChange={change} looksCut={looksCut(sample.json, rows, mapping.paging)} />
}

function LivePreview({ state }: Pick<StepProps, 'state'>) {
  const { preview, problem, rest } = state.preview
  return (
    <PreviewTable
      preview={preview}
      problem={problem}
      reasons={rest}
      waits={state.written.preview === null}
      mapped={SESSION_FIELDS.filter((field) => state.mapping.fields[field] !== '')}
      firstPage={state.mapping.paging.kind !== 'none'}
    />
  )
}
