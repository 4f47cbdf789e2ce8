import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useFormContext, useWatch } from 'react-hook-form'
import type { KeychainState } from '../../../shared/keychain.ts'
import type { CredentialState } from '../../../shared/server.ts'
import type { Binding } from './detach.ts'
import { FormRow, FormSection, FormSelect, FormText } from './FormFields.tsx'
import { secretHint } from './secret-hint.ts'
import type { ServerForm } from './server-form.ts'
import { AUTH_WORDS } from './server-words.ts'

const KINDS = (['none', 'basic', 'header'] as const).map((value) => ({ value, label: AUTH_WORDS[value] }))

const PRESETS = [
  { label: 'Bearer token', headerName: 'Authorization', headerTemplate: 'Bearer {secret}' },
  { label: 'X-API-Key', headerName: 'X-API-Key', headerTemplate: '{secret}' },
] as const

interface SignInFieldsProps {
  /** What is known of the secret of the server that is edited; null for a new one. */
  readonly credential: CredentialState | null
  /** What of the binding of the stored secret this change breaks. */
  readonly broken: readonly Binding[]
  readonly keychain: KeychainState | null
}

/** How Rollcall signs in there. The secret is only ever written: nothing here reads one back. */
export function SignInFields({ credential, broken, keychain }: SignInFieldsProps) {
  const { control, setValue } = useFormContext<ServerForm>()
  const kind = useWatch({ control, name: 'authKind' })
  return (
    <FormSection title="Sign-in">
      <FormSelect name="authKind" label="Sign-in" options={KINDS} />
      {kind === 'basic' ? <FormText name="username" label="User name" autoComplete="off" /> : null}
      {kind === 'header' ? (
        <>
          <FormRow>
            <FormText name="headerName" label="Header" autoComplete="off" />
            <FormText name="headerTemplate" label="Value" helperText="{secret} stands for the secret." autoComplete="off" />
          </FormRow>
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'text.secondary' }}>
            Usual ones:
            {PRESETS.map(({ label, ...preset }) => (
              <Button
                key={label}
                variant="outlined"
                onClick={() => {
                  setValue('headerName', preset.headerName, { shouldDirty: true, shouldValidate: true })
                  setValue('headerTemplate', preset.headerTemplate, { shouldDirty: true, shouldValidate: true })
                }}
              >
                {label}
              </Button>
            ))}
          </Box>
        </>
      ) : null}
      {kind === 'none' ? null : (
        <FormText
          name="secret"
          label={kind === 'basic' ? 'Password' : 'Secret'}
          type="password"
          autoComplete="new-password"
          helperText={secretHint(credential, broken, keychain)}
        />
      )}
    </FormSection>
  )
}
