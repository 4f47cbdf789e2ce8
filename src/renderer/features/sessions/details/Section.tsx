import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  /** A line below the title that explains what follows. */
  readonly hint?: string | undefined
  readonly children?: ReactNode
}

/** A part of the details below a heading of its own. */
export function Section({ title, hint, children }: SectionProps) {
  return (
    <Box component="section" sx={{ mt: 2 }}>
      <Typography variant="h3" sx={{ mb: hint === undefined ? 0.5 : 0 }}>
        {title}
      </Typography>
      {hint === undefined ? null : <Box sx={{ color: 'text.secondary', fontSize: '0.75rem', mb: 0.5 }}>{hint}</Box>}
      {children}
    </Box>
  )
}
