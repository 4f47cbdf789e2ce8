import ArrowDropDownIcon from '@mui/icons-material/ArrowDropDown'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MenuList from '@mui/material/MenuList'
import Popover from '@mui/material/Popover'
import { type ReactNode, useState } from 'react'
import { t } from '../../../../shared/language/language.ts'

interface FilterMenuProps {
  /** The menu's own name; it stays while the button tells what is chosen. */
  readonly label: string
  /** What is chosen, in words; null when nothing is. */
  readonly chosen: string | null
  /** A field above the items, which then has the focus first. */
  readonly top?: ReactNode
  /** A field below them; it gets a function that closes the menu. */
  readonly bottom?: (close: () => void) => ReactNode
  readonly children: ReactNode
}

/** A button of the filter bar, and the ticks below it. It stays open while they are set, and closes by Esc, Tab or a click beside it. */
export function FilterMenu({ label, chosen, top, bottom, children }: FilterMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = () => setAnchor(null)
  const hasField = top !== undefined || bottom !== undefined
  const dialog = hasField ? { role: 'dialog', 'aria-label': label } : {}
  return (
    <>
      <Button
        color={chosen === null ? 'inherit' : 'primary'}
        variant="outlined"
        aria-haspopup={hasField ? 'dialog' : 'menu'}
        aria-expanded={anchor !== null}
        endIcon={<ArrowDropDownIcon sx={{ ml: -0.75, mr: -0.5 }} />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ flex: 'none', maxWidth: 200, borderColor: chosen === null ? 'divider' : undefined }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {chosen === null ? label : t('filter.named', { label, value: chosen })}
        </Box>
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { ...dialog, sx: { maxHeight: '70vh', display: 'flex', flexDirection: 'column' } } }}
      >
        {top}
        <MenuList
          dense
          aria-label={label}
          autoFocusItem={anchor !== null && top === undefined}
          onKeyDown={(event) => {
            if (event.key !== 'Tab' || hasField) return
            event.preventDefault()
            close()
          }}
          sx={{ overflowY: 'auto', outline: 0 }}
        >
          {children}
        </MenuList>
        {bottom?.(close)}
      </Popover>
    </>
  )
}
