import { alpha, type CSSObject, type Theme } from '@mui/material/styles'
import type { Environment } from '../../../shared/server.ts'

/** Environments whose rows wear their colour on the left edge; a test system is nothing to watch out for. */
const WITH_EDGE: readonly Environment[] = ['production', 'staging', 'practice']

/** The grid without a box of its own: hairlines between rows, quiet headers, and a row's state in its colour besides its words. */
export function gridLook(theme: Theme): CSSObject {
  const look: Record<string, CSSObject> = {
    // The empty cell that fills a row up has no width of its own; with padding it would make the grid scroll sideways.
    '& .MuiDataGrid-columnHeader, & .MuiDataGrid-cell:not(.MuiDataGrid-cellEmpty)': { padding: '0 8px' },
    '& .MuiDataGrid-columnHeaderTitle': { fontWeight: 600, color: theme.palette.text.secondary },
    '& .MuiDataGrid-columnHeaderCheckbox, & .MuiDataGrid-cellCheckbox': { padding: 0 },
    '& .MuiDataGrid-row.Mui-selected': { backgroundColor: alpha(theme.palette.primary.main, 0.12) },
    '& .MuiDataGrid-row.Mui-selected:hover': { backgroundColor: alpha(theme.palette.primary.main, 0.18) },
    '& .MuiDataGrid-row.stale .MuiDataGrid-cell': { color: theme.palette.text.secondary },
    '& .MuiDataGrid-row.ended .MuiDataGrid-cell': { color: theme.palette.text.secondary, textDecoration: 'line-through' },
    '& .MuiDataGrid-row.guarded .MuiDataGrid-cell': { color: theme.palette.text.secondary },
    '& .MuiDataGrid-cell:focus, & .MuiDataGrid-cell:focus-within': { outlineOffset: -2, outlineWidth: 2 },
    '& .MuiDataGrid-columnHeader:focus, & .MuiDataGrid-columnHeader:focus-within': { outlineOffset: -2, outlineWidth: 2 },
    '& .MuiDataGrid-columnSeparator': { opacity: 0 },
    '& .MuiDataGrid-columnHeader--last .MuiDataGrid-columnSeparator': { display: 'none' },
    '& .MuiDataGrid-columnHeaders:hover .MuiDataGrid-columnSeparator': { opacity: 1 },
  }
  for (const environment of WITH_EDGE) {
    look[`& .MuiDataGrid-row.environment-${environment}`] = { boxShadow: `inset 3px 0 0 ${theme.palette.environment[environment]}` }
  }
  const frame: CSSObject = {
    border: 0,
    borderRadius: 0,
    flex: 1,
    minWidth: 0,
    '--DataGrid-overlayHeight': '280px',
    '--DataGrid-rowBorderColor': theme.palette.divider,
  }
  return Object.assign(frame, look)
}
