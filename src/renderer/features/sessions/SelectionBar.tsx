import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { countText } from '../../components/format.ts'
import type { SelectionFacts } from './selection.ts'

interface SelectionBarProps {
  readonly facts: SelectionFacts
  readonly onClear: () => void
  readonly onDropEnded: () => void
  readonly onTerminate: () => void
}

/** What is ticked and what can be done with it. It is always there, so that nothing moves when the first row is ticked. */
export function SelectionBar({ facts, onClear, onDropEnded, onTerminate }: SelectionBarProps) {
  const { selected, ended } = facts
  return (
    <Box
      role="group"
      aria-label="Selection"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        px: 2,
        height: 44,
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: selected > 0 ? 'action.hover' : undefined,
      }}
    >
      <Box component="span" role="status" sx={{ color: selected > 0 ? 'text.primary' : 'text.secondary' }}>
        {selected + ended === 0 ? 'Tick sessions to terminate them.' : sentence(facts)}
      </Box>
      {ended > 0 ? (
        <Button color="inherit" onClick={onDropEnded}>
          Drop ended
        </Button>
      ) : null}
      {selected > 0 ? (
        <Button color="inherit" onClick={onClear}>
          Clear selection
        </Button>
      ) : null}
      <Button color="error" variant="contained" disabled={selected === 0} onClick={onTerminate} sx={{ ml: 'auto' }}>
        Terminate selected
      </Button>
    </Box>
  )
}

function sentence({ selected, ended, guarded, pageOnly }: SelectionFacts): string {
  const parts = [`${countText(selected)} selected`]
  if (ended > 0) parts.push(ended === 1 ? '1 has ended meanwhile' : `${countText(ended)} have ended meanwhile`)
  if (pageOnly) parts.push('this page only')
  if (guarded > 0) parts.push(`${countText(guarded)} guarded not selected`)
  return parts.join(' · ')
}
