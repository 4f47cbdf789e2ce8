import { GridRow, type GridRowProps } from '@mui/x-data-grid'

/** A row of the grid that also tells assistive technology when it can't be ticked. */
export function SessionRowSlot(props: GridRowProps) {
  return <GridRow {...props} aria-disabled={props.row?.guard ? true : undefined} />
}
