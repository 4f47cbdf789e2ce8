import Box from '@mui/material/Box'
import Dialog from '@mui/material/Dialog'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import { useStore } from '../store.ts'
import { type Action, knownActions, offeredActions, offersStore } from './actions.ts'
import { keysOf, normalKeys, PLATFORM, pressedKey } from './keys.ts'
import { PaletteList } from './PaletteList.tsx'

interface CommandPaletteProps {
  readonly open: boolean
  readonly onClose: () => void
  /** Action id → keys, where somebody chose others than the usual ones. */
  readonly chosen: Readonly<Record<string, readonly string[]>>
  /** What can be done with the typed text itself, such as finding sessions with it; listed last. */
  readonly withText: (text: string) => readonly Action[]
}

/** Everything that can be done now, found by typing. Esc, its own keys or a click beside it close it; the focus goes back to where it was. */
export function CommandPalette({ open, onClose, chosen, withText }: CommandPaletteProps) {
  const [text, setText] = useState('')
  const chosenAction = useRef<Action | null>(null)
  const offers = useStore(offersStore)
  // When the focus is back in the page, so that an action may move it on.
  useEffect(() => {
    const action = chosenAction.current
    if (open || action === null) return
    chosenAction.current = null
    const offered = offeredActions().find(({ id }) => id === action.id) ?? action
    if (offered.unavailable === undefined) offered.run()
  }, [open])
  const opens = knownActions().find(({ id }) => id === 'palette.open')
  const openKeys = opens === undefined ? [] : keysOf(opens, chosen)
  const close = () => {
    setText('')
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      maxWidth="sm"
      fullWidth
      onKeyDown={(event) => {
        const pressed = pressedKey(event, PLATFORM)
        if (pressed === null || !openKeys.map(normalKeys).includes(pressed)) return
        event.preventDefault()
        close()
      }}
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
      slotProps={{
        paper: { 'aria-label': t('palette.title'), sx: { mt: { xs: 2, sm: 8 }, overflow: 'hidden', maxHeight: 'min(560px, 80vh)' } },
      }}
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <PaletteList
          // What came last is nearest to what somebody is doing: the page before the window.
          actions={offeredActions(new Map([...offers].toReversed()))}
          withText={withText}
          chosen={chosen}
          text={text}
          onText={setText}
          onClose={close}
          onChoose={(action) => {
            chosenAction.current = action
            close()
          }}
        />
      </Box>
    </Dialog>
  )
}
