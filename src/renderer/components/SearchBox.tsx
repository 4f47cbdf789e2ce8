import ClearIcon from '@mui/icons-material/Clear'
import SearchIcon from '@mui/icons-material/Search'
import IconButton from '@mui/material/IconButton'
import InputAdornment from '@mui/material/InputAdornment'
import TextField from '@mui/material/TextField'
import { type RefObject, useEffect, useState } from 'react'
import { t } from '../../shared/language/language.ts'

interface SearchBoxProps {
  /** The box's name, and what stands in it while it is empty. */
  readonly label: string
  readonly value: string
  readonly onSearch: (search: string) => void
  readonly inputRef?: RefObject<HTMLInputElement | null>
  /** Esc in an empty box, or the arrow down: on to the list. */
  readonly onLeave?: () => void
}

const QUIET_MS = 180

/** Finds by text. It searches when the typing rests; Esc clears, and Esc again leaves. */
export function SearchBox({ label, value, onSearch, inputRef, onLeave }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (value !== known) {
    // It was changed from elsewhere, such as by "Clear filters".
    setKnown(value)
    setText(value)
  }
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => {
      setKnown(text)
      onSearch(text)
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [text, value, onSearch])
  const clear = () => {
    setText('')
    setKnown('')
    onSearch('')
  }
  return (
    <TextField
      value={text}
      placeholder={label}
      onChange={(event) => setText(event.target.value.slice(0, 200))}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'ArrowDown') return
        event.preventDefault()
        if (event.key === 'Escape' && text !== '') clear()
        else onLeave?.()
      }}
      {...(inputRef ? { inputRef } : {})}
      sx={{ width: 260, '& .MuiInputBase-root': { height: 30, pl: 1, pr: 0.5 }, '& ::-webkit-search-cancel-button': { display: 'none' } }}
      slotProps={{
        htmlInput: { 'aria-label': label, type: 'search', autoComplete: 'off', spellCheck: false },
        input: {
          startAdornment: (
            <InputAdornment position="start" sx={{ mr: 0.75 }}>
              <SearchIcon sx={{ fontSize: 18 }} />
            </InputAdornment>
          ),
          endAdornment:
            text === '' ? undefined : (
              <IconButton aria-label={t('filter.clearSearch')} onClick={clear} sx={{ p: 0.5 }}>
                <ClearIcon sx={{ fontSize: 16 }} />
              </IconButton>
            ),
        },
      }}
    />
  )
}
