import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'

interface EmptyStateProps {
  readonly title: string
  readonly children?: React.ReactNode
  /** Buttons that do what the text says to do next. */
  readonly actions?: React.ReactNode
}

/** What a page says when there is nothing to show: why, and what to do next. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <Box
      sx={{ m: 'auto', p: 4, maxWidth: 520, display: 'flex', flexDirection: 'column', gap: 1.5, alignItems: 'center', textAlign: 'center' }}
    >
      <Typography variant="h2" component="p">
        {title}
      </Typography>
      {children ? <Box sx={{ color: 'text.secondary' }}>{children}</Box> : null}
      {actions ? <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>{actions}</Box> : null}
    </Box>
  )
}
