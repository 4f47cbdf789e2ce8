import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { Controller, useFormContext } from 'react-hook-form'
import { t } from '../../../shared/language/language.ts'
import type { Input } from '../../../shared/profile/input.ts'
import type { CatalogueEntry } from '../../../shared/server.ts'
import { FormRow, FormSection, FormSelect, FormText } from './FormFields.tsx'
import type { ServerForm } from './server-form.ts'

/** What the chosen system must be told beside its address and its secret: a realm, a tenant, a time zone. Nothing where there is nothing. */
export function InputFields({ entry }: { readonly entry: CatalogueEntry | undefined }) {
  if (entry === undefined || entry.inputs.length === 0) return null
  return (
    <FormSection title={t('systems.inputsFor', { system: entry.name })}>
      <FormRow>
        {entry.inputs.map((input) => (
          <InputField key={`${entry.id} ${input.name}`} input={input} />
        ))}
      </FormRow>
    </FormSection>
  )
}

function InputField({ input }: { readonly input: Input }) {
  const name = `inputs.${input.name}` as const
  const hint = input.help ?? (input.required ? undefined : t('systems.mayBeEmpty'))
  const common = { name, label: input.label, required: input.required, helperText: hint, autoComplete: 'off' } as const
  switch (input.kind) {
    case 'choice':
      return <FormSelect name={name} label={input.label} options={input.choices ?? []} helperText={hint} required={input.required} />
    case 'zone':
      return <ZoneField name={name} label={input.label} hint={hint ?? t('systems.zoneHint')} required={input.required} />
    case 'names':
      return <FormText {...common} multiline minRows={2} maxRows={8} helperText={hint ?? t('systems.namesHint')} />
    default:
      return <FormText {...common} slotProps={{ htmlInput: { spellCheck: false } }} />
  }
}

interface ZoneFieldProps {
  readonly name: `inputs.${string}`
  readonly label: string
  readonly hint: string
  readonly required: boolean
}

function ZoneField({ name, label, hint, required }: ZoneFieldProps) {
  const { control } = useFormContext<ServerForm>()
  return (
    <Controller
      name={name}
      control={control}
      render={({ field: { ref, value, onChange, onBlur }, fieldState: { error } }) => (
        <Autocomplete
          freeSolo
          options={ZONES}
          inputValue={value ?? ''}
          onInputChange={(_, text) => onChange(text)}
          onBlur={onBlur}
          renderInput={(input) => (
            <TextField
              {...input}
              label={label}
              required={required}
              inputRef={ref}
              error={error !== undefined}
              helperText={error?.message ?? hint}
            />
          )}
        />
      )}
    />
  )
}

/** Every zone this machine knows. `UTC` is not among those it lists. */
export const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
