import RefreshIcon from '@mui/icons-material/Refresh'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { t } from '../../../shared/language/language.ts'
import type { ServerView } from '../../../shared/server.ts'
import { useActions } from '../../components/actions/actions.ts'
import { keysText, PLATFORM } from '../../components/actions/keys.ts'
import { useRefresh } from './use-refresh.ts'

const KEYS = { windows: ['F5', 'Mod+R', 'Shift+F5'], mac: ['Mod+R', 'Mod+Shift+R', 'F5'] } as const

/** Reads all servers now, also by F5 and Ctrl+R, and answers beside itself even when nothing changed. */
export function RefreshButton({ servers }: { readonly servers: readonly ServerView[] }) {
  const { words, refresh } = useRefresh(servers)
  useActions([
    {
      id: 'servers.refresh',
      name: t('actions.refresh'),
      section: t('actions.sectionServers'),
      keys: KEYS,
      inTexts: true,
      inDialogs: true,
      run: refresh,
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
        title={t('status.refreshHint', { keys: keysText(KEYS[PLATFORM][0]) })}
        onClick={refresh}
      >
        {t('status.refresh')}
      </Button>
    </Box>
  )
}
