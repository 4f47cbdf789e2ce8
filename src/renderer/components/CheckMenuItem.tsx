import CheckIcon from '@mui/icons-material/Check'
import Box from '@mui/material/Box'
import MenuItem, { type MenuItemProps } from '@mui/material/MenuItem'

interface CheckMenuItemProps extends Omit<MenuItemProps, 'onClick' | 'children'> {
  readonly checked: boolean
  readonly label: string
  /** A count or a hint at the right. */
  readonly note?: string | undefined
  readonly onToggle: () => void
  /** Stands apart from the items above it. */
  readonly divided?: boolean
}

/** A menu item that is on or off; the menu stays open, so that several can be set. */
export function CheckMenuItem({ checked, label, note, onToggle, divided, ...item }: CheckMenuItemProps) {
  return (
    <MenuItem
      {...item}
      role="menuitemcheckbox"
      aria-checked={checked}
      aria-label={note ? `${label}, ${note}` : label}
      onClick={onToggle}
      sx={divided ? { borderTop: 1, borderColor: 'divider', mt: 0.5, pt: 0.75 } : null}
    >
      <CheckIcon aria-hidden sx={{ fontSize: 16, mr: 1, color: 'primary.main', visibility: checked ? 'visible' : 'hidden' }} />
      <Box component="span" sx={{ mr: 3 }}>
        {label}
      </Box>
      {note ? (
        <Box component="span" sx={{ ml: 'auto', color: 'text.secondary' }}>
          {note}
        </Box>
      ) : null}
    </MenuItem>
  )
}
