import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { t } from '../../../../shared/language/language.ts'
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
        enqueueSnackbar(t('profiles.removed', { name: profile.name }), { variant: 'success' })
        onClose()
      },
    }),
  )
  return (
    <DialogFrame
      open
      title={t('profiles.removeTitle', { name: profile.name })}
      onClose={remove.isPending ? undefined : onClose}
      actions={
        <>
          <Button onClick={onClose} autoFocus disabled={remove.isPending}>
            {t('common.cancel')}
          </Button>
          <Button variant="contained" color="error" onClick={() => remove.mutate({ id: profile.id })} disabled={remove.isPending}>
            {t('profiles.removeProfile')}
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {remove.error ? <ProblemAlert problem={problemOf(remove.error)} /> : null}
        <Box>{t('profiles.removeAbout', { file: profile.file ?? '' })}</Box>
      </Box>
    </DialogFrame>
  )
}
