import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useRef, useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { Action } from './actions.ts'
import { KeyCaps } from './KeyCaps.tsx'
import { keysOf, keysText, PLATFORM, pressedKey } from './keys.ts'
import { type ChosenKeys, holders, type Refusal, refusal, withKeys, withUsualKeys } from './rebinding.ts'

interface ShortcutRowProps {
  readonly action: Action
  readonly actions: readonly Action[]
  readonly chosen: ChosenKeys
  readonly onChoose: (chosen: Record<string, string[]>) => void
}

/** One action on the sheet: its keys, and the way to others. Keys that another action has are taken from it only after a second word. */
export function ShortcutRow({ action, actions, chosen, onChoose }: ShortcutRowProps) {
  /** Null while nothing is being changed; an empty text until keys are pressed. */
  const [pressed, setPressed] = useState<string | null>(null)
  const change = useRef<HTMLButtonElement>(null)
  const end = () => {
    setPressed(null)
    change.current?.focus()
  }
  const take = (keys: string) => {
    onChoose(withKeys(chosen, action, keys, actions))
    end()
  }
  const hear = (event: React.KeyboardEvent) => {
    if (event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    const keys = pressedKey(event.nativeEvent, PLATFORM)
    if (keys === 'Escape' && pressed !== null) return end()
    if (keys === null) return
    if (refusal(keys) === null && holders(keys, action, actions, chosen).length === 0) take(keys)
    else setPressed(keys)
  }
  return (
    <Box component="li" sx={{ borderBottom: 1, borderColor: 'divider', py: 0.25 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 28 }}>
        <Box component="bdi" sx={{ flex: 1, minWidth: 0 }}>
          {action.name}
        </Box>
        {keysOf(action, chosen).map((keys) => (
          <KeyCaps key={keys} keys={keys} />
        ))}
        {action.id in chosen ? (
          <Button
            color="inherit"
            aria-label={t('actions.usualOf', { action: action.name })}
            onClick={() => onChoose(withUsualKeys(chosen, action))}
            sx={SMALL}
          >
            {t('actions.usual')}
          </Button>
        ) : null}
        <Button
          ref={change}
          color="inherit"
          aria-label={t('actions.changeOf', { action: action.name })}
          aria-expanded={pressed !== null}
          onClick={() => setPressed(pressed === null ? '' : null)}
          sx={SMALL}
        >
          {t('actions.change')}
        </Button>
      </Box>
      {pressed === null ? null : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, pb: 0.5 }}>
          <Box
            component="input"
            readOnly
            // The row was opened to press keys into it.
            autoFocus
            value={pressed === '' ? '' : keysText(pressed)}
            placeholder={t('actions.pressKeys')}
            aria-label={t('actions.newKeysOf', { action: action.name })}
            onKeyDown={hear}
            sx={CAPTURE}
          />
          <Box component="span" role="status" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
            {pressed === '' ? t('actions.escapeKeeps') : <Verdict keys={pressed} action={action} actions={actions} chosen={chosen} />}
          </Box>
          {pressed !== '' && refusal(pressed) === null ? (
            <Button variant="outlined" onClick={() => take(pressed)} sx={SMALL}>
              {t('actions.takeKeys')}
            </Button>
          ) : null}
        </Box>
      )}
    </Box>
  )
}

function Verdict({ keys, action, actions, chosen }: { readonly keys: string } & Omit<ShortcutRowProps, 'onChoose'>) {
  const why = refusal(keys)
  if (why !== null) return refusalText(why)
  return t('actions.hasKeys', {
    actions: holders(keys, action, actions, chosen)
      .map(({ name }) => name)
      .join(', '),
  })
}

function refusalText(why: Refusal): string {
  switch (why) {
    case 'writes':
      return t('actions.refusedWrites')
    case 'moves':
      return t('actions.refusedMoves')
    case 'system':
      return t('actions.refusedSystem')
  }
}

const SMALL = { px: 1, py: 0, fontSize: '0.75rem', minHeight: 24 } as const

const CAPTURE = {
  font: 'inherit',
  width: 160,
  px: 1,
  py: 0.5,
  color: 'text.primary',
  bgcolor: 'background.paper',
  border: 1,
  borderColor: 'primary.main',
  borderRadius: 1,
  '&::placeholder': { color: 'text.secondary', opacity: 1 },
} as const
