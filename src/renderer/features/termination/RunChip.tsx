import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import LinearProgress from '@mui/material/LinearProgress'
import type { RunSummary } from '../../../shared/termination.ts'
import { countText } from '../../components/format.ts'
import { isOver, settled } from './run-summary.ts'

interface RunChipProps {
  readonly runs: readonly RunSummary[]
  readonly onShow: (runId: string) => void
}

/** Runs that go on behind the page, or wait to be read, at the foot of the navigation; each opens its dialog again. */
export function RunChips({ runs, onShow }: RunChipProps) {
  if (runs.length === 0) return null
  return (
    <Box sx={{ position: 'fixed', left: 8, bottom: 8, width: 128, display: 'flex', flexDirection: 'column', gap: 1, zIndex: 'drawer' }}>
      {runs.map((run) => (
        <RunChip key={run.runId} run={run} onShow={onShow} />
      ))}
    </Box>
  )
}

function RunChip({ run, onShow }: { readonly run: RunSummary; readonly onShow: (runId: string) => void }) {
  const over = isOver(run)
  return (
    <Button
      variant="outlined"
      color={over ? 'warning' : 'primary'}
      onClick={() => onShow(run.runId)}
      sx={{
        flexDirection: 'column',
        alignItems: 'stretch',
        gap: 0.5,
        bgcolor: 'background.paper',
        textAlign: 'left',
        lineHeight: 1.3,
        whiteSpace: 'normal',
      }}
    >
      <span>
        Run {run.number}: {over ? 'interrupted' : `${countText(settled(run))} of ${countText(run.total)}`}
      </span>
      {over ? null : (
        <LinearProgress
          variant="determinate"
          value={(settled(run) / Math.max(1, run.total)) * 100}
          aria-label={`Run ${run.number}`}
          sx={{ width: '100%' }}
        />
      )}
    </Button>
  )
}
