import CssBaseline from '@mui/material/CssBaseline'
import { deDE as germanControls } from '@mui/material/locale'
import { ThemeProvider } from '@mui/material/styles'
import useMediaQuery from '@mui/material/useMediaQuery'
import { deDE as germanGrid } from '@mui/x-data-grid/locales'
import { useQuery } from '@tanstack/react-query'
import { SnackbarProvider } from 'notistack'
import { useEffect, useMemo } from 'react'
import type { Settings } from '../shared/settings.ts'
import { read } from './api/clients.ts'
import { Frame } from './Frame.tsx'
import { TerminationProvider } from './features/termination/TerminationProvider.tsx'
import { Notice } from './Notice.tsx'
import { createRollcallTheme } from './theme.ts'
import { useLanguage } from './use-language.ts'

const NOTICES = { default: Notice, success: Notice, info: Notice, warning: Notice, error: Notice }

/** The window: its look, its notices, and what every page can open. */
export function App() {
  const choice = useThemeChoice()
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true })
  const system = systemIsDark ? 'dark' : 'light'
  const mode = choice === 'system' ? system : choice
  const language = useLanguage()
  const theme = useMemo(() => createRollcallTheme(mode, ...(language === 'de' ? [germanControls, germanGrid] : [])), [mode, language])
  return (
    <ThemeProvider theme={theme} key={language}>
      <CssBaseline />
      <SnackbarProvider
        maxSnack={3}
        preventDuplicate
        autoHideDuration={6000}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
        Components={NOTICES}
      >
        <TerminationProvider>
          <Frame />
        </TerminationProvider>
      </SnackbarProvider>
    </ThemeProvider>
  )
}

const THEME_KEY = 'rollcall.theme'

/** The theme that was chosen. The choice of last time stands in until the settings are read, so that a dark window does not flash. */
function useThemeChoice(): Settings['theme'] {
  const theme = useQuery(read.console.settings.queryOptions()).data?.theme
  useEffect(() => {
    if (theme) localStorage.setItem(THEME_KEY, theme)
  }, [theme])
  if (theme) return theme
  const lastTime = localStorage.getItem(THEME_KEY)
  return lastTime === 'light' || lastTime === 'dark' ? lastTime : 'system'
}
