import KeyboardOutlinedIcon from '@mui/icons-material/KeyboardOutlined'
import SearchIcon from '@mui/icons-material/Search'
import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import type { ReactNode } from 'react'
import { t } from '../shared/language/language.ts'
import { useSettings } from './api/hooks.ts'
import { runAction } from './components/actions/actions.ts'
import { keysText, PLATFORM } from './components/actions/keys.ts'
import { routeHref } from './components/hash-route.ts'
import { Mark } from './components/Mark.tsx'
import { PAGES, type Page } from './pages.ts'

/** The pages at the left edge, and below them the ways to everything else. A narrow window keeps the icons. */
export function Navigation({ current }: { readonly current: string }) {
  return (
    <Box component="nav" aria-label={t('frame.pages')} sx={NAVIGATION}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, height: 48, px: 2, fontWeight: 600, fontSize: '0.9375rem', flex: 'none' }}>
        <Mark />
        <Box component="span" sx={WORD}>
          Rollcall
        </Box>
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 1, pt: 0.5, display: 'flex', flexDirection: 'column', gap: 0.25 }}>
        {PAGES.map((page) => (
          <PageLink key={page.name} page={page} isCurrent={page.name === current} />
        ))}
      </Box>
      <Box sx={{ mt: 'auto', p: 1, display: 'flex', flexDirection: 'column', gap: 0.25 }}>
        <ActionButton id="palette.open" label={t('frame.paletteShort')} usualKey="Mod+K" icon={<SearchIcon />} />
        <ActionButton
          id="help.shortcuts"
          label={t('frame.shortcutsShort')}
          usualKey={PLATFORM === 'mac' ? 'Mod+?' : 'F1'}
          icon={<KeyboardOutlinedIcon />}
        />
      </Box>
    </Box>
  )
}

function PageLink({ page, isCurrent }: { readonly page: Page; readonly isCurrent: boolean }) {
  const Icon = page.icon
  const label = page.label()
  return (
    <Box component="li" sx={page.apart ? { mt: 1, pt: 1, borderTop: 1, borderColor: 'divider' } : null}>
      <Box component="a" href={routeHref(page.name)} aria-current={isCurrent ? 'page' : undefined} title={label} sx={ITEM}>
        <Icon />
        <Box component="span" sx={WORD}>
          {label}
        </Box>
      </Box>
    </Box>
  )
}

interface ActionButtonProps {
  /** The action that it does. */
  readonly id: string
  readonly label: string
  readonly usualKey: string
  readonly icon: ReactNode
}

function ActionButton({ id, label, usualKey, icon }: ActionButtonProps) {
  const [keys = usualKey] = useSettings().keys[id] ?? []
  return (
    <ButtonBase
      title={`${label} (${keysText(keys)})`}
      aria-label={label}
      onClick={() => runAction(id)}
      sx={{ ...ITEM, justifyContent: 'flex-start', width: '100%' }}
    >
      {icon}
      <Box component="span" sx={WORD}>
        {label}
      </Box>
    </ButtonBase>
  )
}

/** Below this width, in px, there is room for icons only. */
const NARROW = '@media (max-width: 899.95px)'

/** As wide as its words, so that those of a wordy language are not cut. */
const NAVIGATION = {
  width: 'max-content',
  minWidth: 144,
  flex: 'none',
  display: 'flex',
  flexDirection: 'column',
  overflowY: 'auto',
  borderRight: 1,
  borderColor: 'divider',
  bgcolor: 'background.default',
  [NARROW]: { width: 48, minWidth: 0 },
} as const

/** A word that a narrow window has no room for; it is still heard. */
const WORD = {
  whiteSpace: 'nowrap',
  [NARROW]: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
} as const

const ITEM = {
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  height: 32,
  px: 1,
  borderRadius: 1,
  fontSize: 'inherit',
  color: 'text.primary',
  textDecoration: 'none',
  '& svg': { fontSize: 18, color: 'text.secondary', flex: 'none' },
  '&:hover': { bgcolor: 'action.hover' },
  '&:focus-visible': { outlineOffset: -2 },
  '@media (forced-colors: active)': { '&[aria-current]': { outline: '2px solid Highlight', outlineOffset: -2 } },
  '&[aria-current]': { bgcolor: 'action.selected', fontWeight: 600, '& svg': { color: 'primary.main' } },
} as const
