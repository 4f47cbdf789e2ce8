import Alert from '@mui/material/Alert'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useQuery } from '@tanstack/react-query'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { CatalogueEntry, Server } from '../../../shared/server.ts'
import { read } from '../../api/clients.ts'
import type { Binding } from './detach.ts'
import { FieldNames } from './FieldNames.tsx'
import { FormRow, FormSection, FormSelect, FormText } from './FormFields.tsx'
import { SignInFields } from './SignInFields.tsx'
import { authFields, type ServerForm } from './server-form.ts'
import { ENVIRONMENT_WORDS } from './server-words.ts'
import { TrustFields } from './TrustFields.tsx'

interface ServerFieldsProps {
  readonly server: Server | null
  readonly profiles: readonly CatalogueEntry[]
  readonly broken: readonly Binding[]
}

/** What is decided about a server, in the order in which it is usually known. */
export function ServerFields({ server, profiles, broken }: ServerFieldsProps) {
  const { control, setValue, getFieldState } = useFormContext<ServerForm>()
  const keychain = useQuery(read.console.about.queryOptions()).data?.keychain ?? null
  const profileId = useWatch({ control, name: 'profileId' })
  const asksAgain = broken.includes('address') && server?.credential !== 'none'
  const entry = profiles.find(({ id }) => id === profileId)
  const environments = (
    ['production', 'staging', 'test', ...(server?.environment === 'practice' ? (['practice'] as const) : [])] as const
  ).map((value) => ({ value, label: ENVIRONMENT_WORDS[value] }))
  const proposeSignIn = (id: string) => {
    const chosen = profiles.find((profile) => profile.id === id)
    if (chosen === undefined || getFieldState('authKind').isDirty) return
    for (const [name, value] of Object.entries(authFields(chosen.auth))) setValue(name as keyof ReturnType<typeof authFields>, value)
  }
  return (
    <>
      <FormSection title="Server">
        <FormText name="name" label="Name" autoFocus autoComplete="off" />
        <FormText
          name="url"
          label="URL"
          type="url"
          placeholder="https://keep.example.org"
          autoComplete="off"
          helperText={asksAgain ? 'Another address: the secret is asked for again.' : 'The address up to where the API begins.'}
        />
        <FormSelect
          name="profileId"
          label="System"
          options={profiles.map(({ id, name }) => ({ value: id, label: name }))}
          helperText={entry?.about}
          onChosen={proposeSignIn}
        />
        <FormRow>
          <FormSelect name="environment" label="Environment" options={environments} />
          <FormText name="intervalSeconds" label="Interval (s)" helperText="How often it is read." slotProps={NUMERIC} />
          <FormText name="timeoutSeconds" label="Timeout (s)" helperText="How long an answer may take." slotProps={NUMERIC} />
        </FormRow>
        <ViewOnly />
      </FormSection>
      <SignInFields credential={server?.credential ?? null} broken={broken} keychain={keychain} />
      <TrustFields />
      <FieldNames entry={entry} />
      {entry?.capabilities.coverage ? (
        <Alert severity="info" role="note">
          {entry.capabilities.coverage}
        </Alert>
      ) : null}
    </>
  )
}

const NUMERIC = { htmlInput: { inputMode: 'numeric' } } as const

function ViewOnly() {
  const { control } = useFormContext<ServerForm>()
  return (
    <Controller
      name="viewOnly"
      control={control}
      render={({ field: { value, ref, ...field } }) => (
        <FormControlLabel
          control={<Checkbox {...field} checked={value} slotProps={{ input: { ref } }} />}
          label="View only: sessions on this server cannot be terminated"
        />
      )}
    />
  )
}
