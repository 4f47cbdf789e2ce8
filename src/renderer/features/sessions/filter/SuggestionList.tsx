import Box from '@mui/material/Box'
import Paper from '@mui/material/Paper'
import Popper from '@mui/material/Popper'
import { useEffect, useRef } from 'react'
import type { Suggestion } from '../../../../shared/filter/complete.ts'
import { t } from '../../../../shared/language/language.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { fieldWords, valueWords } from './clause-words.ts'
import type { Completing } from './use-completion.ts'

interface SuggestionListProps {
  readonly id: string
  readonly anchor: HTMLElement | null
  readonly completing: Completing
}

/** The id of one suggestion's element, for the search box to name the marked one by. */
export function suggestionId(listId: string, place: number): string {
  return `${listId}-${place}`
}

/** Ways to go on with what is typed, below the search box. The focus stays in the box. */
export function SuggestionList({ id, anchor, completing: { completion, marked, take } }: SuggestionListProps) {
  return (
    <Popper open={completion !== null && anchor !== null} anchorEl={anchor} placement="bottom-start" disablePortal sx={{ zIndex: 'modal' }}>
      <Paper elevation={4} sx={{ mt: 0.5, border: 1, borderColor: 'divider', minWidth: 260, maxWidth: 480 }}>
        <Box
          component="ul"
          role="listbox"
          // It scrolls, so it can take the focus; the keys move through it from the search box all the same.
          tabIndex={0}
          id={id}
          aria-label={t('filter.suggestions')}
          sx={{ m: 0, p: 0.5, maxHeight: 'min(280px, 60vh)', overflowY: 'auto' }}
        >
          {completion?.suggestions.map((suggestion, place) => (
            <Option
              key={suggestion.written}
              id={suggestionId(id, place)}
              suggestion={suggestion}
              isMarked={place === marked}
              onTake={() => take(suggestion)}
            />
          ))}
        </Box>
      </Paper>
    </Popper>
  )
}

interface OptionProps {
  readonly id: string
  readonly suggestion: Suggestion
  readonly isMarked: boolean
  readonly onTake: () => void
}

function Option({ id, suggestion, isMarked, onTake }: OptionProps) {
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isMarked) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isMarked])
  const { written, hint } = optionWords(suggestion)
  return (
    // The keys are heard by the search box, which keeps the focus and names the marked option.
    <Box
      component="li"
      role="option"
      ref={element}
      id={id}
      aria-selected={isMarked}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
      sx={{
        display: 'flex',
        gap: 2,
        px: 1,
        py: 0.5,
        borderRadius: 0.5,
        listStyle: 'none',
        cursor: 'pointer',
        bgcolor: isMarked ? 'action.selected' : undefined,
        '&:hover': { bgcolor: isMarked ? 'action.selected' : 'action.hover' },
        '@media (forced-colors: active)': { outline: isMarked ? '2px solid Highlight' : undefined, outlineOffset: -2 },
      }}
    >
      <Box component="bdi" sx={{ fontFamily: 'monospace', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {written}
      </Box>
      {hint === null ? null : (
        <Box
          component="span"
          sx={{
            ml: 'auto',
            color: isMarked ? 'text.primary' : 'text.secondary',
            whiteSpace: 'nowrap',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
          }}
        >
          {hint}
        </Box>
      )}
    </Box>
  )
}

const OPERATORS = {
  ':': 'filter.operatorContains',
  '=': 'filter.operatorIs',
  '>': 'filter.operatorMore',
  '<': 'filter.operatorLess',
} as const
/** Fields whose values are fixed words: nothing is contained in them. */
const CHOSEN = new Set(['is', 'env', 'device', 'identity'])

function optionWords(suggestion: Suggestion): { readonly written: string; readonly hint: string | null } {
  if (suggestion.kind === 'field') {
    const field = fieldWords(suggestion.field)
    return { written: suggestion.written, hint: CHOSEN.has(suggestion.field) ? field : t(OPERATORS[suggestion.operator], { field }) }
  }
  const words = valueWords(suggestion.field, suggestion.value)
  return { written: visibleString(suggestion.value), hint: words === suggestion.value ? null : words }
}
