import MoreHorizIcon from '@mui/icons-material/MoreHoriz'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'

/** One item of an actions menu. */
export interface MenuAction {
  readonly label: string
  readonly run: () => void
  readonly disabled?: boolean
  /** Red: it ends or removes something. */
  readonly isDestructive?: boolean
  /** Stands apart from the items above it. */
  readonly divided?: boolean
}

interface ActionsMenuProps {
  /** The name of the button and of its menu: what the actions are for. */
  readonly label: string
  /** In their order; null for what can't be done with this one at all. */
  readonly actions: readonly (MenuAction | null)[]
}

/** The button ⋯ at the end of a row, with a menu of what can be done with what the row stands for. */
export function ActionsMenu({ label, actions }: ActionsMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  // The menu gives the focus back to its button before the next dialog takes it, so that the dialog returns it there.
  const pick = (run: () => void) => () => {
    setAnchor(null)
    setTimeout(run)
  }
  return (
    <>
      <IconButton
        aria-label={label}
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
        slotProps={{ list: { 'aria-label': label, dense: true } }}
      >
        {actions.map((action) =>
          action === null ? null : (
            <MenuItem key={action.label} onClick={pick(action.run)} disabled={action.disabled === true} sx={lookOf(action)}>
              {action.label}
            </MenuItem>
          ),
        )}
      </Menu>
    </>
  )
}

function lookOf({ isDestructive, divided }: MenuAction) {
  return {
    ...(isDestructive ? { color: 'error.main' } : {}),
    ...(divided ? { borderTop: 1, borderColor: 'divider', mt: 0.5, pt: 0.75 } : {}),
  }
}
