import MoreHorizIcon from '@mui/icons-material/MoreHoriz'
import PauseIcon from '@mui/icons-material/Pause'
import PlayArrowIcon from '@mui/icons-material/PlayArrow'
import RefreshIcon from '@mui/icons-material/Refresh'
import Divider from '@mui/material/Divider'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Tooltip from '@mui/material/Tooltip'
import { useMutation } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { type ComponentType, useState } from 'react'
import type { Server, ServerView } from '../../../shared/server.ts'
import { act } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'

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
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { refresh, pause, resume, isBusy } = useServerActs()
  const input = { serverId: server.id }
  const togglePause = () => (server.paused ? resume(input) : pause(input))
  // The menu gives the focus back to its button before the next dialog takes it, so that the dialog returns it there.
  const pick = (action: () => void) => () => {
    setAnchor(null)
    setTimeout(action)
  }
  return (
    <>
      <ActionButton
        label={`Refresh ${server.name}`}
        icon={RefreshIcon}
        onClick={() => refresh(input)}
        disabled={isBusy || status.polling || server.paused || !capabilities.list}
      />
      <ActionButton
        label={server.paused ? `Resume ${server.name}` : `Pause ${server.name}`}
        icon={server.paused ? PlayArrowIcon : PauseIcon}
        onClick={togglePause}
        disabled={isBusy}
      />
      <IconButton
        aria-label={`Actions for ${server.name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreHorizIcon fontSize="small" />
      </IconButton>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        transitionDuration={0}
        slotProps={{ list: { 'aria-label': `Actions for ${server.name}`, dense: true } }}
      >
        <MenuItem onClick={pick(() => refresh(input))} disabled={server.paused || !capabilities.list}>
          Refresh
        </MenuItem>
        <MenuItem onClick={pick(togglePause)}>{server.paused ? 'Resume' : 'Pause'}</MenuItem>
        <MenuItem onClick={pick(() => onEdit(server))}>Edit</MenuItem>
        <MenuItem onClick={pick(() => onTest(server))}>Test connection</MenuItem>
        {capabilities.list ? null : (
          <MenuItem
            onClick={pick(() => onLogOut(view))}
            disabled={server.paused || !capabilities.terminateUser}
            sx={{ color: 'error.main' }}
          >
            Log out a user…
          </MenuItem>
        )}
        {map === undefined ? null : <MenuItem onClick={pick(map)}>Map fields…</MenuItem>}
        <Divider />
        <MenuItem onClick={pick(() => onRemove(server))} sx={{ color: 'error.main' }}>
          Remove
        </MenuItem>
      </Menu>
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
