import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { printSpan } from '../../../../shared/filter/span-text.ts'
import { t } from '../../../../shared/language/language.ts'
import { CheckMenuItem } from '../../../components/CheckMenuItem.tsx'
import { spanWords } from './clause-words.ts'
import { FilterMenu } from './FilterMenu.tsx'
import { filterText, setFilter } from './filter-text.ts'
import { chooseIdle, chosenIdle } from './quick-filters.ts'

const MINUTE = 60_000
const USUAL = [15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 480 * MINUTE]
const MOST_MINUTES = 100_000

/** For how long sessions were idle to be shown: some usual times, or a figure of one's own. */
export function IdleFilter({ text }: { readonly text: string }) {
  const chosen = chosenIdle(text)
  return (
    <FilterMenu
      label={t('filter.idle')}
      chosen={chosen === null ? null : `> ${spanWords(chosen)}`}
      bottom={(close) => <OwnFigure onDone={close} />}
    >
      {USUAL.map((ms) => (
        <CheckMenuItem
          key={ms}
          checked={chosen === ms}
          label={t('filter.idleMore', { time: spanWords(ms) })}
          onToggle={() => setFilter(chooseIdle(text, chosen === ms ? null : printSpan(ms)))}
        />
      ))}
      <CheckMenuItem checked={chosen === null} label={t('filter.any')} onToggle={() => setFilter(chooseIdle(text, null))} divided />
    </FilterMenu>
  )
}

function OwnFigure({ onDone }: { readonly onDone: () => void }) {
  const [minutes, setMinutes] = useState('')
  const isGood = /^\d+$/.test(minutes) && Number(minutes) > 0 && Number(minutes) <= MOST_MINUTES
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isGood) return
        setFilter(chooseIdle(filterText(), printSpan(Number(minutes) * MINUTE)))
        onDone()
      }}
      sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, pb: 1.5, pt: 1, borderTop: 1, borderColor: 'divider' }}
    >
      <Box component="span" aria-hidden>
        {t('filter.ownFigure')}
      </Box>
      <TextField
        value={minutes}
        onChange={(event) => setMinutes(event.target.value)}
        sx={{ width: 76 }}
        slotProps={{ htmlInput: { 'aria-label': t('filter.ownFigureLabel'), inputMode: 'numeric', maxLength: 6, autoComplete: 'off' } }}
      />
      <Box component="span" aria-hidden>
        {t('filter.minutes')}
      </Box>
      <Button type="submit" variant="outlined" disabled={!isGood}>
        {t('filter.apply')}
      </Button>
    </Box>
  )
}
