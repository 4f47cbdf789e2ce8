import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import LinearProgress from '@mui/material/LinearProgress'
import { t } from '../../../shared/language/language.ts'
import type { RunSummary } from '../../../shared/termination.ts'
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
        {over
          ? t('termination.runChipInterrupted', { number: run.number })
          : t('termination.runChip', { number: run.number, done: settled(run), total: run.total })}
      </span>
      {over ? null : (
        <LinearProgress
          variant="determinate"
          value={(settled(run) / Math.max(1, run.total)) * 100}
          aria-label={t('termination.runTitle', { number: run.number })}
          sx={{ width: '100%' }}
        />
      )}
    </Button>
  )
}
