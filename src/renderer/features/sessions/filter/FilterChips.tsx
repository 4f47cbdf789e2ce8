import ClearIcon from '@mui/icons-material/Clear'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { useRef } from 'react'
import type { Clause } from '../../../../shared/filter/filter.ts'
import { removeClause } from '../../../../shared/filter/write.ts'
import { t } from '../../../../shared/language/language.ts'
import { ForeignText } from '../../../components/ForeignText.tsx'
import { visibleString } from '../../../components/visible-text.ts'
import { clauseWords } from './clause-words.ts'
import { clearFilters, setFilter } from './filter-text.ts'

interface FilterChipsProps {
  readonly text: string
  readonly clauses: readonly Clause[]
  /** Where the focus goes when the last chip is gone. */
  readonly onEmpty: () => void
}

/** Every condition of the filter in words, each with a button that takes it out. Words that are looked for stand in the search box. */
export function FilterChips({ text, clauses, onEmpty }: FilterChipsProps) {
  const list = useRef<HTMLUListElement>(null)
  if (clauses.length === 0) return null
  const remove = (clause: Clause, place: number) => {
    setFilter(removeClause(text, clause))
    // The button leaves with its chip: on to the next one, else to the one before.
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const next = buttons[place + 1] ?? buttons[place - 1]
    if (next === undefined) onEmpty()
    else next.focus()
  }
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, px: 2, pb: 1 }}>
      <Box component="ul" ref={list} aria-label={t('filter.chips')} sx={LIST}>
        {clauses.map((clause, place) => {
          const words = clauseWords(clause)
          return (
            <Box component="li" key={keyOf(clauses, place)} sx={CHIP}>
              <ForeignText text={words} most={80} hint={visibleString(clause.text)} />
              <IconButton
                aria-label={t('filter.remove', { filter: visibleString(words, 80) })}
                onClick={() => remove(clause, place)}
                sx={{ p: 0.25 }}
              >
                <ClearIcon sx={{ fontSize: 14 }} />
              </IconButton>
            </Box>
          )
        })}
      </Box>
      <Button
        color="inherit"
        onClick={() => {
          clearFilters()
          onEmpty()
        }}
        sx={{ flex: 'none', py: 0 }}
      >
        {t('filter.clear')}
      </Button>
    </Box>
  )
}

/** A clause's own text; a number tells those apart that are written twice. */
function keyOf(clauses: readonly Clause[], place: number): string {
  const text = clauses[place]?.text
  return `${text} ${clauses.slice(0, place).filter((clause) => clause.text === text).length}`
}

/** Not more than a few lines of them, and one where there is little height. */
const LIST = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 0.75,
  m: 0,
  p: 0,
  minWidth: 0,
  maxHeight: 84,
  overflowY: 'auto',
  '@media (max-height: 500px)': { flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden', scrollbarWidth: 'thin' },
} as const

const CHIP = {
  display: 'flex',
  alignItems: 'center',
  gap: 0.5,
  height: 24,
  pl: 1,
  pr: 0.25,
  flex: 'none',
  maxWidth: 'min(420px, 60vw)',
  listStyle: 'none',
  border: 1,
  borderColor: 'divider',
  borderRadius: 3,
  bgcolor: 'background.default',
} as const
