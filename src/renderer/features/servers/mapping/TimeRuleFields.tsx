import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import TextField from '@mui/material/TextField'
import type { TimeField, TimeRule } from '../../../../shared/profile/time.ts'
import { ZONES } from '../InputFields.tsx'
import { TIME_FIELD_WORDS, TIME_KIND_WORDS } from '../server-words.ts'
import { DraftChoice } from './DraftFields.tsx'
import { needsZone } from './time-form.ts'

const KINDS = [
  ...Object.entries(TIME_KIND_WORDS).map(([value, label]) => ({ value, label })),
  { value: 'year-month-day', label: 'Date and time without a zone, year first' },
  { value: 'day-month-year', label: 'Date and time without a zone, day first' },
  { value: 'month-day-year', label: 'Date and time without a zone, month first' },
  { value: 'compact', label: 'YYYYMMDDhhmmss' },
  { value: 'seconds', label: 'Length in seconds' },
  { value: 'milliseconds', label: 'Length in milliseconds' },
  { value: 'minutes', label: 'Length in minutes' },
  { value: 'clock', label: 'Length as hh:mm:ss' },
]

const FROM = [
  { value: 'now', label: 'From now' },
  { value: 'createdAt', label: 'From Created' },
  { value: 'lastActiveAt', label: 'From Last active' },
] as const

interface TimeRuleFieldsProps {
  readonly field: TimeField
  readonly rule: TimeRule | undefined
  readonly onRule: (rule: TimeRule) => void
}

/** How one of the times is written, with the zone where the values name none. */
export function TimeRuleFields({ field, rule, onRule }: TimeRuleFieldsProps) {
  return (
    <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(170px, 1fr))' }}>
      <DraftChoice
        label={TIME_FIELD_WORDS[field]}
        value={kindOf(rule)}
        options={KINDS}
        onChoice={(kind) => onRule(ruleOfKind(kind, zoneOf(rule), field))}
      />
      {needsZone(rule) ? (
        <Autocomplete
          freeSolo
          options={ZONES}
          inputValue={rule.zone}
          onInputChange={(_, zone) => onRule({ ...rule, zone })}
          renderInput={(input) => (
            <TextField {...input} label="Time zone of the server" helperText="The times do not say it. Check this one." color="warning" />
          )}
        />
      ) : null}
      {typeof rule === 'object' && rule.kind === 'duration' && field === 'expiresAt' ? (
        <DraftChoice label="Counted" value={rule.from} options={FROM} onChoice={(from) => onRule({ ...rule, from })} />
      ) : null}
    </Box>
  )
}

function kindOf(rule: TimeRule | undefined): string {
  if (rule === undefined) return 'iso'
  if (typeof rule === 'string') return rule
  if (rule.kind === 'local') return rule.date
  return rule.kind === 'duration' ? rule.unit : rule.kind
}

function zoneOf(rule: TimeRule | undefined): string {
  return needsZone(rule) ? rule.zone : Intl.DateTimeFormat().resolvedOptions().timeZone
}

function ruleOfKind(kind: string, zone: string, field: TimeField): TimeRule {
  switch (kind) {
    case 'year-month-day':
    case 'day-month-year':
    case 'month-day-year':
      return { kind: 'local', zone, date: kind }
    case 'compact':
      return { kind: 'compact', zone }
    case 'seconds':
    case 'milliseconds':
    case 'minutes':
    case 'clock':
      return { kind: 'duration', unit: kind, from: field === 'expiresAt' ? 'lastActiveAt' : 'now' }
    case 'epoch-seconds':
    case 'epoch-milliseconds':
    case 'java':
      return kind
    default:
      return 'iso'
  }
}
