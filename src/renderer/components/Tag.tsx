import Box from '@mui/material/Box'

interface TagProps {
  readonly children: React.ReactNode
  /** `caution` is amber: practice, stale, past. `accent` is the one for production. */
  readonly tone?: 'plain' | 'caution' | 'accent'
}

const COLORS = { plain: 'text.secondary', caution: 'warning.main', accent: 'primary.main' } as const

/** A small word in a frame beside a name: `practice`, `owner`, `service`. */
export function Tag({ children, tone = 'plain' }: TagProps) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-block',
        px: 0.5,
        border: 1,
        borderRadius: '3px',
        fontSize: 11,
        lineHeight: '14px',
        color: COLORS[tone],
        whiteSpace: 'nowrap',
      }}
    >
      {children}
    </Box>
  )
}
