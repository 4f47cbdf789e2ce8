import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { Server } from '../../../shared/server.ts'
import { act } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'
import { DialogFrame } from '../../components/DialogFrame.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'

interface RemoveDialogProps {
  readonly server: Server
  readonly onClose: () => void
}

/** Says what goes and what stays before a server is removed, and leaves the choice about its history. */
export function RemoveDialog({ server, onClose }: RemoveDialogProps) {
  const [history, setHistory] = useState<'keep' | 'delete'>('keep')
  const { enqueueSnackbar } = useSnackbar()
  const remove = useMutation(
    act.servers.remove.mutationOptions({
      onSuccess: () => {
        enqueueSnackbar(t('servers.removed', { server: server.name }), { variant: 'success' })
        onClose()
      },
    }),
  )
  return (
    <DialogFrame
      open
      title={t('servers.removeTitle', { server: server.name })}
      onClose={remove.isPending ? undefined : onClose}
      actions={
        <>
          <Button onClick={onClose} autoFocus disabled={remove.isPending}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="contained"
            color="error"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ serverId: server.id, keepHistory: history === 'keep' })}
          >
            {t('servers.removeServer')}
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {remove.error ? <ProblemAlert problem={problemOf(remove.error)} /> : null}
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          <li>{t('servers.removeStops', { server: server.name })}</li>
          {server.auth.kind === 'none' ? null : (
            <li>{t(server.credential === 'memory' ? 'servers.removeForgets' : 'servers.removeFromKeychain')}</li>
          )}
          <li>{t('servers.removeJournal')}</li>
        </Box>
        <RadioGroup
          aria-label={t('servers.removeHistory')}
          value={history}
          onChange={(_, value) => setHistory(value === 'delete' ? 'delete' : 'keep')}
        >
          <FormControlLabel value="keep" control={<Radio size="small" />} label={t('servers.removeKeep')} />
          <FormControlLabel value="delete" control={<Radio size="small" />} label={t('servers.removeDelete')} />
        </RadioGroup>
      </Box>
    </DialogFrame>
  )
}
