import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useSnackbar } from 'notistack'
import type { Guard, SessionRow } from '../../../shared/session.ts'
import { copyText } from '../../components/copy-text.ts'
import { guardReason, logOutGuard, terminateReason } from '../termination/guard-words.ts'
import { isPerson } from './person.ts'
import { rowAsText } from './row-text.ts'
import type { MenuAnchor } from './SessionsGrid.tsx'
import { useServerFacts } from './server-facts.ts'
import { maskedSessionId } from './session-id.ts'

interface SessionMenuProps {
  readonly anchor: MenuAnchor | null
  /** How many ticked sessions there are when this row is one of several. */
  readonly selected: number
  readonly onClose: () => void
  readonly onDetails: (row: SessionRow) => void
  readonly onSearch: (text: string) => void
  readonly onTerminate: (row: SessionRow) => void
  readonly onTerminateSelected: () => void
  readonly onLogOut: (row: SessionRow) => void
}

/** What can be done with one row; the same from the button at its end, a right click and the keyboard. */
export function SessionMenu({ anchor, ...rest }: SessionMenuProps) {
  const { clockOffset, terminateUser } = useServerFacts(anchor?.row.serverId ?? '')
  const position = anchor ? { left: anchor.left, top: anchor.top } : { left: 0, top: 0 }
  return (
    <Menu
      open={anchor !== null}
      onClose={rest.onClose}
      anchorReference="anchorPosition"
      anchorPosition={position}
      slotProps={{
        list: {
          'aria-label': anchor ? `Actions for ${anchor.row.user ?? anchor.row.account ?? 'session'}` : undefined,
          dense: true,
          disabledItemsFocusable: true,
        },
      }}
    >
      {anchor ? menuItems(anchor.row, { ...rest, clockOffset, terminateUser }) : null}
    </Menu>
  )
}

interface MenuItems extends Omit<SessionMenuProps, 'anchor'> {
  readonly clockOffset: number
  readonly terminateUser: boolean
}

function menuItems(row: SessionRow, menu: MenuItems): React.ReactNode[] {
  const then = (action: () => void) => () => {
    menu.onClose()
    action()
  }
  const { user, address, guard, serverName } = row
  const one = guard === null ? undefined : terminateReason(guard, serverName, menu)
  const all = reasonFor(logOutGuard(guard, menu), serverName)
  return [
    <MenuItem key="details" onClick={then(() => menu.onDetails(row))}>
      Details
    </MenuItem>,
    user === null ? null : (
      <MenuItem key="user" onClick={then(() => menu.onSearch(user))}>
        Show all of {user}
      </MenuItem>
    ),
    address === null ? null : (
      <MenuItem key="address" onClick={then(() => menu.onSearch(address))}>
        Show all from {address}
      </MenuItem>
    ),
    <Divider key="copies" />,
    user === null ? null : <CopyItem key="copy-user" what="user" text={user} onDone={menu.onClose} />,
    address === null ? null : <CopyItem key="copy-address" what="address" text={address} onDone={menu.onClose} />,
    <CopyItem key="copy-row" what="row" text={rowAsText(row, menu.clockOffset)} onDone={menu.onClose} />,
    <CopyItem key="copy-id" what="session ID (shortened)" text={maskedSessionId(row.sessionId)} onDone={menu.onClose} />,
    <Divider key="ends" />,
    menu.selected > 1 ? (
      <MenuItem key="selected" onClick={then(menu.onTerminateSelected)} sx={{ color: 'error.main' }}>
        Terminate {menu.selected} selected<span aria-hidden>…</span>
      </MenuItem>
    ) : null,
    <EndItem key="one" reason={one} words="Terminate" onClick={then(() => menu.onTerminate(row))} />,
    isPerson(row) ? <EndItem key="all" reason={all} words="Log out on all devices" onClick={then(() => menu.onLogOut(row))} /> : null,
    one === undefined ? null : <Reason key="reason" text={one} />,
  ]
}

/** Why the items above are greyed, for the eye; each of them says it by itself to who can't see. */
function Reason({ text }: { readonly text: string }) {
  return (
    <Box component="li" aria-hidden sx={{ px: 2, pt: 0.5, maxWidth: 260, color: 'text.secondary', fontSize: '0.75rem' }}>
      {text}
    </Box>
  )
}

function reasonFor(guard: Guard | null, serverName: string): string | undefined {
  return guard === null ? undefined : guardReason(guard, serverName)
}

interface EndItemProps {
  readonly words: string
  /** Why it can't be done. */
  readonly reason: string | undefined
  readonly onClick: () => void
}

/** An item that ends something. A guarded row's stays there greyed and can be reached, so that the reason is heard and seen. */
function EndItem({ reason, words, onClick, ...item }: EndItemProps) {
  return (
    <MenuItem
      {...item}
      title={reason}
      aria-disabled={reason !== undefined}
      aria-description={reason}
      onClick={reason === undefined ? onClick : undefined}
      sx={reason === undefined ? { color: 'error.main' } : { color: 'text.disabled', cursor: 'default' }}
    >
      {words}
      <span aria-hidden>…</span>
    </MenuItem>
  )
}

function CopyItem({ what, text, onDone, ...item }: { readonly what: string; readonly text: string; readonly onDone: () => void }) {
  const { enqueueSnackbar } = useSnackbar()
  const copy = async () => {
    onDone()
    const copied = await copyText(text)
    enqueueSnackbar(copied ? `Copied the ${what}` : 'The clipboard could not be used', {
      variant: copied ? 'default' : 'warning',
      autoHideDuration: 2000,
    })
  }
  return (
    <MenuItem {...item} onClick={() => void copy()}>
      Copy {what}
    </MenuItem>
  )
}
