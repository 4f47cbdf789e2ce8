import ViewColumnOutlinedIcon from '@mui/icons-material/ViewColumnOutlined'
import MenuItem from '@mui/material/MenuItem'
import { CheckMenuItem } from '../../components/CheckMenuItem.tsx'
import { MenuButton } from '../../components/MenuButton.tsx'
import { COLUMNS } from './Columns.tsx'

interface ColumnsButtonProps {
  readonly shown: Readonly<Record<string, boolean>>
  /** The new choice; empty for the columns' defaults. */
  readonly onChange: (chosen: Record<string, boolean>) => void
}

/** Shows and hides columns. */
export function ColumnsButton({ shown, onChange }: ColumnsButtonProps) {
  return (
    <MenuButton label="Columns" menuLabel="Columns" startIcon={<ViewColumnOutlinedIcon />}>
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
    </MenuButton>
  )
}
