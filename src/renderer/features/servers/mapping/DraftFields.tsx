import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import TextField, { type TextFieldProps } from '@mui/material/TextField'
import { createContext, useContext } from 'react'
import { t } from '../../../../shared/language/language.ts'
import { FormRow } from '../FormFields.tsx'
import type { DraftProblem, RequestDraft } from './request-text.ts'

/** What is wrong with the mapping, for the fields it is about. Empty until somebody wants to go on. */
export const DraftProblems = createContext<readonly DraftProblem[]>([])

interface DraftTextProps extends Omit<TextFieldProps, 'onChange' | 'value' | 'error'> {
  readonly label: string
  readonly value: string
  readonly onText: (text: string) => void
  /** The place that problems name it by. */
  readonly at?: string
}

/** A text of the mapping. Its error, when it has one, takes the place of its hint. */
export function DraftText({ at, onText, helperText, slotProps, ...field }: DraftTextProps) {
  const problem = useContext(DraftProblems).find((one) => one.at === at)
  return (
    <TextField
      {...field}
      onChange={(event) => onText(event.target.value)}
      error={problem !== undefined}
      helperText={problem?.reason ?? helperText}
      autoComplete="off"
      fullWidth
      slotProps={{ ...slotProps, htmlInput: { spellCheck: false, ...slotProps?.htmlInput } }}
    />
  )
}

interface DraftChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChoice: (value: T) => void
  readonly helperText?: string
}

/** A choice of the mapping. */
export function DraftChoice<T extends string>({ label, value, options, onChoice, helperText }: DraftChoiceProps<T>) {
  return (
    <TextField select label={label} value={value} onChange={(event) => onChoice(event.target.value as T)} helperText={helperText} fullWidth>
      {options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  )
}

interface RequestFieldsProps {
  readonly at: string
  readonly request: RequestDraft
  readonly methods: readonly string[]
  readonly onChange: (change: Partial<RequestDraft>) => void
  /** What may stand in it, such as `{id}`. */
  readonly hint?: string
  readonly withForm?: boolean
}

/** A request: method and path in a line, parameters and body below. */
export function RequestFields({ at, request, methods, onChange, hint, withForm = true }: RequestFieldsProps) {
  const bodies = [
    { value: 'none', label: t('mapping.bodyNone') },
    { value: 'json', label: 'JSON' },
    { value: 'form', label: t('mapping.bodyForm') },
  ] as const
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: '110px minmax(0, 1fr) 110px', alignItems: 'start' }}>
        <DraftChoice
          label={t('mapping.method')}
          value={request.method}
          options={methods.map((method) => ({ value: method, label: method }))}
          onChoice={(method) => onChange({ method })}
        />
        <DraftText
          label={t('mapping.path')}
          at={`${at}.path`}
          value={request.path}
          onText={(path) => onChange({ path })}
          helperText={hint}
        />
        <DraftChoice
          label={t('mapping.body')}
          value={request.body}
          options={withForm ? bodies : bodies.slice(0, 2)}
          onChoice={(body) => onChange({ body })}
        />
      </Box>
      <FormRow>
        <DraftText
          label={t('mapping.parameters')}
          value={request.query}
          onText={(query) => onChange({ query })}
          helperText={t('mapping.parametersHint')}
          multiline
          maxRows={6}
        />
        {request.body === 'none' ? null : (
          <DraftText
            label={t(request.body === 'json' ? 'mapping.jsonBody' : 'mapping.formBody')}
            at={`${at}.text`}
            value={request.text}
            onText={(text) => onChange({ text })}
            multiline
            maxRows={8}
            slotProps={{ htmlInput: { style: { fontFamily: 'monospace' } } }}
            helperText={request.body === 'form' ? t('mapping.formHint') : undefined}
          />
        )}
      </FormRow>
    </Box>
  )
}
