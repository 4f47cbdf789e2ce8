import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useFormContext, useWatch } from 'react-hook-form'
import type { KeychainState } from '../../../shared/keychain.ts'
import type { CatalogueEntry, CredentialState } from '../../../shared/server.ts'
import type { Binding } from './detach.ts'
import { FormRow, FormSection, FormSelect, FormText } from './FormFields.tsx'
import { secretHint } from './secret-hint.ts'
import { loginOf, type ServerForm } from './server-form.ts'
import { AUTH_WORDS } from './server-words.ts'

const PLAIN = (['none', 'basic', 'header', 'query'] as const).map((value) => ({ value, label: AUTH_WORDS[value] }))

const PRESETS = [
  { label: 'Bearer token', headerName: 'Authorization', headerTemplate: 'Bearer {secret}' },
  { label: 'X-API-Key', headerName: 'X-API-Key', headerTemplate: '{secret}' },
] as const

interface SignInFieldsProps {
  readonly entry: CatalogueEntry | undefined
  /** What is known of the secret of the server that is edited; null for a new one. */
  readonly credential: CredentialState | null
  /** What of the binding of the stored secret this change breaks. */
  readonly broken: readonly Binding[]
  readonly keychain: KeychainState | null
}

/** How Rollcall signs in there: the system's own ways first. The secret is only ever written: nothing here reads one back. */
export function SignInFields({ entry, credential, broken, keychain }: SignInFieldsProps) {
  const { control } = useFormContext<ServerForm>()
  const signIn = useWatch({ control, name: 'signIn' })
  const login = loginOf(signIn, entry)
  const options = [
    ...(entry?.logins ?? []).map(({ id, name }) => ({ value: `login:${id}`, label: name })),
    // What its profile calls this is not known while the profile can't be used.
    ...(entry === undefined && signIn.startsWith('login:') ? [{ value: signIn, label: 'As its profile says' }] : []),
    ...plainChoices(entry),
  ]
  const hasUser = signIn === 'basic' || signIn.startsWith('login:')
  return (
    <FormSection title="Sign-in">
      <FormSelect name="signIn" label="Sign-in" options={options} />
      {hasUser ? <FormText name="username" label={login?.usernameLabel ?? 'User name'} autoComplete="off" /> : null}
      {signIn === 'header' ? <HeaderFields /> : null}
      {signIn === 'query' ? (
        <FormText
          name="queryName"
          label="Parameter"
          autoComplete="off"
          helperText="It goes into the address of each request, where others may log it. Prefer a header where the server takes one."
        />
      ) : null}
      {signIn === 'none' ? null : (
        <FormText
          name="secret"
          label={login?.secretLabel ?? (signIn === 'basic' ? 'Password' : 'Secret')}
          type="password"
          autoComplete="new-password"
          helperText={secretHint(credential, broken, keychain)}
        />
      )}
    </FormSection>
  )
}

/** Where a system's own sign-in is called as a plain one is, the plain one says what makes it another. */
function plainChoices(entry: CatalogueEntry | undefined): readonly { readonly value: string; readonly label: string }[] {
  const taken = new Set(entry?.logins.map(({ name }) => name))
  return PLAIN.map((choice) => (taken.has(choice.label) ? { ...choice, label: `${choice.label}, with each request` } : choice))
}

function HeaderFields() {
  const { setValue } = useFormContext<ServerForm>()
  return (
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
  )
}
