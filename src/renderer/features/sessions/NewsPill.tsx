import Button from '@mui/material/Button'
import { t } from '../../../shared/language/language.ts'
import { useSettings } from '../../api/hooks.ts'
import { type Action, useActions } from '../../components/actions/actions.ts'
import { keysOf, keysText } from '../../components/actions/keys.ts'
import { announce } from '../../components/live-region.ts'
import { useStore } from '../../components/store.ts'
import { stillnessStore } from './still-state.ts'
import { newsWords } from './updates.ts'

const KEYS = { windows: ['R'], mac: ['R'] } as const
const ID = 'sessions.applyNews'

/** What has changed while the grid was held still; pressing it brings the grid up to date. It stands beside the rows, never over one. */
export function NewsPill() {
  const { news, apply } = useStore(stillnessStore)
  const { keys } = useSettings()
  const run = () => {
    apply()
    announce(t('selection.applied'))
  }
  const action: Action = {
    id: ID,
    name: t('selection.applyAction'),
    section: t('selection.section'),
    keys: KEYS,
    ...(news === null ? { unavailable: t('selection.upToDate') } : {}),
    run,
  }
  useActions([action])
  if (news === null) return null
  const [key] = keysOf(action, keys)
  const changes = newsWords(news)
  return (
    <Button variant="outlined" color="warning" onClick={run} sx={{ mx: 'auto', py: 0.25, borderRadius: 4, flex: 'none' }}>
      {key === undefined ? t('selection.applyWithoutKeys', { changes }) : t('selection.apply', { changes, keys: keysText(key) })}
    </Button>
  )
}
