import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useState } from 'react'
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
        enqueueSnackbar(`${server.name} is removed.`, { variant: 'success' })
        onClose()
      },
    }),
  )
  return (
    <DialogFrame
      open
      title={`Remove ${server.name}`}
      onClose={remove.isPending ? undefined : onClose}
      actions={
        <>
          <Button onClick={onClose} autoFocus disabled={remove.isPending}>
            Cancel
          </Button>
          <Button
            variant="contained"
            color="error"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ serverId: server.id, keepHistory: history === 'keep' })}
          >
            Remove server
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {remove.error ? <ProblemAlert problem={problemOf(remove.error)} /> : null}
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          <li>Rollcall stops asking {server.name}. Nothing changes on the server, and no session there is ended.</li>
          {server.auth.kind === 'none' ? null : (
            <li>{server.credential === 'memory' ? 'Its secret is forgotten.' : 'Its secret is removed from the keychain.'}</li>
          )}
          <li>Its sessions leave the page Sessions. What was done stays in the journal.</li>
        </Box>
        <RadioGroup
          aria-label="What was read from it"
          value={history}
          onChange={(_, value) => setHistory(value === 'delete' ? 'delete' : 'keep')}
        >
          <FormControlLabel value="keep" control={<Radio size="small" />} label="Keep what was read from it on this computer" />
          <FormControlLabel value="delete" control={<Radio size="small" />} label="Delete what was read from it; this cannot be undone" />
        </RadioGroup>
      </Box>
    </DialogFrame>
  )
}
