import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import type { ProfileFile } from '../../../../shared/profile-file.ts'
import { act } from '../../../api/clients.ts'
import { problemOf } from '../../../api/problem-of.ts'
import { DialogFrame } from '../../../components/DialogFrame.tsx'
import { ProblemAlert } from '../../../components/ProblemAlert.tsx'

interface RemoveProfileDialogProps {
  readonly profile: ProfileFile
  readonly onClose: () => void
}

/** Asks before a profile's file is deleted. */
export function RemoveProfileDialog({ profile, onClose }: RemoveProfileDialogProps) {
  const { enqueueSnackbar } = useSnackbar()
  const remove = useMutation(
    act.profiles.remove.mutationOptions({
      onSuccess: () => {
        enqueueSnackbar(`The profile ${profile.name} is removed.`, { variant: 'success' })
        onClose()
      },
    }),
  )
  return (
    <DialogFrame
      open
      title={`Remove the profile ${profile.name}`}
      onClose={remove.isPending ? undefined : onClose}
      actions={
        <>
          <Button onClick={onClose} autoFocus disabled={remove.isPending}>
            Cancel
          </Button>
          <Button variant="contained" color="error" onClick={() => remove.mutate({ id: profile.id })} disabled={remove.isPending}>
            Remove profile
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {remove.error ? <ProblemAlert problem={problemOf(remove.error)} /> : null}
        <Box>Its file {profile.file} is deleted. Export it first if somebody may want it again. Nothing changes on any server.</Box>
      </Box>
    </DialogFrame>
  )
}
