import Box from '@mui/material/Box'
import { Suspense, useEffect } from 'react'
import { actClient, links } from './api/clients.ts'
import { useSettings } from './api/hooks.ts'
import { routeHref, useRoute } from './components/hash-route.ts'
import { FrameActions } from './FrameActions.tsx'
import { showOnlyServer } from './features/sessions/view-state.ts'
import { Notices } from './features/status/Notices.tsx'
import { ServerStrip } from './features/status/ServerStrip.tsx'
import { Navigation } from './Navigation.tsx'
import { PAGES, pageNamed } from './pages.ts'

/** What every page has around it: navigation at the left, notices and the server strip above. */
export function Frame() {
  const page = pageNamed(useRoute().page) ?? PAGES[0]
  const title = page.label()
  useEffect(() => {
    document.title = `${title} – Rollcall`
  }, [title])
  const { density } = useSettings()
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  useEffect(tellWhetherVisible, [])
  const Page = page.component
  return (
    <Box sx={{ display: 'flex', flex: 1, minWidth: 0, minHeight: 0, bgcolor: 'background.paper' }}>
      <FrameActions />
      <Navigation current={page.name} />
      <Box component="main" sx={MAIN}>
        <Notices />
        <Box data-pane="servers" sx={{ display: 'contents' }}>
          <ServerStrip onShowOnly={showSessionsOf} />
        </Box>
        <Box data-pane="page" sx={PAGE}>
          <Suspense>
            <Page />
          </Suspense>
        </Box>
      </Box>
    </Box>
  )
}

const MAIN = { display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, minHeight: 0, overflowY: 'auto' } as const

/** A window that is too low for a page, such as one whose text is twice as large, scrolls instead of squeezing what is in it to nothing. */
const PAGE = { display: 'flex', flexDirection: 'column', flex: '1 0 0', minWidth: 0, minHeight: 'min(100%, 380px)' } as const

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
