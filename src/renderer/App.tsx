import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import useMediaQuery from '@mui/material/useMediaQuery'
import { SnackbarProvider } from 'notistack'
import { useMemo } from 'react'
import { useSettings } from './api/hooks.ts'
import { Frame } from './Frame.tsx'
import { TerminationProvider } from './features/termination/TerminationProvider.tsx'
import { createRollcallTheme } from './theme.ts'

/** The window: its look, its notices, and what every page can open. */
export function App() {
  const { theme: choice } = useSettings()
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true })
  const system = systemIsDark ? 'dark' : 'light'
  const mode = choice === 'system' ? system : choice
  const theme = useMemo(() => createRollcallTheme(mode), [mode])
  return (
    <ThemeProvider theme={theme}>
      <CssBaseline />
      <SnackbarProvider maxSnack={3} autoHideDuration={6000} anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}>
        <TerminationProvider>
          <Frame />
        </TerminationProvider>
      </SnackbarProvider>
    </ThemeProvider>
  )
}
