import RefreshIcon from '@mui/icons-material/Refresh'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { ServerView } from '../../../shared/server.ts'
import { commandKey, useWindowKeys } from '../../components/keyboard.ts'
import { useRefresh } from './use-refresh.ts'

/** Reads all servers now, also by F5 and Ctrl+R, and answers beside itself even when nothing changed. */
export function RefreshButton({ servers }: { readonly servers: readonly ServerView[] }) {
  const { words, refresh } = useRefresh(servers)
  useWindowKeys((event) => {
    if (event.key !== 'F5' && !(commandKey(event) && event.key.toLowerCase() === 'r')) return
    event.preventDefault()
    refresh()
  })
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
