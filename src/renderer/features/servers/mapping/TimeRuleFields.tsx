import Autocomplete from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import TextField from '@mui/material/TextField'
import { t } from '../../../../shared/language/language.ts'
import type { TimeField, TimeRule } from '../../../../shared/profile/time.ts'
import { ZONES } from '../InputFields.tsx'
import { timeFieldWords, timeKindOptions } from '../server-words.ts'
import { DraftChoice } from './DraftFields.tsx'
import { needsZone } from './time-form.ts'

/** What is more than a kind alone, in the order in which it is offered. */
const FURTHER_KINDS = [
  'year-month-day',
  'day-month-year',
  'month-day-year',
  'compact',
  'seconds',
  'milliseconds',
  'minutes',
  'clock',
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
        label={timeFieldWords(field)}
        value={kindOf(rule)}
        options={[...timeKindOptions(), ...FURTHER_KINDS.map((value) => ({ value, label: t(`mapping.time-${value}`) }))]}
        onChoice={(kind) => onRule(ruleOfKind(kind, zoneOf(rule), field))}
      />
      {needsZone(rule) ? (
        <Autocomplete
          freeSolo
          options={ZONES}
          inputValue={rule.zone}
          onInputChange={(_, zone) => onRule({ ...rule, zone })}
          renderInput={(input) => <TextField {...input} label={t('mapping.zone')} helperText={t('mapping.zoneHint')} color="warning" />}
        />
      ) : null}
      {typeof rule === 'object' && rule.kind === 'duration' && field === 'expiresAt' ? (
        <DraftChoice
          label={t('mapping.counted')}
          value={rule.from}
          options={[
            { value: 'now', label: t('mapping.fromNow') },
            { value: 'createdAt', label: t('mapping.fromCreated') },
            { value: 'lastActiveAt', label: t('mapping.fromLastActive') },
          ]}
          onChoice={(from) => onRule({ ...rule, from })}
        />
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
