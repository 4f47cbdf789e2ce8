import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useMemo } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { View, ViewContent } from '../../../../shared/view.ts'
import { keepFocusInPage } from '../../../components/keep-focus.ts'
import { createStore, useStore } from '../../../components/store.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { COLUMNS } from '../Columns.tsx'
import { viewStore } from '../view-state.ts'
import { leftOutOf } from './left-out.ts'
import { openedViewStore } from './opened-view.ts'

const FIELDS: ReadonlySet<string> = new Set(COLUMNS.map(({ field }) => field))

/** The view whose notice was read, also after a look at another page. */
const readStore = createStore<string | null>(null)

/** Says what a view asks for that is not there. It leaves when the view no longer asks for it, and when somebody has read it. */
export function ViewNotice() {
  const opened = useStore(openedViewStore)
  const shown = useStore(viewStore)
  const readId = useStore(readStore)
  const lines = useMemo(() => (opened === null ? [] : stillLeftOut(opened, shown)), [opened, shown])
  return (
    <Box role="status">
      {opened !== null && opened.id !== readId && lines.length > 0 ? (
        <Alert
          severity="warning"
          role="note"
          onClose={() => {
            readStore.set(opened.id)
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

/** Nothing is said any more of what somebody has changed since. */
function stillLeftOut(opened: View, shown: ViewContent): readonly string[] {
  const now = new Set(leftOutOf(shown, FIELDS))
  return leftOutOf(opened, FIELDS).filter((line) => now.has(line))
}
