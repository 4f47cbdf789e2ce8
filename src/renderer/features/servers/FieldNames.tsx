import ExpandMoreIcon from '@mui/icons-material/ExpandMore'
import Accordion from '@mui/material/Accordion'
import AccordionDetails from '@mui/material/AccordionDetails'
import AccordionSummary from '@mui/material/AccordionSummary'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useEffect, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { SESSION_FIELDS } from '../../../shared/profile/field.ts'
import { TIME_FIELDS, type TimeField, type TimeRule } from '../../../shared/profile/time.ts'
import type { FillIn } from '../../../shared/profile.ts'
import type { CatalogueEntry } from '../../../shared/server.ts'
import { namesText } from '../../components/format.ts'
import { FormRow, FormSelect, FormText } from './FormFields.tsx'
import { ruleText } from './override-text.ts'
import type { FormPlace, ServerForm } from './server-form.ts'
import { FIELD_WORDS, FILL_IN_WORDS, TIME_FIELD_WORDS, TIME_KIND_WORDS, timeRuleWords } from './server-words.ts'

const NAMES_IN_FORM = ['listPath', 'rows', 'total', 'pageSize', 'fields', 'times'] as const

interface FieldNamesProps {
  readonly entry: CatalogueEntry
  readonly onMap: () => void
}

/** Where this server answers otherwise than its system usually does. Empty fields mean the system's own names, which stand in them in grey. */
export function FieldNames({ entry, onMap }: FieldNamesProps) {
  const { formState } = useFormContext<ServerForm>()
  const missing = useMissing(entry)
  const hasError = NAMES_IN_FORM.some((name) => formState.errors[name] !== undefined)
  const [open, setOpen] = useState(false)
  // An error nobody can see can't be mended.
  useEffect(() => {
    if (hasError) setOpen(true)
  }, [hasError])
  return (
    <>
      {missing.length > 0 ? <ToBeFilledIn entry={entry} missing={missing} onMap={onMap} /> : null}
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
            <Box sx={{ color: 'text.secondary' }}>
              {missing.length > 0 ? `To be filled in for ${entry.name}.` : `Only where this server differs from ${entry.name}.`}
            </Box>
          </Box>
        </AccordionSummary>
        <AccordionDetails sx={{ display: 'grid', gap: 1.5 }}>
          <Names entry={entry} missing={missing} />
          {missing.length > 0 ? null : (
            <Button variant="outlined" onClick={onMap} sx={{ justifySelf: 'start' }}>
              Map fields…
            </Button>
          )}
        </AccordionDetails>
      </Accordion>
    </>
  )
}

function ToBeFilledIn({ entry, missing, onMap }: FieldNamesProps & { readonly missing: readonly FillIn[] }) {
  return (
    <Alert
      severity="warning"
      role="note"
      action={
        <Button variant="outlined" color="inherit" onClick={onMap}>
          Map fields…
        </Button>
      }
    >
      {entry.name} does not document all of its session list. To be filled in below:{' '}
      {namesText(
        missing.map((name) => FILL_IN_WORDS[name]),
        9,
      )}
      . Map fields finds them in an answer of the server.
    </Alert>
  )
}

function Names({ entry: { defaults }, missing }: { readonly entry: CatalogueEntry; readonly missing: readonly FillIn[] }) {
  return (
    <>
      <FormRow>
        <Override name="listPath" label="Path of the list" usual={defaults.listPath} toFillIn={missing.includes('listPath')} />
        <Override name="rows" label="Rows" usual={defaults.rows} toFillIn={missing.includes('rows')} />
        <Override name="total" label="Total" usual={defaults.total} />
        <Override name="pageSize" label="Rows per page" usual={defaults.pageSize?.toString()} />
      </FormRow>
      <Box sx={{ color: 'text.secondary' }}>
        Paths such as user.name or addresses[0]. Several, with commas between them, are tried in turn.
      </Box>
      <FormRow>
        {SESSION_FIELDS.map((field) => (
          <Override
            key={field}
            name={`fields.${field}`}
            label={FIELD_WORDS[field]}
            usual={ruleText(defaults.fields?.[field]) || undefined}
            toFillIn={missing.includes(field)}
          />
        ))}
      </FormRow>
      <FormRow>
        {TIME_FIELDS.map((field) => (
          <TimeOverride key={field} field={field} usual={defaults.times?.[field]} />
        ))}
      </FormRow>
    </>
  )
}

/** What the system's documents leave open and nobody has filled in yet. */
function useMissing(entry: CatalogueEntry): readonly FillIn[] {
  const { control } = useFormContext<ServerForm>()
  const [listPath, rows, fields] = useWatch({ control, name: ['listPath', 'rows', 'fields'] })
  const given = { ...fields, listPath, rows }
  return entry.fillIn.filter((name) => given[name].trim() === '')
}

interface OverrideProps {
  readonly name: FormPlace
  readonly label: string
  readonly usual: string | undefined
  readonly toFillIn?: boolean
}

function Override({ name, label, usual, toFillIn = false }: OverrideProps) {
  return (
    <FormText
      name={name}
      label={label}
      placeholder={usual ?? 'not given'}
      helperText={toFillIn ? 'To be filled in.' : undefined}
      color={toFillIn ? 'warning' : undefined}
      focused={toFillIn ? true : undefined}
      autoComplete="off"
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { spellCheck: false } }}
    />
  )
}

/** A rule with a zone or a unit comes from *Map fields*; it stays among the choices as long as it is chosen. */
function TimeOverride({ field, usual }: { readonly field: TimeField; readonly usual: TimeRule | undefined }) {
  const { control } = useFormContext<ServerForm>()
  const value = useWatch({ control, name: `times.${field}` })
  const kinds = Object.entries(TIME_KIND_WORDS).map(([kind, label]) => ({ value: kind, label }))
  const own = value.startsWith('{') ? [{ value, label: timeRuleWords(JSON.parse(value) as TimeRule) }] : []
  const options = [{ value: '', label: usual ? `As usual: ${timeRuleWords(usual)}` : 'As usual' }, ...kinds, ...own]
  return <FormSelect name={`times.${field}`} label={TIME_FIELD_WORDS[field]} options={options} />
}
