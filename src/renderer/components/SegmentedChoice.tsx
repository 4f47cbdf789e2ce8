import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'

interface SegmentedChoiceProps<Value extends string> {
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly 'aria-label'?: string
  readonly 'aria-labelledby'?: string
}

/** One of a few, all of them in view. The chosen one is bold as well as shaded. */
export function SegmentedChoice<Value extends string>({ value, options, onChange, ...label }: SegmentedChoiceProps<Value>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={value}
      {...label}
      onChange={(_, next: Value | null) => next !== null && onChange(next)}
      sx={{
        '& .MuiToggleButton-root': { textTransform: 'none', px: 1.5, py: 0.5, color: 'text.secondary', fontWeight: 400 },
        '& .MuiToggleButton-root.Mui-selected': {
          color: 'text.primary',
          fontWeight: 600,
          '@media (forced-colors: active)': { color: 'HighlightText' },
        },
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.value} value={option.value}>
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
