import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useQuery } from '@tanstack/react-query'
import { Controller, useFormContext } from 'react-hook-form'
import { t } from '../../../shared/language/language.ts'
import type { CatalogueEntry, Server } from '../../../shared/server.ts'
import { read } from '../../api/clients.ts'
import type { Binding } from './detach.ts'
import { FieldNames } from './FieldNames.tsx'
import { FormRow, FormSection, FormSelect, FormText } from './FormFields.tsx'
import { InputFields } from './InputFields.tsx'
import { SignInFields } from './SignInFields.tsx'
import { SystemField } from './SystemField.tsx'
import { authFields, inputFields, type ServerForm } from './server-form.ts'
import { environmentWord } from './server-words.ts'
import { TrustFields } from './TrustFields.tsx'

interface ServerFieldsProps {
  readonly server: Server | null
  readonly profiles: readonly CatalogueEntry[]
  /** The chosen system; undefined where it is no longer here. */
  readonly entry: CatalogueEntry | undefined
  readonly broken: readonly Binding[]
  readonly onDescribe: () => void
  readonly onMap: () => void
}

/** What is decided about a server, in the order in which it is usually known. */
export function ServerFields({ server, profiles, entry, broken, onDescribe, onMap }: ServerFieldsProps) {
  const keychain = useQuery(read.console.about.queryOptions()).data?.keychain ?? null
  const asksAgain = broken.includes('address') && server?.credential !== 'none'
  const follow = useFollowSystem()
  const environments = (
    ['production', 'staging', 'test', ...(server?.environment === 'practice' ? (['practice'] as const) : [])] as const
  ).map((value) => ({ value, label: environmentWord(value) }))
  return (
    <>
      <FormSection title={t('servers.sectionServer')}>
        <SystemField profiles={profiles} autoFocus={server === null} onChosen={follow} onDescribe={onDescribe} />
        <FormText name="name" label={t('servers.name')} autoFocus={server !== null} autoComplete="off" />
        <FormText
          name="url"
          label={t('servers.url')}
          type="url"
          placeholder="https://keep.example.org"
          autoComplete="off"
          helperText={asksAgain ? t('servers.urlAsksAgain') : t('servers.urlHint')}
        />
        <FormRow>
          <FormSelect name="environment" label={t('servers.environment')} options={environments} />
          {entry?.capabilities.list === false ? null : (
            <FormText name="intervalSeconds" label={t('servers.interval')} helperText={t('servers.intervalHint')} slotProps={NUMERIC} />
          )}
          <FormText name="timeoutSeconds" label={t('servers.timeout')} helperText={t('servers.timeoutHint')} slotProps={NUMERIC} />
        </FormRow>
        <FormRow>
          <FormText name="tags" label={t('servers.tags')} helperText={t('servers.tagsHint')} autoComplete="off" />
          {entry?.capabilities.list === false ? null : (
            <FormText name="idleTimeoutMinutes" label={t('servers.idleTimeout')} helperText={idleTimeoutHint(entry)} slotProps={NUMERIC} />
          )}
        </FormRow>
        <ViewOnly />
      </FormSection>
      <InputFields entry={entry} />
      <SignInFields entry={entry} credential={server?.credential ?? null} broken={broken} keychain={keychain} />
      <TrustFields />
      {entry?.kind === 'api' && entry.capabilities.list ? <FieldNames key={entry.id} entry={entry} onMap={onMap} /> : null}
    </>
  )
}

/** What an empty field means: the figure of the system, where its documents give one. */
function idleTimeoutHint(entry: CatalogueEntry | undefined): string {
  const minutes = entry?.capabilities.idleTimeoutMinutes
  if (entry === undefined || minutes === undefined) return t('servers.idleTimeoutHint')
  return t('servers.idleTimeoutUsual', { minutes, system: entry.name })
}

/** When another system is chosen, its inputs and its way to sign in are proposed; what was chosen by hand for the sign-in stays if it can. */
function useFollowSystem(): (entry: CatalogueEntry) => void {
  const { setValue, getValues, getFieldState } = useFormContext<ServerForm>()
  return (entry) => {
    setValue('inputs', { ...inputFields(entry), ...kept(getValues('inputs'), entry) })
    const ownLogin = getValues('signIn').startsWith('login:')
    if (getFieldState('signIn').isDirty && !ownLogin) return
    for (const [name, value] of Object.entries(authFields(entry.auth))) setValue(name as keyof ReturnType<typeof authFields>, value)
  }
}

/** What was typed for another system stays where this one asks for the same. */
function kept(inputs: Readonly<Record<string, string>>, entry: CatalogueEntry): Record<string, string> {
  const asked = new Set(entry.inputs.map(({ name }) => name))
  return Object.fromEntries(Object.entries(inputs).filter(([name, value]) => asked.has(name) && value.trim() !== ''))
}

const NUMERIC = { htmlInput: { inputMode: 'numeric' } } as const

function ViewOnly() {
  const { control } = useFormContext<ServerForm>()
  return (
    <Controller
      name="viewOnly"
      control={control}
      render={({ field: { value, ref, ...field } }) => (
        <FormControlLabel control={<Checkbox {...field} checked={value} slotProps={{ input: { ref } }} />} label={t('servers.viewOnly')} />
      )}
    />
  )
}
