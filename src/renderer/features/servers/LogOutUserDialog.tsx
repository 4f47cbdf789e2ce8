import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { ServerView } from '../../../shared/server.ts'
import { DialogFrame } from '../../components/DialogFrame.tsx'
import { useTermination } from '../termination/TerminationProvider.tsx'

interface LogOutUserDialogProps {
  readonly view: ServerView
  readonly onClose: () => void
}

/** *Log out a user* of a server that lists nobody: asks for the name alone; the review that follows says what will happen. */
export function LogOutUserDialog({ view: { server, capabilities }, onClose }: LogOutUserDialogProps) {
  const { reviewUser } = useTermination()
  const [user, setUser] = useState('')
  const [asked, setAsked] = useState(false)
  const missing = asked && user.trim() === ''
  const submit = () => {
    setAsked(true)
    if (user.trim() === '') return
    onClose()
    reviewUser({ serverId: server.id, user: user.trim() })
  }
  return (
    <DialogFrame
      open
      title={t('servers.logOutTitle', { server: server.name })}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="contained">
            {t('servers.review')}
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box>{t('servers.logOutAbout', { server: server.name })}</Box>
        <TextField
          label={t('servers.user')}
          value={user}
          onChange={(event) => setUser(event.target.value)}
          autoFocus
          autoComplete="off"
          error={missing}
          helperText={missing ? t('servers.userMissing') : t('servers.userHint', { server: server.name })}
          slotProps={{ htmlInput: { maxLength: 500, spellCheck: false } }}
          fullWidth
        />
        <Box sx={{ color: 'text.secondary' }}>{capabilities.terminateMeans}</Box>
      </Box>
    </DialogFrame>
  )
}
