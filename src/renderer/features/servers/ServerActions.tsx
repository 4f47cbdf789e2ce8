import PauseIcon from '@mui/icons-material/Pause'
import PlayArrowIcon from '@mui/icons-material/PlayArrow'
import RefreshIcon from '@mui/icons-material/Refresh'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import type { ComponentType } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { Server, ServerView } from '../../../shared/server.ts'
import { act } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'
import { ActionsMenu } from '../../components/ActionsMenu.tsx'

interface ServerActionsProps {
  readonly view: ServerView
  readonly onEdit: (server: Server) => void
  readonly onTest: (server: Server) => void
  readonly onRemove: (server: Server) => void
  readonly onLogOut: (view: ServerView) => void
  /** How *Map fields* is opened for a server whose answer does not fit; undefined where it does, or where there are no fields to map. */
  readonly mapOf: (view: ServerView) => (() => void) | undefined
}

/** What can be done with one server: the two things that are done often as buttons, all of them in a menu. */
export function ServerActions({ view, onEdit, onTest, onRemove, onLogOut, mapOf }: ServerActionsProps) {
  const { server, status, capabilities } = view
  const map = mapOf(view)
  const { refresh, pause, resume, isBusy } = useServerActs()
  const input = { serverId: server.id }
  const togglePause = () => (server.paused ? resume(input) : pause(input))
  return (
    <>
      <ActionButton
        label={t('servers.refreshServer', { server: server.name })}
        icon={RefreshIcon}
        onClick={() => refresh(input)}
        disabled={isBusy || status.polling || server.paused || !capabilities.list}
      />
      <ActionButton
        label={t(server.paused ? 'servers.resumeServer' : 'servers.pauseServer', { server: server.name })}
        icon={server.paused ? PlayArrowIcon : PauseIcon}
        onClick={togglePause}
        disabled={isBusy}
      />
      <ActionsMenu
        label={t('servers.actionsFor', { name: server.name })}
        actions={[
          { label: t('servers.refresh'), run: () => refresh(input), disabled: server.paused || !capabilities.list },
          { label: server.paused ? t('servers.resume') : t('servers.pause'), run: togglePause },
          { label: t('servers.edit'), run: () => onEdit(server) },
          { label: t('servers.testConnection'), run: () => onTest(server) },
          capabilities.list
            ? null
            : {
                label: t('servers.logOutUser'),
                run: () => onLogOut(view),
                disabled: server.paused || !capabilities.terminateUser,
                isDestructive: true,
              },
          map === undefined ? null : { label: t('servers.mapFields'), run: map },
          { label: t('servers.remove'), run: () => onRemove(server), isDestructive: true, divided: true },
        ]}
      />
    </>
  )
}

interface ActionButtonProps {
  readonly label: string
  readonly icon: ComponentType<{ fontSize?: 'small' }>
  readonly onClick: () => void
  /** Nothing to be done just now. It keeps the focus, which a button that is really disabled would lose. */
  readonly disabled: boolean
}

function ActionButton({ label, icon: Icon, onClick, disabled }: ActionButtonProps) {
  return (
    <Tooltip title={label}>
      <IconButton
        aria-label={label}
        aria-disabled={disabled}
        onClick={disabled ? undefined : onClick}
        sx={disabled ? { color: 'action.disabled', cursor: 'default' } : null}
      >
        <Icon fontSize="small" />
      </IconButton>
    </Tooltip>
  )
}

/** The acts that need no dialog. What came of them is read in the row; only what did not even start is said here. */
function useServerActs() {
  const { enqueueSnackbar } = useSnackbar()
  const onError = (error: Error) => enqueueSnackbar(problemOf(error).message, { variant: 'warning' })
  const refresh = useMutation(act.servers.refresh.mutationOptions({ onError }))
  const pause = useMutation(act.servers.pause.mutationOptions({ onError }))
  const resume = useMutation(act.servers.resume.mutationOptions({ onError }))
  return {
    refresh: refresh.mutate,
    pause: pause.mutate,
    resume: resume.mutate,
    isBusy: refresh.isPending || pause.isPending || resume.isPending,
  }
}
