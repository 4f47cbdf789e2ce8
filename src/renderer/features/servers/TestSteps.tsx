import CancelOutlinedIcon from '@mui/icons-material/CancelOutlined'
import CheckCircleOutlinedIcon from '@mui/icons-material/CheckCircleOutlined'
import RadioButtonUncheckedIcon from '@mui/icons-material/RadioButtonUnchecked'
import RemoveCircleOutlineIcon from '@mui/icons-material/RemoveCircleOutlined'
import SyncIcon from '@mui/icons-material/Sync'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { ComponentType } from 'react'
import { type Certificate, TEST_STEPS, type TestStep } from '../../../shared/contract/act.ts'
import { t } from '../../../shared/language/language.ts'
import { ProblemAlert, TechnicalDetails } from '../../components/ProblemAlert.tsx'
import { UntrustedCertificate } from './Certificate.tsx'
import type { ConnectionTest } from './use-connection-test.ts'

interface TestStepsProps {
  readonly test: ConnectionTest
  /** The fingerprint the draft pins, to lay beside a new one. */
  readonly pinnedSha256: string | null
  readonly onTrust: (certificate: Certificate) => void
  /** Opens *Map fields*; absent where the system has no fields to map. */
  readonly onMap: (() => void) | undefined
}

/** The steps of *Test connection* in their order, each with what was found; a failed one says what to do. */
export function TestSteps({ test, pinnedSha256, onTrust, onMap }: TestStepsProps) {
  const failed = test.steps.find(({ result }) => result === 'failed')
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box role="status" sx={{ fontWeight: 600 }}>
        {verdictOf(test, failed)}
      </Box>
      {test.problem ? <ProblemAlert problem={test.problem} /> : null}
      <Box component="ol" aria-label={t('servers.testSteps')} sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {TEST_STEPS.map((name, index) => (
          <StepLine
            key={name}
            name={name}
            step={test.steps.find(({ step }) => step === name)}
            isNow={test.state === 'running' && index === test.steps.length && failed === undefined}
          />
        ))}
      </Box>
      {failed?.problem?.code === 'wrong-shape' && onMap ? (
        <Button variant="outlined" onClick={onMap} sx={{ justifySelf: 'start' }}>
          {t('servers.mapFields')}
        </Button>
      ) : null}
      {failed?.certificate && mayPin(failed) ? (
        <UntrustedCertificate certificate={failed.certificate} pinnedSha256={pinnedSha256} onTrust={onTrust} />
      ) : null}
    </Box>
  )
}

function verdictOf(test: ConnectionTest, failed: TestStep | undefined): string {
  if (failed) return t('servers.testFailedAt', { step: t(`servers.step-${failed.step}`) })
  if (test.state === 'running') return t('servers.testing')
  if (test.problem) return t('servers.testNotMade')
  return test.state === 'over' ? t('servers.testWorks') : ''
}

/** A pin only helps where the certificate itself is the question: a wrong name or a date that is over stays refused with it. */
function mayPin(step: TestStep): boolean {
  return step.problem?.code === 'certificate-untrusted' || step.problem?.code === 'certificate-changed'
}

interface StepLineProps {
  readonly name: TestStep['step']
  readonly step: TestStep | undefined
  readonly isNow: boolean
}

function StepLine({ name, step, isNow }: StepLineProps) {
  const { icon: Icon, color, word } = lookOf(step, isNow)
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, '& > svg': { fontSize: 18, color, flex: 'none' } }}>
      <Icon aria-hidden />
      <Box sx={{ minWidth: 0 }}>
        <Box component="span" sx={{ fontWeight: 500 }}>
          {t(`servers.step-${name}`)}
        </Box>
        <Box component="span" sx={{ color, ml: 1 }}>
          {word}
        </Box>
        {step?.detail && step.problem === null ? <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{step.detail}</Box> : null}
        {step?.problem ? (
          <Box sx={{ overflowWrap: 'anywhere' }}>
            <Box>{step.problem.message}</Box>
            <Box sx={{ color: 'text.secondary' }}>{step.problem.next}</Box>
            {step.problem.technical ? <TechnicalDetails text={step.problem.technical} /> : null}
          </Box>
        ) : null}
      </Box>
    </Box>
  )
}

interface Look {
  readonly icon: ComponentType
  readonly color: string
  readonly word: string
}

function lookOf(step: TestStep | undefined, isNow: boolean): Look {
  if (step?.result === 'ok') return { icon: CheckCircleOutlinedIcon, color: 'success.main', word: t('servers.stepOk') }
  if (step?.result === 'failed') return { icon: CancelOutlinedIcon, color: 'error.main', word: t('servers.stepFailed') }
  if (step?.result === 'skipped') return { icon: RemoveCircleOutlineIcon, color: 'text.secondary', word: t('servers.stepSkipped') }
  if (isNow) return { icon: SyncIcon, color: 'text.secondary', word: t('servers.stepTrying') }
  return { icon: RadioButtonUncheckedIcon, color: 'text.secondary', word: t('servers.stepNotTried') }
}
