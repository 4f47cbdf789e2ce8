import ArrowDropDownIcon from '@mui/icons-material/ArrowDropDown'
import { CheckMenuItem } from './CheckMenuItem.tsx'
import { MenuButton } from './MenuButton.tsx'

interface FilterMenuProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly note?: string }[]
  /** The values that are let through; none means all. */
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** A filter by one fact: a button that names what is let through, and a menu of ticks. */
export function FilterMenu({ label, options, chosen, onChange }: FilterMenuProps) {
  const toggle = (value: string) => onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value])
  const only = chosen.length === 1 ? options.find((option) => option.value === chosen[0])?.label : undefined
  const state = only ?? `${chosen.length} of ${options.length}`
  return (
    <MenuButton
      label={chosen.length === 0 ? label : `${label}: ${state}`}
      menuLabel={label}
      active={chosen.length > 0}
      endIcon={<ArrowDropDownIcon sx={{ ml: -0.75, mr: -0.5 }} />}
    >
      {options.map((option) => (
        <CheckMenuItem
          key={option.value}
          checked={chosen.includes(option.value)}
          label={option.label}
          note={option.note}
          onToggle={() => toggle(option.value)}
        />
      ))}
      <CheckMenuItem checked={chosen.length === 0} label="All" onToggle={() => onChange([])} divided />
    </MenuButton>
  )
}
