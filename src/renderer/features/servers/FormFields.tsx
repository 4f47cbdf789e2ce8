import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import TextField, { type TextFieldProps } from '@mui/material/TextField'
import { type ReactNode, useId } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import type { FormPlace, ServerForm } from './server-form.ts'

interface FormTextProps extends Omit<TextFieldProps, 'name' | 'error' | 'select'> {
  readonly name: FormPlace
  readonly label: string
  readonly helperText?: ReactNode
}

/** A text field of the server dialog; its error, when it has one, takes the place of its hint. */
export function FormText({ name, helperText, slotProps, ...field }: FormTextProps) {
  const { register, control, getFieldState, formState } = useFormContext<ServerForm>()
  // A value that was not typed would else lie under its label.
  const isFilled = Boolean(useWatch({ control, name }))
  const { ref, ...registered } = register(name)
  const { error } = getFieldState(name, formState)
  return (
    <TextField
      {...field}
      {...registered}
      inputRef={ref}
      error={error !== undefined}
      helperText={error?.message ?? helperText}
      slotProps={{ ...slotProps, ...(isFilled ? { inputLabel: { shrink: true } } : {}) }}
      fullWidth
    />
  )
}

interface FormSelectProps {
  readonly name: FormPlace
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly helperText?: ReactNode
  readonly required?: boolean
}

/** A choice of the server dialog. */
export function FormSelect({ name, label, options, helperText, required = false }: FormSelectProps) {
  const { control } = useFormContext<ServerForm>()
  return (
    <Controller
      name={name}
      control={control}
      render={({ field: { ref, ...field }, fieldState: { error } }) => (
        <TextField
          {...field}
          value={field.value ?? ''}
          select
          label={label}
          inputRef={ref}
          error={error !== undefined}
          helperText={error?.message ?? helperText}
          required={required}
          fullWidth
        >
          {options.map((option) => (
            <MenuItem key={option.value} value={option.value}>
              {option.label}
            </MenuItem>
          ))}
        </TextField>
      )}
    />
  )
}

/** Fields that belong together, under a heading, in as many columns as fit. */
export function FormSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const titleId = useId()
  return (
    <Box role="group" aria-labelledby={titleId} sx={{ display: 'grid', gap: 1.5 }}>
      <Box id={titleId} component="h3" sx={{ m: 0, fontSize: '0.8125rem', fontWeight: 600 }}>
        {title}
      </Box>
      {children}
    </Box>
  )
}

/** Two fields side by side, one under the other where there is no room. */
export function FormRow({ children }: { readonly children: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))', alignItems: 'start' }}>
      {children}
    </Box>
  )
}
