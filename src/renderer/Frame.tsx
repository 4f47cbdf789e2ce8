import Box from '@mui/material/Box'
import { useSnackbar } from 'notistack'
import { useEffect } from 'react'
import { actClient, links } from './api/clients.ts'
import { useSettings } from './api/hooks.ts'
import { ActionKeys } from './components/actions/ActionKeys.tsx'
import { routeHref, useRoute } from './components/hash-route.ts'
import { showOnlyServer } from './features/sessions/view-state.ts'
import { Notices } from './features/status/Notices.tsx'
import { ServerStrip } from './features/status/ServerStrip.tsx'
import { Navigation } from './Navigation.tsx'
import { PAGES, pageNamed } from './pages.ts'

/** What every page has around it: navigation at the left, notices and the server strip above. */
export function Frame() {
  const page = pageNamed(useRoute().page) ?? PAGES[0]
  useEffect(() => {
    document.title = `${page.label} – Rollcall`
  }, [page])
  useEffect(tellWhetherVisible, [])
  const { keys } = useSettings()
  const { enqueueSnackbar } = useSnackbar()
  const Page = page.component
  return (
    <Box sx={{ display: 'flex', flex: 1, minWidth: 0, minHeight: 0, bgcolor: 'background.paper' }}>
      <ActionKeys chosen={keys} onUnavailable={(reason) => enqueueSnackbar(reason)} />
      <Navigation current={page.name} />
      <Box component="main" sx={{ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0 }}>
        <Notices />
        <ServerStrip onShowOnly={showSessionsOf} />
        <Page />
      </Box>
    </Box>
  )
}

/** Servers are asked less often while nobody looks. It is told anew to a collector that was started again. */
function tellWhetherVisible(): () => void {
  const tell = () => {
    if (links.collector.state.kind === 'up') actClient.console.visible({ visible: !document.hidden }).catch(() => undefined)
  }
  tell()
  document.addEventListener('visibilitychange', tell)
  const unsubscribe = links.collector.subscribe(tell)
  return () => {
    document.removeEventListener('visibilitychange', tell)
    unsubscribe()
  }
}

function showSessionsOf(server: string): void {
  showOnlyServer(server)
  window.location.hash = routeHref('sessions')
}
