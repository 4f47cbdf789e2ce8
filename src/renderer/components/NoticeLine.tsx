import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import type { ProblemAlertProps } from './ProblemAlert.tsx'

/** A problem of the whole window in one line across its top, as low as it can be: the page below is what people work with. */
export function NoticeLine({ problem, severity = 'warning', action }: ProblemAlertProps) {
  return (
    <Alert
      // The region around it is the one that speaks.
      role="note"
      severity={severity}
      action={action}
      title={problem.technical}
      sx={{
        borderRadius: 0,
        py: 0,
        px: 2,
        alignItems: 'center',
        borderBottom: 1,
        borderColor: 'divider',
        '& .MuiAlert-action': { py: 0, my: -0.5 },
      }}
    >
      <Box component="span" sx={{ fontWeight: 600 }}>
        {problem.message}
      </Box>{' '}
      {problem.next}
    </Alert>
  )
}
