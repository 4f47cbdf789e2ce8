import Box from '@mui/material/Box'
import { useFormContext, useWatch } from 'react-hook-form'
import { t } from '../../../shared/language/language.ts'
import { Fingerprint } from './Certificate.tsx'
import { FormSection, FormSelect, FormText } from './FormFields.tsx'
import type { ServerForm } from './server-form.ts'
import { trustWords } from './server-words.ts'

const KINDS = ['system', 'authority', 'pin'] as const

/** Whom the connection to this server believes. A certificate is pinned from a test, never typed in. */
export function TrustFields() {
  const { control, getFieldState, formState } = useFormContext<ServerForm>()
  const [kind, sha256] = useWatch({ control, name: ['trustKind', 'pinSha256'] })
  const pinError = getFieldState('pinPem', formState).error?.message
  return (
    <FormSection title={t('servers.trust')}>
      <FormSelect name="trustKind" label={t('servers.trustedFrom')} options={KINDS.map((value) => ({ value, label: trustWords(value) }))} />
      {kind === 'authority' ? (
        <FormText
          name="authorityPem"
          label={t('servers.authorityPem')}
          multiline
          minRows={3}
          maxRows={8}
          placeholder="-----BEGIN CERTIFICATE-----"
          slotProps={{ htmlInput: { spellCheck: false }, inputLabel: { shrink: true } }}
        />
      ) : null}
      {kind === 'pin' && sha256 !== '' ? <Fingerprint label={t('servers.pinnedSha256')} sha256={sha256} /> : null}
      {kind === 'pin' && sha256 === '' ? (
        <Box sx={{ color: pinError ? 'error.main' : 'text.secondary' }}>{pinError ?? t('servers.pinMissing')}</Box>
      ) : null}
    </FormSection>
  )
}
