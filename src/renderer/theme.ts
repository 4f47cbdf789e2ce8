import { createTheme, type Theme, type ThemeOptions } from '@mui/material/styles'
import type { Environment } from '../shared/server.ts'

declare module '@mui/material/styles' {
  interface Palette {
    /** The colour on the left edge of an environment's rows. */
    environment: Record<Environment, string>
  }
  interface PaletteOptions {
    environment: Record<Environment, string>
    /** The grid's own background, so that it has no shade of its own in dark mode. */
    DataGrid: { readonly bg: string }
  }
}

const SYSTEM_FONTS = '-apple-system, "Segoe UI", Cantarell, Ubuntu, "Noto Sans", "Liberation Sans", system-ui, sans-serif'

/** Teal is focus and the primary action; red destroys; amber is stale, past or practice. Every text colour is AA on both backgrounds. */
const LIGHT = {
  mode: 'light',
  primary: { main: '#0b7069', contrastText: '#ffffff' },
  success: { main: '#0b7069' },
  error: { main: '#b3261e', contrastText: '#ffffff' },
  warning: { main: '#8a5100', contrastText: '#ffffff' },
  info: { main: '#3d5a73' },
  text: { primary: '#17211f', secondary: '#55615f' },
  background: { default: '#f4f6f5', paper: '#ffffff' },
  divider: '#dde3e1',
  environment: { production: '#7b3f98', staging: '#2f6ea8', test: '#8b9694', practice: '#b97a12' },
  DataGrid: { bg: '#ffffff' },
} as const

const DARK = {
  mode: 'dark',
  primary: { main: '#4fd1c0', contrastText: '#06201d' },
  success: { main: '#4fd1c0' },
  error: { main: '#ff8a80', contrastText: '#2b0703' },
  warning: { main: '#f0b24a', contrastText: '#241703' },
  info: { main: '#9dbbd3' },
  text: { primary: '#e3eae8', secondary: '#9eaba8' },
  background: { default: '#101514', paper: '#161c1b' },
  divider: '#2a3331',
  environment: { production: '#c491e0', staging: '#74b1e8', test: '#83908d', practice: '#d9a23d' },
  DataGrid: { bg: '#161c1b' },
} as const

/** The look of every page in one of its two modes. `words` are the texts that MUI's components bring themselves, in another language. */
export function createRollcallTheme(mode: 'light' | 'dark', ...words: readonly object[]): Theme {
  const look: ThemeOptions = {
    palette: mode === 'light' ? LIGHT : DARK,
    spacing: 8,
    shape: { borderRadius: 4 },
    typography: {
      fontFamily: SYSTEM_FONTS,
      fontSize: 13,
      h1: { fontSize: '1rem', fontWeight: 600, lineHeight: 1.5 },
      h2: { fontSize: '0.9375rem', fontWeight: 600, lineHeight: 1.4 },
      h3: { fontSize: '0.8125rem', fontWeight: 600, lineHeight: 1.4 },
      body1: { fontSize: '0.8125rem', lineHeight: 1.45 },
      body2: { fontSize: '0.8125rem', lineHeight: 1.45 },
      caption: { fontSize: '0.75rem', lineHeight: 1.4 },
      button: { fontSize: '0.8125rem', textTransform: 'none', fontWeight: 500 },
    },
    transitions: {
      duration: { shortest: 80, shorter: 100, short: 120, standard: 120, complex: 140, enteringScreen: 120, leavingScreen: 100 },
    },
    components: {
      MuiButtonBase: { defaultProps: { disableRipple: true } },
      MuiButton: {
        defaultProps: { size: 'small', disableElevation: true },
        styleOverrides: { root: { minWidth: 0, whiteSpace: 'nowrap', fontSize: '0.8125rem' } },
      },
      MuiIconButton: { defaultProps: { size: 'small' } },
      MuiTextField: { defaultProps: { size: 'small' } },
      MuiFormControl: { defaultProps: { size: 'small' } },
      MuiCheckbox: { defaultProps: { size: 'small' } },
      MuiSwitch: { defaultProps: { size: 'small' } },
      MuiTooltip: {
        defaultProps: { enterDelay: 500, enterNextDelay: 200, disableInteractive: true },
        styleOverrides: { tooltip: HINT, arrow: { color: HINT.backgroundColor } },
      },
      MuiPopover: { styleOverrides: { paper: FLOATING } },
      MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiAlert: {
        styleOverrides: { root: { padding: '4px 12px' }, message: { padding: '4px 0' }, icon: { padding: '6px 0', fontSize: 18 } },
      },
      // A track that is no colour: an empty bar must not look like a full one.
      MuiLinearProgress: { styleOverrides: { root: ({ theme }) => ({ backgroundColor: theme.palette.divider }) } },
      // A hint is to be read as well; the usual half-transparent one is too pale.
      MuiInputBase: {
        styleOverrides: { input: ({ theme }) => ({ '&::placeholder': { color: theme.palette.text.secondary, opacity: 1 } }) },
      },
      MuiTable: { defaultProps: { size: 'small' } },
      MuiTableCell: {
        styleOverrides: {
          root: ({ theme }) => ({
            padding: 'var(--cell-padding) 12px',
            fontSize: '0.8125rem',
            borderColor: theme.palette.divider,
            verticalAlign: 'top',
          }),
          head: ({ theme }) => ({
            padding: '6px 12px',
            fontWeight: 400,
            lineHeight: 1.45,
            whiteSpace: 'nowrap',
            color: theme.palette.text.secondary,
            backgroundColor: theme.palette.background.paper,
          }),
        },
      },
      MuiDialogTitle: { styleOverrides: { root: { fontSize: '1rem', fontWeight: 600, padding: '12px 20px' } } },
      MuiDialogContent: { styleOverrides: { root: { padding: '16px 20px' } } },
      MuiDialogActions: { styleOverrides: { root: { padding: '12px 20px' } } },
      // Its focus ring lies inside, where the menu does not cut it off.
      MuiMenuItem: { styleOverrides: { root: { minHeight: 28, fontSize: '0.8125rem', '&:focus-visible': { outlineOffset: -2 } } } },
      MuiCssBaseline: { styleOverrides: baseline },
    },
  }
  return createTheme(look, ...words)
}

/** Nothing shines through a hint: it is read over whatever stands below it. The same in both themes, the edge is for the dark one. */
const HINT = {
  backgroundColor: '#2c3836',
  color: '#ffffff',
  border: '1px solid #55615f',
  fontSize: '0.75rem',
  fontWeight: 400,
  lineHeight: 1.4,
} as const

/** What floats has an edge besides its shadow, which can't be seen in the dark. */
const FLOATING = ({ theme }: { readonly theme: Theme }) => ({
  border: `1px solid ${theme.palette.divider}`,
  ...(theme.palette.mode === 'dark' ? { backgroundColor: '#1e2625' } : {}),
})

/**
 * Windows contrast themes draw no backgrounds and shadows of ours: what is chosen, pressed or floating must be told by edges and by the
 * system's own colours for it.
 */
const CHOSEN = { forcedColorAdjust: 'none', backgroundColor: 'Highlight', color: 'HighlightText' } as const
const CONTRAST_THEMES = {
  ':focus-visible': { outline: '2px solid Highlight' },
  // Pictures would keep our colours by themselves.
  svg: { forcedColorAdjust: 'auto' },
  '.MuiCheckbox-root svg, .MuiRadio-root svg, .MuiSwitch-root': { forcedColorAdjust: 'auto', color: 'ButtonText' },
  '.MuiCheckbox-root.Mui-checked svg, .MuiRadio-root.Mui-checked svg': { color: 'Highlight' },
  '.MuiCheckbox-root.Mui-disabled svg, .MuiRadio-root.Mui-disabled svg': { color: 'GrayText' },
  '.Mui-disabled, [aria-disabled="true"]': { color: 'GrayText', borderColor: 'GrayText' },
  '.MuiSwitch-thumb': { border: '1px solid ButtonText' },
  '.MuiSwitch-track': { border: '1px solid ButtonText', opacity: '1 !important' },
  '.MuiDataGrid-row.Mui-selected': { outline: '2px solid Highlight', outlineOffset: -2 },
  '.MuiButton-root, .MuiPaper-root, .MuiChip-root': { border: '1px solid ButtonBorder' },
  '.MuiMenuItem-root:hover, .MuiMenuItem-root.Mui-focusVisible, .MuiAutocomplete-option.Mui-focused': {
    outline: '2px solid Highlight',
    outlineOffset: -2,
  },
  '.MuiMenuItem-root.Mui-selected, .MuiToggleButton-root.Mui-selected, .MuiAutocomplete-option[aria-selected="true"]': CHOSEN,
  '.MuiTab-root.Mui-selected': { borderBottom: '3px solid Highlight' },
  '[aria-pressed="true"]:not(.MuiToggleButton-root)': { outline: '2px solid Highlight', outlineOffset: -2 },
  '.MuiLinearProgress-root': { border: '1px solid CanvasText' },
  '.MuiLinearProgress-bar': { forcedColorAdjust: 'none', backgroundColor: 'Highlight' },
} as const

/** How much room a line of a table takes; the grid takes its row heights from the same names. */
const DENSITIES = {
  ':root': { '--cell-padding': '5px' },
  ':root[data-density="compact"]': { '--cell-padding': '2px' },
  ':root[data-density="roomy"]': { '--cell-padding': '9px' },
} as const

/** What holds for the whole page: a frame that never scrolls as a whole, tabular figures, one focus ring, and the system's wishes. */
const baseline = (theme: Theme) => ({
  html: { colorScheme: theme.palette.mode },
  ...DENSITIES,
  'html, body, #root': { height: '100%' },
  body: { fontVariantNumeric: 'tabular-nums', overflow: 'hidden' },
  '#root': { display: 'flex' },
  // In the middle above the bar at the bottom: never over a button of the page or of a dialog, nor over the names in the grid.
  '.notistack-SnackbarContainer': { marginBottom: 64, fontSize: '0.8125rem' },
  // Dark enough for white text in both themes.
  '.notice.success': { backgroundColor: LIGHT.success.main, color: '#ffffff' },
  '.notice.warning': { backgroundColor: LIGHT.warning.main, color: '#ffffff' },
  '.notice.error': { backgroundColor: LIGHT.error.main, color: '#ffffff' },
  '.tabular': { fontVariantNumeric: 'tabular-nums' },
  '.visually-hidden': {
    position: 'absolute',
    width: 1,
    height: 1,
    margin: -1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  ':focus-visible': { outline: `2px solid ${theme.palette.primary.main}`, outlineOffset: 1 },
  '@media (forced-colors: active)': CONTRAST_THEMES,
  '@media (prefers-reduced-motion: reduce)': {
    '*, *::before, *::after': {
      animationDuration: '0.01ms !important',
      animationIterationCount: '1 !important',
      transition: 'none !important',
    },
  },
})
