import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useFormContext, useWatch } from 'react-hook-form'
import type { KeychainState } from '../../../shared/keychain.ts'
import { t } from '../../../shared/language/language.ts'
import type { CatalogueEntry, CredentialState } from '../../../shared/server.ts'
import type { Binding } from './detach.ts'
import { FormRow, FormSection, FormSelect, FormText } from './FormFields.tsx'
import { secretHint } from './secret-hint.ts'
import { loginOf, type ServerForm } from './server-form.ts'
import { authWords } from './server-words.ts'

const PLAIN = ['none', 'basic', 'header', 'query'] as const

const PRESETS = [
  { label: null, headerName: 'Authorization', headerTemplate: 'Bearer {secret}' },
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
    ...(entry === undefined && signIn.startsWith('login:') ? [{ value: signIn, label: t('servers.signInAsProfile') }] : []),
    ...plainChoices(entry),
  ]
  const hasUser = signIn === 'basic' || signIn.startsWith('login:')
  return (
    <FormSection title={t('servers.signIn')}>
      <FormSelect name="signIn" label={t('servers.signIn')} options={options} />
      {hasUser ? <FormText name="username" label={login?.usernameLabel ?? t('servers.userName')} autoComplete="off" /> : null}
      {signIn === 'header' ? <HeaderFields /> : null}
      {signIn === 'query' ? (
        <FormText name="queryName" label={t('servers.parameter')} autoComplete="off" helperText={t('servers.parameterHint')} />
      ) : null}
      {signIn === 'none' ? null : (
        <FormText
          name="secret"
          label={login?.secretLabel ?? t(signIn === 'basic' ? 'servers.password' : 'servers.secret')}
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
  return PLAIN.map((value) => {
    const name = authWords(value)
    return { value, label: taken.has(name) ? t('servers.signInWithEachRequest', { name }) : name }
  })
}

function HeaderFields() {
  const { setValue } = useFormContext<ServerForm>()
  return (
    <>
      <FormRow>
        <FormText name="headerName" label={t('servers.header')} autoComplete="off" />
        <FormText name="headerTemplate" label={t('servers.headerValue')} helperText={t('servers.headerValueHint')} autoComplete="off" />
      </FormRow>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'text.secondary' }}>
        {t('servers.usualHeaders')}
        {PRESETS.map(({ label, ...preset }) => (
          <Button
            key={preset.headerName}
            variant="outlined"
            onClick={() => {
              setValue('headerName', preset.headerName, { shouldDirty: true, shouldValidate: true })
              setValue('headerTemplate', preset.headerTemplate, { shouldDirty: true, shouldValidate: true })
            }}
          >
            {label ?? t('servers.bearerToken')}
          </Button>
        ))}
      </Box>
    </>
  )
}
