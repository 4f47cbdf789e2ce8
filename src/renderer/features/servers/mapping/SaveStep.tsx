import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import type { Problem } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { downloadText } from '../../../components/download.ts'
import { ProblemAlert } from '../../../components/ProblemAlert.tsx'
import { FormRow, FormSection } from '../FormFields.tsx'
import { DraftChoice, DraftText } from './DraftFields.tsx'
import { idOfName, type Mapping } from './mapping.ts'
import { placed } from './places.ts'
import { ReasonList } from './ReasonList.tsx'
import type { TakenId } from './taken-id.ts'

interface SaveStepProps {
  readonly mapping: Mapping
  readonly onChange: (change: Partial<Mapping>) => void
  readonly text: string
  readonly problem: Problem | null
  /** Set when another profile has the id already: who, what happens to it, and an id that nobody has. */
  readonly taken: TakenId | null
}

const ADDRESSES = ['unknown', 'sign-in', 'latest'] as const

/** How the described system is called, and what people should know of it. The profile can be taken along as a file. */
export function SaveStep({ mapping, onChange, text, problem, taken }: SaveStepProps) {
  const id = mapping.id || idOfName(mapping.name)
  return (
    <Box sx={{ display: 'grid', gap: 2.5, alignContent: 'start', overflow: 'auto', minHeight: 0, pt: 0.75, '& > *': { maxWidth: 1040 } }}>
      {problem ? (
        <Box>
          <ProblemAlert problem={problem} />
          <ReasonList reasons={placed(problem.reasons ?? []).rest} />
        </Box>
      ) : null}
      <FormSection title={t('mapping.name')}>
        <FormRow>
          <DraftText
            label={t('mapping.systemName')}
            at="name"
            value={mapping.name}
            onText={(name) => onChange({ name })}
            placeholder={t('mapping.systemNameExample')}
            autoFocus
            slotProps={{ htmlInput: { maxLength: 80 } }}
          />
          <DraftText
            label={t('mapping.id')}
            value={id}
            onText={(text) => onChange({ id: idOfName(text) })}
            at="id"
            helperText={t('mapping.idHint')}
          />
        </FormRow>
        {taken ? (
          <Alert
            severity="warning"
            role="note"
            action={
              <Button color="inherit" onClick={() => onChange({ id: taken.free, replaces: '' })}>
                {t('mapping.useId', { id: taken.free })}
              </Button>
            }
          >
            {taken.words}
            {taken.isBuiltIn ? null : (
              <FormControlLabel
                sx={{ display: 'flex' }}
                control={
                  <Checkbox
                    checked={mapping.replaces === id}
                    onChange={(event) => onChange({ replaces: event.target.checked ? id : '' })}
                  />
                }
                label={t('mapping.replaceIt')}
              />
            )}
          </Alert>
        ) : null}
      </FormSection>
      <FormSection title={t('mapping.shouldKnow')}>
        <DraftText
          label={t('mapping.terminateMeans')}
          at="terminateMeans"
          value={mapping.terminateMeans}
          onText={(terminateMeans) => onChange({ terminateMeans })}
          placeholder={t('mapping.terminateMeansExample')}
          helperText={t('mapping.terminateMeansHint')}
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
        {mapping.fields.address === '' && mapping.fields.lastActiveAt === '' ? null : (
          <FormRow>
            {mapping.fields.address === '' ? null : (
              <DraftChoice
                label={t('mapping.addressIs')}
                value={mapping.addressMeans}
                options={ADDRESSES.map((value) => ({ value, label: t(`mapping.address-${value}`) }))}
                onChoice={(addressMeans) => onChange({ addressMeans })}
              />
            )}
            {mapping.fields.lastActiveAt === '' ? null : (
              <DraftText
                label={t('mapping.activity')}
                at="activity"
                value={mapping.activity}
                onText={(activity) => onChange({ activity })}
                placeholder={t('mapping.activityExample')}
                helperText={t('mapping.mayBeEmpty')}
                slotProps={{ htmlInput: { maxLength: 300 } }}
              />
            )}
          </FormRow>
        )}
        <DraftText
          label={t('mapping.coverage')}
          at="coverage"
          value={mapping.coverage}
          onText={(coverage) => onChange({ coverage })}
          placeholder={t('mapping.coverageExample')}
          helperText={t('mapping.mayBeEmpty')}
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
      </FormSection>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
        <Button variant="outlined" onClick={() => downloadText(`${id || 'profile'}.json`, text)}>
          {t('mapping.exportProfile')}
        </Button>
        <Box sx={{ color: 'text.secondary' }}>{t('mapping.noSecret')}</Box>
      </Box>
    </Box>
  )
}
