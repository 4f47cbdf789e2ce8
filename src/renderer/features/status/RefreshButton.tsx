import RefreshIcon from '@mui/icons-material/Refresh'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { t } from '../../../shared/language/language.ts'
import type { ServerView } from '../../../shared/server.ts'
import { useActions } from '../../components/actions/actions.ts'
import { keysText, PLATFORM } from '../../components/actions/keys.ts'
import { focusedServer } from './focused-server.ts'
import { useRefresh } from './use-refresh.ts'

const ALL_KEYS = { windows: ['Shift+F5', 'Mod+Shift+R'], mac: ['Mod+Shift+R', 'Shift+F5'] } as const
const ONE_KEYS = { windows: ['F5', 'Mod+R'], mac: ['Mod+R', 'F5'] } as const

/** Reads all servers now, or by key the one whose row has the focus, and answers beside itself even when nothing changed. */
export function RefreshButton({ servers }: { readonly servers: readonly ServerView[] }) {
  const { words, refresh } = useRefresh(servers)
  const everywhere = { section: t('actions.sectionServers'), inTexts: true, inDialogs: true }
  useActions([
    { id: 'servers.refresh', name: t('actions.refresh'), ...everywhere, keys: ALL_KEYS, run: () => refresh() },
    {
      id: 'servers.refreshFocused',
      name: t('actions.refreshFocused'),
      ...everywhere,
      keys: ONE_KEYS,
      run: () => refresh(focusedServer(servers)),
    },
  ])
  return (
    <Box sx={{ ml: 'auto', flex: 'none', display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box component="span" role="status" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {words}
      </Box>
      <Button
        color="inherit"
        startIcon={<RefreshIcon />}
        title={t('status.refreshHint', { keys: keysText(ALL_KEYS[PLATFORM][0]) })}
        onClick={() => refresh()}
      >
        {t('status.refresh')}
      </Button>
    </Box>
  )
}
