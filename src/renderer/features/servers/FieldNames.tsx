import ExpandMoreIcon from '@mui/icons-material/ExpandMore'
import Accordion from '@mui/material/Accordion'
import AccordionDetails from '@mui/material/AccordionDetails'
import AccordionSummary from '@mui/material/AccordionSummary'
import Box from '@mui/material/Box'
import { useEffect, useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { SESSION_FIELDS } from '../../../shared/profile.ts'
import type { CatalogueEntry } from '../../../shared/server.ts'
import { FormRow, FormSelect, FormText } from './FormFields.tsx'
import { type FormPlace, type ServerForm, TIME_FIELDS } from './server-form.ts'
import { FIELD_WORDS, TIME_FIELD_WORDS, TIME_KIND_WORDS } from './server-words.ts'

const NAMES_IN_FORM = ['listPath', 'rows', 'total', 'pageSize', 'fields', 'times'] as const

/** Where this server answers otherwise than its system usually does. Empty fields mean the system's own names, which stand in them in grey. */
export function FieldNames({ entry }: { readonly entry: CatalogueEntry | undefined }) {
  const { formState } = useFormContext<ServerForm>()
  const [open, setOpen] = useState(false)
  const hasError = NAMES_IN_FORM.some((name) => formState.errors[name] !== undefined)
  // An error nobody can see can't be mended.
  useEffect(() => {
    if (hasError) setOpen(true)
  }, [hasError])
  const defaults = entry?.defaults ?? {}
  return (
    <Accordion
      expanded={open}
      onChange={(_, expanded) => setOpen(expanded)}
      disableGutters
      elevation={0}
      slotProps={{ transition: { unmountOnExit: true } }}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1, '&::before': { display: 'none' } }}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Box>
          <Box sx={{ fontWeight: 600 }}>Field names</Box>
          <Box sx={{ color: 'text.secondary' }}>Only where this server differs from {entry?.name ?? 'its system'}.</Box>
        </Box>
      </AccordionSummary>
      <AccordionDetails sx={{ display: 'grid', gap: 1.5 }}>
        <FormRow>
          <Override name="listPath" label="Path of the list" usual={defaults.listPath} />
          <Override name="rows" label="Rows" usual={defaults.rows} />
          <Override name="total" label="Total" usual={defaults.total} />
          <Override name="pageSize" label="Rows per page" usual={defaults.pageSize?.toString()} />
        </FormRow>
        <Box sx={{ color: 'text.secondary' }}>
          Paths such as user.name or addresses[0]. Several, with commas between them, are tried in turn.
        </Box>
        <FormRow>
          {SESSION_FIELDS.map((field) => (
            <Override key={field} name={`fields.${field}`} label={FIELD_WORDS[field]} usual={defaults.fields?.[field]?.join(', ')} />
          ))}
        </FormRow>
        <FormRow>
          {TIME_FIELDS.map((field) => {
            const usual = defaults.times?.[field]
            const options = [
              { value: '', label: usual ? `As usual: ${TIME_KIND_WORDS[usual]}` : 'As usual' },
              ...Object.entries(TIME_KIND_WORDS).map(([value, label]) => ({ value, label })),
            ]
            return <FormSelect key={field} name={`times.${field}`} label={TIME_FIELD_WORDS[field]} options={options} />
          })}
        </FormRow>
      </AccordionDetails>
    </Accordion>
  )
}

function Override({ name, label, usual }: { readonly name: FormPlace; readonly label: string; readonly usual: string | undefined }) {
  return (
    <FormText
      name={name}
      label={label}
      placeholder={usual ?? 'not given'}
      autoComplete="off"
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { spellCheck: false } }}
    />
  )
}
