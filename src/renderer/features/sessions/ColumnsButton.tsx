import ViewColumnOutlinedIcon from '@mui/icons-material/ViewColumnOutlined'
import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { CheckMenuItem } from '../../components/CheckMenuItem.tsx'
import { COLUMNS } from './Columns.tsx'

interface ColumnsButtonProps {
  readonly shown: Readonly<Record<string, boolean>>
  /** The new choice; empty for the columns' defaults. */
  readonly onChange: (chosen: Record<string, boolean>) => void
}

/** Shows and hides columns. */
export function ColumnsButton({ shown, onChange }: ColumnsButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = () => setAnchor(null)
  return (
    <>
      <Button
        color="inherit"
        variant="outlined"
        startIcon={<ViewColumnOutlinedIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderColor: 'divider' }}
      >
        Columns
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close} slotProps={{ list: { 'aria-label': 'Columns', dense: true } }}>
        {COLUMNS.map(({ field, name }) => (
          <CheckMenuItem
            key={field}
            checked={shown[field] ?? false}
            label={name}
            onToggle={() => onChange({ ...shown, [field]: !shown[field] })}
          />
        ))}
        <MenuItem onClick={() => onChange({})} sx={{ borderTop: 1, borderColor: 'divider', mt: 0.5 }}>
          Reset to the usual columns
        </MenuItem>
      </Menu>
    </>
  )
}
