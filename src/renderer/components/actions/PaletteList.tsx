import SearchIcon from '@mui/icons-material/Search'
import Box from '@mui/material/Box'
import InputBase from '@mui/material/InputBase'
import useAutocomplete from '@mui/material/useAutocomplete'
import { type HTMLAttributes, type Key, useId, useMemo } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { Action } from './actions.ts'
import { fittingActions } from './fitting.ts'
import { KeyCaps } from './KeyCaps.tsx'
import { keysOf } from './keys.ts'

interface PaletteListProps {
  readonly actions: readonly Action[]
  readonly withText: (text: string) => readonly Action[]
  readonly chosen: Readonly<Record<string, readonly string[]>>
  readonly text: string
  readonly onText: (text: string) => void
  readonly onClose: () => void
  readonly onChoose: (action: Action) => void
}

/** The box that is typed into and what fits: a combobox whose list always stands open. What can't be done can be reached, for its reason. */
export function PaletteList({ actions, withText, chosen, text, onText, onClose, onChoose }: PaletteListProps) {
  const id = useId()
  const options = useMemo(
    () => [...fittingActions(actions, text), ...(text.trim() === '' ? [] : withText(text.trim()))],
    [actions, text, withText],
  )
  const { getRootProps, getInputProps, getListboxProps, getOptionProps, groupedOptions } = useAutocomplete<Action, false, false, false>({
    id,
    open: true,
    options,
    value: null,
    inputValue: text,
    onInputChange: (_, next, reason) => reason === 'input' && onText(next.slice(0, 200)),
    onChange: (_, action) => action && onChoose(action),
    onClose: (_, reason) => reason === 'escape' && onClose(),
    filterOptions: (all) => all,
    groupBy: ({ section }) => section,
    getOptionLabel: ({ name }) => name,
    getOptionKey: (action) => action.id,
    getOptionDisabled: ({ unavailable }) => unavailable !== undefined,
    isOptionEqualToValue: (option, value) => option.id === value.id,
    disabledItemsFocusable: true,
    autoHighlight: true,
  })
  const groups = groupedOptions as unknown as readonly Group[]
  return (
    <>
      <Box {...getRootProps()} sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, borderBottom: 1, borderColor: 'divider' }}>
        <SearchIcon sx={{ fontSize: 20, color: 'text.secondary' }} />
        <InputBase
          autoFocus
          fullWidth
          placeholder={t('palette.placeholder')}
          inputProps={{ ...getInputProps(), 'aria-label': t('palette.title'), spellCheck: false }}
          sx={{ height: 48, fontSize: '0.9375rem' }}
        />
      </Box>
      {options.length === 0 ? <Box sx={{ p: 2, color: 'text.secondary' }}>{t('palette.nothing', { text })}</Box> : null}
      <Box component="ul" {...getListboxProps()} aria-labelledby={undefined} aria-label={t('palette.title')} sx={LIST}>
        {groups.map((group) => (
          <li key={group.key} role="presentation">
            <Box component="ul" role="group" aria-label={group.group} sx={{ m: 0, p: 0, listStyle: 'none' }}>
              <Box
                component="li"
                role="presentation"
                aria-hidden
                sx={{ px: 2, pt: 1, pb: 0.25, color: 'text.secondary', fontSize: '0.75rem' }}
              >
                {group.group}
              </Box>
              {group.options.map((action, place) => {
                const { key, ...props } = getOptionProps({ option: action, index: group.index + place })
                return <Option key={key} action={action} keys={keysOf(action, chosen)[0]} props={props} />
              })}
            </Box>
          </li>
        ))}
      </Box>
    </>
  )
}

/** What the hook gives for grouped options; its type does not follow from `groupBy`. */
interface Group {
  readonly key: Key
  readonly index: number
  readonly group: string
  readonly options: readonly Action[]
}

interface OptionProps {
  readonly action: Action
  readonly keys: string | undefined
  readonly props: HTMLAttributes<HTMLLIElement>
}

function Option({ action, keys, props }: OptionProps) {
  return (
    <Box component="li" {...props} sx={OPTION}>
      <Box component="bdi" sx={{ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {action.name}
      </Box>
      {action.unavailable === undefined ? null : (
        <Box component="span" title={action.unavailable} sx={REASON}>
          {action.unavailable}
        </Box>
      )}
      {keys === undefined ? null : (
        <Box component="span" sx={{ ml: 'auto' }}>
          <KeyCaps keys={keys} />
        </Box>
      )}
    </Box>
  )
}

/** A long reason is cut, and whole on hovering over it: the lines of the list are of one height. */
const REASON = {
  color: 'text.secondary',
  fontSize: '0.75rem',
  minWidth: 0,
  flexShrink: 2,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const

const LIST = { listStyle: 'none', m: 0, p: 0, pb: 1, overflow: 'auto', minHeight: 0, flex: '0 1 auto' } as const

const OPTION = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  px: 2,
  minHeight: 30,
  cursor: 'default',
  '&.Mui-focused': { bgcolor: 'action.selected' },
  '&[aria-disabled="true"] bdi': { color: 'text.disabled' },
  '@media (forced-colors: active)': {
    '&.Mui-focused': { outline: '2px solid Highlight', outlineOffset: -2 },
    '&[aria-disabled="true"] bdi': { color: 'GrayText' },
  },
} as const
