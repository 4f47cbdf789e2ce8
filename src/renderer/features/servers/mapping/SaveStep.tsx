import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import type { Problem } from '../../../../shared/errors.ts'
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

const ADDRESSES = [
  { value: 'unknown', label: 'It is not known which' },
  { value: 'sign-in', label: 'The user signed in from' },
  { value: 'latest', label: 'The latest request came from' },
] as const

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
      <FormSection title="Name">
        <FormRow>
          <DraftText
            label="Name of the system"
            at="name"
            value={mapping.name}
            onText={(name) => onChange({ name })}
            placeholder="Ticket desk"
            autoFocus
            slotProps={{ htmlInput: { maxLength: 80 } }}
          />
          <DraftText label="Id" value={id} onText={(text) => onChange({ id: idOfName(text) })} at="id" helperText="The name of its file." />
        </FormRow>
        {taken ? (
          <Alert
            severity="warning"
            role="note"
            action={
              <Button color="inherit" onClick={() => onChange({ id: taken.free, replaces: '' })}>
                Use {taken.free}
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
                label="Replace it"
              />
            )}
          </Alert>
        ) : null}
      </FormSection>
      <FormSection title="What people should know">
        <DraftText
          label="What terminating does there"
          at="terminateMeans"
          value={mapping.terminateMeans}
          onText={(terminateMeans) => onChange({ terminateMeans })}
          placeholder="The user’s next request is refused, and they must sign in again."
          helperText="Shown in every review. May be empty."
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
        {mapping.fields.address === '' && mapping.fields.lastActiveAt === '' ? null : (
          <FormRow>
            {mapping.fields.address === '' ? null : (
              <DraftChoice
                label="The address is where"
                value={mapping.addressMeans}
                options={ADDRESSES}
                onChoice={(addressMeans) => onChange({ addressMeans })}
              />
            )}
            {mapping.fields.lastActiveAt === '' ? null : (
              <DraftText
                label="What counts as activity"
                at="activity"
                value={mapping.activity}
                onText={(activity) => onChange({ activity })}
                placeholder="any request with the session"
                helperText="May be empty."
                slotProps={{ htmlInput: { maxLength: 300 } }}
              />
            )}
          </FormRow>
        )}
        <DraftText
          label="What the list covers"
          at="coverage"
          value={mapping.coverage}
          onText={(coverage) => onChange({ coverage })}
          placeholder="All sessions but those of the mobile app."
          helperText="May be empty."
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
      </FormSection>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
        <Button variant="outlined" onClick={() => downloadText(`${id || 'profile'}.json`, text)}>
          Export profile
        </Button>
        <Box sx={{ color: 'text.secondary' }}>The profile holds no secret and can be given to others.</Box>
      </Box>
    </Box>
  )
}
