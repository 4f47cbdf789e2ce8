import ClearIcon from '@mui/icons-material/Clear'
import HelpOutlineIcon from '@mui/icons-material/HelpOutlineOutlined'
import SearchIcon from '@mui/icons-material/Search'
import IconButton from '@mui/material/IconButton'
import InputAdornment from '@mui/material/InputAdornment'
import TextField from '@mui/material/TextField'
import Tooltip from '@mui/material/Tooltip'
import type { KeyboardEvent, RefObject } from 'react'
import { MOST_LETTERS } from '../../../../shared/filter/parse.ts'
import { t } from '../../../../shared/language/language.ts'
import { clearFilters, setFilter } from './filter-text.ts'
import { suggestionId } from './SuggestionList.tsx'
import type { Completing } from './use-completion.ts'

interface FilterBoxProps {
  readonly text: string
  readonly completing: Completing
  /** The id of the list of suggestions, and what is told the element below which it opens. */
  readonly listId: string
  readonly onFrame: (frame: HTMLElement | null) => void
  readonly inputRef: RefObject<HTMLInputElement | null>
  /** The element that says what is wrong with the text; undefined while nothing is. */
  readonly problemId: string | undefined
  /** Esc in an empty box, or the arrow down: on to the list. */
  readonly onLeave: () => void
}

/** The one box that finds sessions. The grid follows when the typing rests; Esc clears, and Esc again leaves. */
export function FilterBox({ text, completing, listId, onFrame, inputRef, problemId, onLeave }: FilterBoxProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (completing.hear(event)) return
    if (event.key === 'Enter') {
      completing.close()
      setFilter(text)
    }
    if (event.key !== 'Escape' && event.key !== 'ArrowDown') return
    event.preventDefault()
    if (event.key === 'Escape' && text !== '') clearFilters()
    else onLeave()
  }
  return (
    <TextField
      ref={onFrame}
      value={text}
      placeholder={t('filter.search')}
      error={problemId !== undefined}
      inputRef={inputRef}
      onChange={({ target }) => completing.type(target.value, target.selectionStart ?? target.value.length)}
      onSelect={(event) => completing.move((event.target as HTMLInputElement).selectionStart ?? 0)}
      onBlur={completing.close}
      onKeyDown={onKeyDown}
      sx={FIELD}
      slotProps={{
        htmlInput: {
          'aria-label': t('filter.search'),
          'aria-autocomplete': 'list',
          'aria-haspopup': 'listbox',
          ...listOf(completing, listId),
          'aria-describedby': problemId,
          type: 'search',
          maxLength: MOST_LETTERS,
          autoComplete: 'off',
          autoCapitalize: 'off',
          spellCheck: false,
        },
        input: {
          startAdornment: (
            <InputAdornment position="start" sx={{ mr: 0.75 }}>
              <SearchIcon sx={{ fontSize: 18 }} />
            </InputAdornment>
          ),
          endAdornment: (
            <Buttons
              isEmpty={text === ''}
              onClear={() => {
                clearFilters()
                inputRef.current?.focus()
              }}
              onAsk={completing.askAtEnd}
            />
          ),
        },
      }}
    />
  )
}

const FIELD = {
  flex: '1 1 260px',
  minWidth: 220,
  maxWidth: 560,
  // Where the filters move sideways it stays in sight.
  '@media (max-height: 500px)': { position: 'sticky', left: 0, zIndex: 1, bgcolor: 'background.paper' },
  '& .MuiInputBase-root': { height: 30, pl: 1, pr: 0.5 },
  '& ::-webkit-search-cancel-button': { display: 'none' },
} as const

/** The list of suggestions and its marked one, as screen readers are told of it while it is there. */
function listOf({ completion, marked }: Completing, listId: string) {
  if (completion === null) return {}
  return { 'aria-controls': listId, ...(marked < 0 ? {} : { 'aria-activedescendant': suggestionId(listId, marked) }) }
}

interface ButtonsProps {
  readonly isEmpty: boolean
  readonly onClear: () => void
  readonly onAsk: () => void
}

function Buttons({ isEmpty, onClear, onAsk }: ButtonsProps) {
  return (
    <>
      {isEmpty ? null : (
        <IconButton aria-label={t('filter.clearSearch')} onClick={onClear} sx={{ p: 0.5 }}>
          <ClearIcon sx={{ fontSize: 16 }} />
        </IconButton>
      )}
      <Tooltip title={t('filter.showFields')} placement="top">
        <IconButton aria-label={t('filter.showFields')} onMouseDown={(event) => event.preventDefault()} onClick={onAsk} sx={{ p: 0.5 }}>
          <HelpOutlineIcon sx={{ fontSize: 16 }} />
        </IconButton>
      </Tooltip>
    </>
  )
}
