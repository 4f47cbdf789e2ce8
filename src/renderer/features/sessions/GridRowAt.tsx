import { GridRow, type GridRowProps } from '@mui/x-data-grid'
import { createContext, useContext } from 'react'

/** How many lines stand on the pages before the one that is shown. */
export const LinesBeforeContext = createContext(0)

/** The header is the first row, and rows are counted from 1. */
const BEFORE = 2

/** A row that knows its place among the lines of all pages; the grid by itself counts the rows of its page. */
export function GridRowAt(props: GridRowProps) {
  const before = useContext(LinesBeforeContext)
  return <GridRow {...props} aria-rowindex={before + props.index + BEFORE} />
}
