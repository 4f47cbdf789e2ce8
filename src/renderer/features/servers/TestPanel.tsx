import Box from '@mui/material/Box'
import { useFormContext, useWatch } from 'react-hook-form'
import type { Certificate } from '../../../shared/contract/act.ts'
import { t } from '../../../shared/language/language.ts'
import type { ServerForm } from './server-form.ts'
import { TestSteps } from './TestSteps.tsx'
import type { ConnectionTest } from './use-connection-test.ts'

interface TestPanelProps {
  readonly test: ConnectionTest
  /** The form as it stood when the test was started, as JSON. */
  readonly tested: string
  /** Opens *Map fields*; absent where the system has no fields to map. */
  readonly onMap: (() => void) | undefined
}

/** The test beside the fields: it shows what is wrong where it can be mended at once. */
export function TestPanel({ test, tested, onMap }: TestPanelProps) {
  const { control, setValue } = useFormContext<ServerForm>()
  const values = useWatch({ control }) as ServerForm
  const trust = (certificate: Certificate) => {
    setValue('pinPem', certificate.pem, { shouldDirty: true })
    setValue('pinSha256', certificate.sha256, { shouldDirty: true })
    setValue('trustKind', 'pin', { shouldDirty: true, shouldValidate: true })
  }
  const pinned = values.trustKind === 'pin' && values.pinSha256 !== '' ? values.pinSha256 : null
  const isOld = test.state !== 'idle' && JSON.stringify(values) !== tested
  return (
    <Box component="section" aria-label={t('servers.testConnection')}>
      {test.state === 'idle' ? (
        <Box sx={{ color: 'text.secondary' }}>{t('servers.testAbout')}</Box>
      ) : (
        <TestSteps test={test} pinnedSha256={pinned} onTrust={trust} onMap={onMap} />
      )}
      {isOld ? <Box sx={{ mt: 1, color: 'warning.main' }}>{t('servers.testOld')}</Box> : null}
    </Box>
  )
}
