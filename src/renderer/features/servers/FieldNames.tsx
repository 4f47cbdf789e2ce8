import ExpandMoreIcon from '@mui/icons-material/ExpandMore'
import Accordion from '@mui/material/Accordion'
import AccordionDetails from '@mui/material/AccordionDetails'
import AccordionSummary from '@mui/material/AccordionSummary'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useEffect, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { t } from '../../../shared/language/language.ts'
import { SESSION_FIELDS } from '../../../shared/profile/field.ts'
import { TIME_FIELDS, type TimeField, type TimeRule } from '../../../shared/profile/time.ts'
import type { FillIn } from '../../../shared/profile.ts'
import type { CatalogueEntry } from '../../../shared/server.ts'
import { namesText } from '../../components/format.ts'
import { FormRow, FormSelect, FormText } from './FormFields.tsx'
import { ruleText } from './override-text.ts'
import type { FormPlace, ServerForm } from './server-form.ts'
import { fieldWord, fillInWord, timeFieldWords, timeKindOptions, timeRuleWords } from './server-words.ts'

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
            <Box sx={{ fontWeight: 600 }}>{t('systems.fieldNames')}</Box>
            <Box sx={{ color: 'text.secondary' }}>
              {t(missing.length > 0 ? 'systems.fieldNamesToFill' : 'systems.fieldNamesDiffer', { system: entry.name })}
            </Box>
          </Box>
        </AccordionSummary>
        <AccordionDetails sx={{ display: 'grid', gap: 1.5 }}>
          <Names entry={entry} missing={missing} />
          {missing.length > 0 ? null : (
            <Button variant="outlined" onClick={onMap} sx={{ justifySelf: 'start' }}>
              {t('servers.mapFields')}
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
          {t('servers.mapFields')}
        </Button>
      }
    >
      {t('systems.toFillIn', { system: entry.name, names: namesText(missing.map(fillInWord), 9) })}
    </Alert>
  )
}

function Names({ entry: { defaults }, missing }: { readonly entry: CatalogueEntry; readonly missing: readonly FillIn[] }) {
  return (
    <>
      <FormRow>
        <Override name="listPath" label={t('systems.listPath')} usual={defaults.listPath} toFillIn={missing.includes('listPath')} />
        <Override name="rows" label={t('systems.rows')} usual={defaults.rows} toFillIn={missing.includes('rows')} />
        <Override name="total" label={t('systems.total')} usual={defaults.total} />
        <Override name="pageSize" label={t('systems.pageSize')} usual={defaults.pageSize?.toString()} />
      </FormRow>
      <Box sx={{ color: 'text.secondary' }}>{t('systems.pathsHint')}</Box>
      <FormRow>
        {SESSION_FIELDS.map((field) => (
          <Override
            key={field}
            name={`fields.${field}`}
            label={fieldWord(field)}
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
      placeholder={usual ?? t('systems.notGiven')}
      helperText={toFillIn ? t('systems.toFillInShort') : undefined}
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
  const own = value.startsWith('{') ? [{ value, label: timeRuleWords(JSON.parse(value) as TimeRule) }] : []
  const options = [
    { value: '', label: usual ? t('systems.timeUsualIs', { rule: timeRuleWords(usual) }) : t('systems.timeUsual') },
    ...timeKindOptions(),
    ...own,
  ]
  return <FormSelect name={`times.${field}`} label={timeFieldWords(field)} options={options} />
}
