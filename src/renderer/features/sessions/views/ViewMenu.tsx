import CheckIcon from '@mui/icons-material/Check'
import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import type { KeyboardEvent } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { View } from '../../../../shared/view.ts'
import { useSettings } from '../../../api/hooks.ts'
import type { Action } from '../../../components/actions/actions.ts'
import { keysOf, keysText } from '../../../components/actions/keys.ts'
import { ForeignText } from '../../../components/ForeignText.tsx'
import { useStore } from '../../../components/store.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { ChangedDot } from './ChangedDot.tsx'
import { openView, unsavedStore } from './opened-view.ts'
import { MOVES, openingAction } from './use-view-actions.ts'

interface ViewMenuProps {
  readonly anchor: HTMLElement | null
  readonly views: readonly View[]
  readonly opened: View
  readonly actions: readonly Action[]
  /** Moves a view by one place. */
  readonly onMove: (view: View, by: 1 | -1) => void
  readonly onClose: () => void
}

/** All views, and what can be done with the open one. Alt with an arrow moves a view in the list. */
export function ViewMenu({ anchor, views, opened, actions, onMove, onClose }: ViewMenuProps) {
  const { keys } = useSettings()
  const unsaved = useStore(unsavedStore)
  // The menu gives the focus back to its button before the next dialog takes it, so that the dialog returns it there.
  const pick = (run: () => void) => () => {
    onClose()
    setTimeout(run)
  }
  const moveByKey = (view: View) => (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(view, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <Menu
      anchorEl={anchor}
      open={anchor !== null}
      onClose={onClose}
      transitionDuration={0}
      // Greyed ones are reached too: they say why.
      slotProps={{ list: { 'aria-label': t('views.menu'), dense: true, disabledItemsFocusable: true } }}
    >
      {views.map((view, place) => (
        <MenuItem
          key={view.id}
          role="menuitemradio"
          aria-checked={view.id === opened.id}
          aria-label={unsaved[view.id] ? t('views.nameChanged', { name: visibleString(view.name) }) : visibleString(view.name)}
          autoFocus={view.id === opened.id}
          onClick={pick(() => openView(view))}
          onKeyDown={moveByKey(view)}
        >
          <CheckIcon
            aria-hidden
            sx={{ fontSize: 16, mr: 1, color: 'primary.main', visibility: view.id === opened.id ? 'visible' : 'hidden' }}
          />
          <Box component="span" sx={{ display: 'flex', minWidth: 0, maxWidth: 320 }}>
            <ForeignText text={view.name} hint={null} />
          </Box>
          {unsaved[view.id] ? <ChangedDot /> : null}
          <KeyHint keys={keysOf(openingAction(view, place), keys)} />
        </MenuItem>
      ))}
      <Divider />
      {actions.map((action) => (
        <MenuItem
          key={action.id}
          aria-disabled={action.unavailable !== undefined}
          title={action.unavailable}
          aria-description={action.unavailable}
          onClick={action.unavailable === undefined ? itemClick(action, pick) : undefined}
          sx={action.unavailable === undefined ? {} : { color: 'text.disabled', cursor: 'default' }}
        >
          <Box component="span" sx={{ ml: 3 }}>
            {action.name}
          </Box>
          <KeyHint keys={keysOf(action, keys)} />
        </MenuItem>
      ))}
    </Menu>
  )
}

/** The moves leave the menu open, so that they can be chosen again. */
function itemClick({ id, run }: Action, pick: (run: () => void) => () => void): () => void {
  return MOVES.has(id) ? run : pick(run)
}

function KeyHint({ keys }: { readonly keys: readonly string[] }) {
  const [first] = keys
  if (first === undefined) return null
  return (
    <Box component="span" sx={{ ml: 'auto', pl: 3, color: 'text.secondary' }}>
      {keysText(first)}
    </Box>
  )
}
