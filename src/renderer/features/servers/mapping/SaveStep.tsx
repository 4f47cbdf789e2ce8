import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import type { Problem } from '../../../../shared/errors.ts'
import { read } from '../../../api/clients.ts'
import { ProblemAlert } from '../../../components/ProblemAlert.tsx'
import { downloadText } from '../download.ts'
import { FormRow, FormSection } from '../FormFields.tsx'
import { DraftText } from './DraftFields.tsx'
import { idOfName, type Mapping } from './mapping.ts'
import { ReasonList } from './ReasonList.tsx'

interface SaveStepProps {
  readonly mapping: Mapping
  readonly onChange: (change: Partial<Mapping>) => void
  readonly text: string
  readonly problem: Problem | null
}

/** How the described system is called, and what people should know of it. The profile can be taken along as a file. */
export function SaveStep({ mapping, onChange, text, problem }: SaveStepProps) {
  const id = mapping.id || idOfName(mapping.name)
  const replaced = useQuery(read.profiles.list.queryOptions()).data?.find((profile) => profile.id === id)
  return (
    <Box sx={{ display: 'grid', gap: 2.5, alignContent: 'start', overflow: 'auto', minHeight: 0, pt: 0.75, '& > *': { maxWidth: 1040 } }}>
      {problem ? (
        <Box>
          <ProblemAlert problem={problem} />
          <ReasonList reasons={problem.reasons ?? []} />
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
          <DraftText
            label="Id"
            value={id}
            onText={(text) => onChange({ id: idOfName(text) })}
            helperText={
              replaced === undefined
                ? 'The name of its file.'
                : `${replaced.name} has this id already. It is replaced, also for the servers that use it.`
            }
            color={replaced === undefined ? undefined : 'warning'}
            focused={replaced === undefined ? undefined : true}
          />
        </FormRow>
      </FormSection>
      <FormSection title="What people should know">
        <DraftText
          label="What terminating does there"
          value={mapping.terminateMeans}
          onText={(terminateMeans) => onChange({ terminateMeans })}
          placeholder="The user’s next request is refused, and they must sign in again."
          helperText="Shown in every review. May be empty."
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
        <DraftText
          label="What the list cannot see"
          value={mapping.coverage}
          onText={(coverage) => onChange({ coverage })}
          placeholder="Sessions of the mobile app are not listed."
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
