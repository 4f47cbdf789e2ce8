import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

interface FactListProps {
  readonly children: ReactNode
  /** The width of the names; as wide as the longest of them unless told. */
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
        gridTemplateColumns: `${nameWidth === undefined ? 'auto' : `${nameWidth}px`} minmax(0, 1fr)`,
        columnGap: 1.5,
        rowGap: 0.5,
        '& dt': { color: 'text.secondary' },
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
