import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useEffect, useRef } from 'react'
import { t } from '../../../shared/language/language.ts'
import { MOST_AT_ONCE } from '../../../shared/session.ts'
import { announce } from '../../components/live-region.ts'
import { NewsPill } from './NewsPill.tsx'
import type { SelectionFacts } from './selection.ts'

interface SelectionBarProps {
  readonly facts: SelectionFacts
  readonly onClear: () => void
  readonly onDropEnded: () => void
  readonly onTerminate: () => void
}

/**
 * What is ticked and what can be done with it, and what has changed while the grid was held still. It is always there, so that nothing moves
 * when the first row is ticked.
 */
export function SelectionBar({ facts, onClear, onDropEnded, onTerminate }: SelectionBarProps) {
  const { selected, ended } = facts
  const words = selected + ended === 0 ? null : sentence(facts)
  useAnnounced(words)
  return (
    <Box
      role="group"
      aria-label={t('selection.name')}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.5,
        rowGap: 0.5,
        px: 2,
        py: 0.5,
        minHeight: 44,
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: selected > 0 ? 'action.hover' : undefined,
      }}
    >
      <Box component="span" sx={{ color: selected > 0 ? 'text.primary' : 'text.secondary' }}>
        {words ?? t('selection.nothing')}
      </Box>
      {ended > 0 ? (
        <Button color="inherit" onClick={onDropEnded}>
          {t('selection.dropEnded')}
        </Button>
      ) : null}
      {selected > 0 ? (
        <Button color="inherit" onClick={onClear}>
          {t('selection.clear')}
        </Button>
      ) : null}
      <NewsPill />
      <Button color="error" variant="contained" disabled={selected === 0} onClick={onTerminate} sx={{ ml: 'auto', flex: 'none' }}>
        {t('selection.terminate')}
      </Button>
    </Box>
  )
}

/** Says what is selected to those who can't see it, when it changes. */
function useAnnounced(words: string | null): void {
  const told = useRef(words)
  useEffect(() => {
    if (words === told.current) return
    told.current = words
    announce(words ?? t('selection.nothingSelected'))
  }, [words])
}

function sentence({ selected, ended, guarded, pageOnly, matching, isCut }: SelectionFacts): string {
  const parts = [
    matching === null ? t('selection.selected', { count: selected }) : t('selection.selectedOf', { count: selected, matching }),
    ended > 0 ? t('selection.ended', { count: ended }) : null,
    pageOnly ? t('selection.pageOnly') : null,
    guarded > 0 ? t('selection.guarded', { count: guarded }) : null,
    isCut ? t('selection.mostAtOnce', { most: MOST_AT_ONCE }) : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
