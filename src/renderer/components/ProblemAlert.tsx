import Alert, { type AlertColor } from '@mui/material/Alert'
import Box from '@mui/material/Box'
import type { Problem } from '../../shared/errors.ts'

/** What a problem on screen needs. */
export interface ProblemAlertProps {
  readonly problem: Problem
  /** `warning` for what passes by itself or is stale, `error` for what failed, `info` for a notice. */
  readonly severity?: AlertColor
  /** A button that does what `next` says. */
  readonly action?: React.ReactNode
}

/** A problem as people read it: what happened, what to do, and the technical line on demand. */
export function ProblemAlert({ problem, severity = 'error', action }: ProblemAlertProps) {
  return (
    <Alert severity={severity} action={action}>
      <Box sx={{ fontWeight: 600 }}>{problem.message}</Box>
      <Box>{problem.next}</Box>
      {problem.technical ? <TechnicalDetails text={problem.technical} /> : null}
    </Alert>
  )
}

/** The second line of an error: for whoever runs the server, closed until asked for. */
export function TechnicalDetails({ text }: { readonly text: string }) {
  return (
    <Box component="details" sx={{ mt: 0.5, '& summary': { cursor: 'pointer', width: 'fit-content' } }}>
      <summary>Technical details</summary>
      <Box component="code" sx={{ display: 'block', mt: 0.5, fontSize: '0.923em', overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {text}
      </Box>
    </Box>
  )
}
