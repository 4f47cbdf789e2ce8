import Box from '@mui/material/Box'
import { useFormContext, useWatch } from 'react-hook-form'
import { Fingerprint } from './Certificate.tsx'
import { FormSection, FormSelect, FormText } from './FormFields.tsx'
import type { ServerForm } from './server-form.ts'
import { TRUST_WORDS } from './server-words.ts'

const KINDS = (['system', 'authority', 'pin'] as const).map((value) => ({ value, label: TRUST_WORDS[value] }))

/** Whom the connection to this server believes. A certificate is pinned from a test, never typed in. */
export function TrustFields() {
  const { control, getFieldState, formState } = useFormContext<ServerForm>()
  const [kind, sha256] = useWatch({ control, name: ['trustKind', 'pinSha256'] })
  const pinError = getFieldState('pinPem', formState).error?.message
  return (
    <FormSection title="Trust">
      <FormSelect name="trustKind" label="Certificates are trusted from" options={KINDS} />
      {kind === 'authority' ? (
        <FormText
          name="authorityPem"
          label="Certificate of the authority (PEM)"
          multiline
          minRows={3}
          maxRows={8}
          placeholder="-----BEGIN CERTIFICATE-----"
          slotProps={{ htmlInput: { spellCheck: false }, inputLabel: { shrink: true } }}
        />
      ) : null}
      {kind === 'pin' && sha256 !== '' ? <Fingerprint label="SHA-256 of the pinned certificate" sha256={sha256} /> : null}
      {kind === 'pin' && sha256 === '' ? (
        <Box sx={{ color: pinError ? 'error.main' : 'text.secondary' }}>
          {pinError ?? 'No certificate is pinned yet. Run Test connection and choose the certificate there.'}
        </Box>
      ) : null}
    </FormSection>
  )
}
