import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import TextField from '@mui/material/TextField'
import { useContext, useMemo } from 'react'
import { visibleString } from '../../../../renderer/components/visible-text.ts'
import { t } from '../../../../shared/language/language.ts'
import type { SessionField } from '../../../../shared/profile/field.ts'
import { TIME_FIELDS, type TimeField, type TimeRule } from '../../../../shared/profile/time.ts'
import { fieldWord } from '../server-words.ts'
import { DraftProblems } from './DraftFields.tsx'
import { valueAt } from './json-path.ts'
import { leavesOf } from './leaves.ts'
import type { Mapping } from './mapping.ts'
import { rowsIn } from './propose-rows.ts'
import { TimeRuleFields } from './TimeRuleFields.tsx'

/** In the order in which a person looks for them in an answer. */
const ORDER: readonly SessionField[] = [
  'sessionId',
  'user',
  'address',
  'userAgent',
  'createdAt',
  'lastActiveAt',
  'expiresAt',
  'type',
  'userId',
  'displayName',
  'email',
  'node',
  'project',
  'organisation',
  'account',
  'own',
]

interface FieldListProps {
  readonly answer: unknown
  readonly mapping: Mapping
  readonly onField: (field: SessionField, path: string) => void
  readonly onTime: (field: TimeField, rule: TimeRule) => void
}

/** The other way round: each field with the path it is read from, and what stands there in the first rows. */
export function FieldList({ answer, mapping, onField, onTime }: FieldListProps) {
  const { at, shape } = mapping
  const paths = useMemo(() => {
    const leaves = leavesOf(rowsIn(valueAt(answer, at), shape))
    const examples = new Map(
      leaves.map(({ path, values }) => [path, values.find((value) => value !== null && value !== undefined && value !== '')]),
    )
    if (shape === 'map') examples.set('$key', Object.keys((valueAt(answer, at) as object | undefined) ?? {})[0])
    return examples
  }, [answer, at, shape])
  return (
    <Box role="group" aria-label={t('mapping.fields')} sx={LIST}>
      {ORDER.map((field) => (
        <Box key={field} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <PathField field={field} value={mapping.fields[field]} examples={paths} onPath={(path) => onField(field, path)} />
          {isTime(field) && mapping.fields[field] !== '' ? (
            <TimeRuleFields field={field} rule={mapping.times[field]} onRule={(rule) => onTime(field, rule)} />
          ) : null}
        </Box>
      ))}
    </Box>
  )
}

/** Two beside each other where there is room. */
const LIST = {
  display: 'grid',
  gap: 1,
  gridTemplateColumns: 'repeat(auto-fill, minmax(250px, 1fr))',
  alignItems: 'start',
  alignContent: 'start',
  overflow: 'auto',
  pt: 0.75,
  pr: 0.5,
  '& > *': { minWidth: 0 },
} as const

interface PathFieldProps {
  readonly field: SessionField
  readonly value: string
  readonly examples: ReadonlyMap<string, unknown>
  readonly onPath: (path: string) => void
}

function PathField({ field, value, examples, onPath }: PathFieldProps) {
  const problem = useContext(DraftProblems).find(({ at }) => at === `fields.${field}`)
  const options = useMemo(() => [...examples.keys()], [examples])
  return (
    <Autocomplete
      freeSolo
      options={options}
      inputValue={value}
      onInputChange={(_, path) => onPath(path)}
      renderOption={({ key, ...item }, path) => (
        <Box component="li" key={key} {...item} sx={{ display: 'flex', gap: 2 }}>
          <span>{path}</span>
          <Box
            component="span"
            sx={{ ml: 'auto', color: 'text.secondary', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: 180 }}
          >
            {exampleText(examples.get(path))}
          </Box>
        </Box>
      )}
      renderInput={(input) => (
        <TextField
          {...input}
          label={fieldWord(field)}
          placeholder={t(field === 'sessionId' ? 'mapping.needed' : 'mapping.notGiven')}
          error={problem !== undefined}
          helperText={problem?.reason ?? hintFor(value, examples)}
          slotProps={{
            ...input.slotProps,
            inputLabel: { shrink: true },
            formHelperText: { sx: { mx: 0.5, mt: 0.25, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } },
          }}
        />
      )}
    />
  )
}

/** What stands at the path, or that nothing does. Rules that are more than paths are shown in the preview alone. */
function hintFor(value: string, examples: ReadonlyMap<string, unknown>): string | undefined {
  if (value === '' || value.includes('{')) return undefined
  const paths = value.split(',').map((path) => path.trim())
  const found = paths.find((path) => examples.get(path) !== undefined)
  return found === undefined ? t('mapping.nothingThere') : exampleText(examples.get(found))
}

function exampleText(value: unknown): string {
  if (value === undefined) return ''
  return visibleString(String(value), 80)
}

function isTime(field: SessionField): field is TimeField {
  return (TIME_FIELDS as readonly string[]).includes(field)
}
