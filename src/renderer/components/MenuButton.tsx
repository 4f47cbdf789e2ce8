import Button, { type ButtonProps } from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import { type ReactNode, useState } from 'react'

interface MenuButtonProps extends Pick<ButtonProps, 'startIcon' | 'endIcon'> {
  readonly label: string
  /** The menu's own name; it stays while the label tells what is chosen. */
  readonly menuLabel: string
  /** Wears the accent: something is chosen that narrows the view. */
  readonly active?: boolean
  readonly children: ReactNode
}

/** A button that opens a menu below itself. The menu closes by Esc, Tab or a click beside it, not by a choice in it. */
export function MenuButton({ label, menuLabel, active = false, children, ...icons }: MenuButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        {...icons}
        color={active ? 'primary' : 'inherit'}
        variant="outlined"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderColor: active ? undefined : 'divider' }}
      >
        {label}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': menuLabel, dense: true } }}
      >
        {children}
      </Menu>
    </>
  )
}
