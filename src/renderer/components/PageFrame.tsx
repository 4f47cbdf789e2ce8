import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'

interface PageFrameProps {
  readonly title: string
  /** Buttons at the right of the heading. */
  readonly actions?: React.ReactNode
  readonly children: React.ReactNode
}

/** A page beside the navigation: its heading, its buttons, and a body that scrolls by itself. */
export function PageFrame({ title, actions, children }: PageFrameProps) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, minHeight: 48, borderBottom: 1, borderColor: 'divider' }}>
        <Typography variant="h1">{title}</Typography>
        <Box sx={{ ml: 'auto', display: 'flex', alignItems: 'center', gap: 1 }}>{actions}</Box>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: 2, display: 'flex', flexDirection: 'column' }}>{children}</Box>
    </Box>
  )
}
