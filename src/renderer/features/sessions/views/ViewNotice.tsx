import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useMemo, useState } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { View, ViewContent } from '../../../../shared/view.ts'
import { useServers } from '../../../api/hooks.ts'
import { keepFocusInPage } from '../../../components/keep-focus.ts'
import { useStore } from '../../../components/store.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { COLUMNS } from '../Columns.tsx'
import { viewStore } from '../view-state.ts'
import { leftOutOf } from './left-out.ts'
import { openedViewStore } from './opened-view.ts'

const FIELDS: ReadonlySet<string> = new Set(COLUMNS.map(({ field }) => field))

/** Says what a view asks for that is not there. It leaves when the view no longer asks for it, and when somebody has read it. */
export function ViewNotice() {
  const opened = useStore(openedViewStore)
  const { servers, isPending } = useServers()
  const shown = useStore(viewStore)
  const [read, setRead] = useState<View | null>(null)
  const known = useMemo(() => ({ columns: FIELDS, serverNames: servers.map(({ server }) => server.name) }), [servers])
  const lines = useMemo(() => (opened === null || isPending ? [] : stillLeftOut(opened, shown, known)), [opened, shown, known, isPending])
  return (
    <Box role="status">
      {opened !== null && opened !== read && lines.length > 0 ? (
        <Alert
          severity="warning"
          role="note"
          onClose={() => {
            setRead(opened)
            keepFocusInPage()
          }}
          closeText={t('common.close')}
          sx={{ borderRadius: 0, py: 0, px: 2, alignItems: 'center' }}
        >
          <Box component="span" sx={{ fontWeight: 600 }}>
            {t('views.leftOut', { name: visibleString(opened.name) })}
          </Box>{' '}
          {lines.join(' ')}
        </Alert>
      ) : null}
    </Box>
  )
}

/** What was typed since is judged by the line below the search box. */
function stillLeftOut(opened: View, shown: ViewContent, known: Parameters<typeof leftOutOf>[1]): readonly string[] {
  const now = new Set(leftOutOf(shown, known))
  return leftOutOf(opened, known).filter((line) => now.has(line))
}
