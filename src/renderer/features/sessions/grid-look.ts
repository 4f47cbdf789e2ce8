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
    ...rowTints(theme),
    ...stickyCells(theme),
    // What scrolls by itself would hold its content fast; this only cuts.
    '& .MuiDataGrid-row.group .MuiDataGrid-cell': { overflow: 'clip' },
    // How wide a column wants to be is asked of its sessions; the head of a group spans all columns, and room is no need.
    '&.MuiDataGrid-autosizing .MuiDataGrid-row.group .MuiDataGrid-cell > *': { display: 'none' },
    '&.MuiDataGrid-autosizing .moment': { containerType: 'normal', width: 'auto' },
    '& .MuiDataGrid-row.stale .MuiDataGrid-cell': { color: theme.palette.text.secondary },
    '& .MuiDataGrid-row.ended .MuiDataGrid-cell': { color: theme.palette.text.secondary },
    // Only what there is: a line through a fact that is not known would read as a dash.
    '& .MuiDataGrid-row.ended .MuiDataGrid-cell bdi': { textDecoration: 'line-through' },
    '& .MuiDataGrid-row.guarded .MuiDataGrid-cell': { color: theme.palette.text.secondary },
    '& .MuiDataGrid-cell:focus, & .MuiDataGrid-cell:focus-within': { outlineOffset: -2, outlineWidth: 2 },
    '& .MuiDataGrid-columnHeader:focus, & .MuiDataGrid-columnHeader:focus-within': { outlineOffset: -2, outlineWidth: 2 },
    '& .MuiDataGrid-columnSeparator': { opacity: 0 },
    '& .MuiDataGrid-columnHeader--last .MuiDataGrid-columnSeparator': { display: 'none' },
    '& .MuiDataGrid-columnHeaders:hover .MuiDataGrid-columnSeparator': { opacity: 1 },
  }
  for (const environment of WITH_EDGE) {
    look[`& .environment-${environment} .MuiDataGrid-cellCheckbox`] = {
      boxShadow: `inset 3px 0 0 ${theme.palette.environment[environment]}`,
    }
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

/** The shade of a row is kept in a variable, because cells that stay in sight must cover what moves below them and wear it as well. */
function rowTints(theme: Theme): Record<string, CSSObject> {
  const tint = (color: string, share: number) => ({ '--row-tint': alpha(color, share) }) as CSSObject
  const { primary, text } = theme.palette
  return {
    '& .MuiDataGrid-row, & .MuiDataGrid-row:hover': { backgroundColor: 'var(--row-tint, transparent)' },
    '& .MuiDataGrid-row.group': { cursor: 'pointer', ...tint(text.primary, 0.05) },
    '& .MuiDataGrid-row:hover': tint(text.primary, 0.07),
    '& .MuiDataGrid-row.Mui-selected, & .MuiDataGrid-row.Mui-selected:hover': { backgroundColor: 'var(--row-tint)' },
    '& .MuiDataGrid-row.Mui-selected': tint(primary.main, 0.12),
    '& .MuiDataGrid-row.Mui-selected:hover': tint(primary.main, 0.18),
  }
}

/** The ticks, and the user while it is pinned, stay in sight when the grid is moved sideways. */
function stickyCells(theme: Theme): Record<string, CSSObject> {
  const paper = theme.palette.background.paper
  return {
    '& .MuiDataGrid-cellCheckbox, & .MuiDataGrid-cell.pinned-user': {
      position: 'sticky',
      zIndex: 3,
      backgroundColor: paper,
      backgroundImage: 'linear-gradient(var(--row-tint, transparent), var(--row-tint, transparent))',
    },
    // A contrast theme marks a selected row by a line around it, which these cells would cover.
    '@media (forced-colors: active)': {
      '& .Mui-selected .MuiDataGrid-cellCheckbox, & .Mui-selected .pinned-user': { outline: '1px solid Highlight', outlineOffset: -1 },
    },
    '& .MuiDataGrid-columnHeaderCheckbox, & .MuiDataGrid-columnHeader.pinned-user': {
      position: 'sticky',
      zIndex: 4,
      backgroundColor: paper,
    },
    '& .MuiDataGrid-cellCheckbox, & .MuiDataGrid-columnHeaderCheckbox': { left: 0 },
    '& .MuiDataGrid-cell.pinned-user, & .MuiDataGrid-columnHeader.pinned-user': { left: 40 },
    // The head of a group is as wide as its row: what stays in sight is within it.
    '& .MuiDataGrid-row.group .MuiDataGrid-cell.pinned-user': { position: 'static', background: 'none' },
    '&.moved-sideways .MuiDataGrid-row:not(.group) .pinned-user, &.moved-sideways .MuiDataGrid-columnHeader.pinned-user': {
      borderRight: `1px solid ${theme.palette.divider}`,
      clipPath: 'inset(0 -8px 0 0)',
      boxShadow: `2px 0 4px ${alpha(theme.palette.common.black, 0.12)}`,
    },
  }
}
