import RefreshIcon from '@mui/icons-material/Refresh'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { t } from '../../../shared/language/language.ts'
import type { ServerView } from '../../../shared/server.ts'
import { useActions } from '../../components/actions/actions.ts'
import { useRefresh } from './use-refresh.ts'

/** Reads all servers now, also by F5 and Ctrl+R, and answers beside itself even when nothing changed. */
export function RefreshButton({ servers }: { readonly servers: readonly ServerView[] }) {
  const { words, refresh } = useRefresh(servers)
  useActions([
    {
      id: 'servers.refresh',
      name: t('actions.refresh'),
      section: t('actions.sectionServers'),
      keys: { windows: ['F5', 'Mod+R', 'Shift+F5'], mac: ['Mod+R', 'Mod+Shift+R', 'F5'] },
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
      <Button color="inherit" startIcon={<RefreshIcon />} title="Read all servers now (F5)" onClick={refresh}>
        Refresh
      </Button>
    </Box>
  )
}
