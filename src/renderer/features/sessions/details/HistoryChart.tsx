import Box from '@mui/material/Box'
import type { SxProps, Theme } from '@mui/material/styles'
import { useId } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { SessionHistory } from '../../../../shared/session.ts'
import { placeIn, type Run, runsOf } from './history-runs.ts'

/** In units of the drawing; it is stretched to the width there is. */
const WIDTH = 1000
const HEIGHT = 34
const TOP = 8

interface HistoryChartProps {
  readonly history: SessionHistory
  readonly label: string
  /** Id of the text that says the same. */
  readonly describedBy: string
}

/** A strip of the time looked at: high where the session was active, low where it was idle, hatched where nothing was read. */
export function HistoryChart({ history, label, describedBy }: HistoryChartProps) {
  const hatch = useId()
  const part = WIDTH / history.activity.length
  const marks = [...new Set(history.changes.map(({ at }) => placeIn(history, at)).filter((place) => place !== null))]
  return (
    <Box
      component="svg"
      role="img"
      aria-label={label}
      aria-describedby={describedBy}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      sx={CHART}
    >
      <defs>
        <pattern id={hatch} width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="3" height="12" className="hatch" />
        </pattern>
      </defs>
      {runsOf(history.activity).map((run) => (
        <RunBar key={run.from} run={run} part={part} hatch={`url(#${hatch})`} />
      ))}
      {marks.map((place) => (
        <path key={place} className="change" d={`M${place * WIDTH - 7} 0h14l-7 ${TOP}z M${place * WIDTH - 1} 0h2v${HEIGHT}h-2z`} />
      ))}
    </Box>
  )
}

interface RunBarProps {
  readonly run: Run
  readonly part: number
  readonly hatch: string
}

function RunBar({ run: { what, from, to }, part, hatch }: RunBarProps) {
  const place = { x: from * part, width: (to - from) * part }
  if (what === null) return <rect {...place} y={TOP} height={HEIGHT - TOP} fill={hatch} />
  const high = what === 'active' ? HEIGHT - TOP : 5
  return <rect {...place} className={what} y={HEIGHT - high} height={high} />
}

/** Colour is never all: activity differs by height, a gap by its hatch, a change by its mark. */
const CHART = {
  display: 'block',
  width: 1,
  height: HEIGHT,
  borderBottom: 1,
  borderColor: 'divider',
  '& .active': { fill: (theme) => theme.palette.primary.main },
  '& .idle, & .listed': { fill: (theme) => theme.palette.text.secondary },
  '& .hatch': { fill: (theme) => theme.palette.divider },
  '& .change': { fill: (theme) => theme.palette.warning.main },
  '@media (forced-colors: active)': {
    '& .active': { fill: 'Highlight' },
    '& .idle, & .listed, & .hatch': { fill: 'GrayText' },
    '& .change': { fill: 'CanvasText' },
  },
} as const satisfies SxProps<Theme>

/** What the parts of the chart mean; those that occur in it. */
export function HistoryLegend({ history }: { readonly history: SessionHistory }) {
  const kinds = new Set(history.activity)
  const entries = [
    { shown: kinds.has('active'), swatch: { height: 10, bgcolor: 'primary.main' }, word: t('details.historyActive') },
    { shown: kinds.has('idle'), swatch: { height: 3, bgcolor: 'text.secondary' }, word: t('details.historyIdle') },
    { shown: kinds.has('listed'), swatch: { height: 3, bgcolor: 'text.secondary' }, word: t('details.historyListed') },
    { shown: kinds.has(null), swatch: GAP, word: t('details.historyGap') },
    { shown: history.changes.length > 0, swatch: MARK, word: t('details.historyChange') },
  ]
  return (
    <Box aria-hidden sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, color: 'text.secondary', fontSize: '0.75rem' }}>
      {entries
        .filter(({ shown }) => shown)
        .map(({ swatch, word }) => (
          <Box key={word} component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
            <Box component="span" sx={{ width: 10, forcedColorAdjust: 'none', ...swatch }} />
            {word}
          </Box>
        ))}
    </Box>
  )
}

const GAP = { height: 10, border: '1px dashed', borderColor: 'text.secondary' } as const
const MARK = { width: 0, height: 0, borderTop: '7px solid', borderTopColor: 'warning.main', borderX: '5px solid transparent' } as const
