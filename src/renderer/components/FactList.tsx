import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

interface FactListProps {
  readonly children: ReactNode
  /** At least this width for the names, so that lists below each other align; longer ones take more, up to a limit. */
  readonly nameWidth?: number
}

/** Names and values in two columns. */
export function FactList({ children, nameWidth }: FactListProps) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: `${nameWidth === undefined ? 'auto' : `minmax(${nameWidth}px, max-content)`} minmax(0, 1fr)`,
        columnGap: 1.5,
        rowGap: 0.5,
        '& dt': { color: 'text.secondary', ...(nameWidth === undefined ? {} : { maxWidth: 144, overflowWrap: 'anywhere' }) },
        '& dd': { m: 0, overflowWrap: 'anywhere' },
      }}
    >
      {children}
    </Box>
  )
}

/** One fact; nothing at all when it is not known. */
export function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  if (value === null || value === undefined || value === '') return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{typeof value === 'string' ? <bdi>{value}</bdi> : value}</dd>
    </>
  )
}
