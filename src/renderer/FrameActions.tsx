import { useSnackbar } from 'notistack'
import { useEffect, useState } from 'react'
import { t } from '../shared/language/language.ts'
import type { Settings } from '../shared/settings.ts'
import { useSaveSettings, useSettings } from './api/hooks.ts'
import { ActionKeys } from './components/actions/ActionKeys.tsx'
import { type Action, runFromOutside, useActions } from './components/actions/actions.ts'
import { CommandPalette } from './components/actions/CommandPalette.tsx'
import { ShortcutSheet } from './components/actions/ShortcutSheet.tsx'
import { routeHref } from './components/hash-route.ts'
import { goToPane } from './components/panes.ts'
import { changeView } from './features/sessions/view-state.ts'
import { PAGES } from './pages.ts'
import { ServerCommands } from './ServerCommands.tsx'

/** What can be done wherever somebody is, by key and from the palette, and the two windows that list it. */
export function FrameActions() {
  const settings = useSettings()
  const { enqueueSnackbar } = useSnackbar()
  const save = useSaveSettings(({ message }) => enqueueSnackbar(message, { variant: 'warning' }))
  const [open, setOpen] = useState<'palette' | 'sheet' | null>(null)
  const close = () => setOpen(null)
  useActions([
    ...pageActions(),
    ...lookActions(settings, save),
    ...windowActions(
      () => setOpen('palette'),
      () => setOpen('sheet'),
    ),
  ])
  useEffect(followMenuBar, [])
  return (
    <>
      <ServerCommands />
      <ActionKeys chosen={settings.keys} onUnavailable={(reason) => enqueueSnackbar(reason)} />
      <CommandPalette open={open === 'palette'} onClose={close} chosen={settings.keys} withText={findingActions} />
      <ShortcutSheet open={open === 'sheet'} onClose={close} chosen={settings.keys} onChoose={(keys) => save({ keys })} />
    </>
  )
}

/** The desktop program's menu bar names actions by messages, which its preload hands on. */
function followMenuBar(): () => void {
  const hear = ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== window || origin !== window.location.origin || typeof data !== 'object' || data === null) return
    if ('type' in data && data.type === 'rollcall:action' && 'id' in data && typeof data.id === 'string') runFromOutside(data.id)
  }
  window.addEventListener('message', hear)
  return () => window.removeEventListener('message', hear)
}

function pageActions(): readonly Action[] {
  return PAGES.map(({ name, label }) => ({
    id: `go.${name}`,
    name: t('frame.goTo', { page: label() }),
    section: t('frame.sectionGoTo'),
    ...(name === 'settings' ? { keys: { windows: ['Mod+,'], mac: ['Mod+,'] } } : {}),
    inTexts: true,
    run: () => {
      window.location.hash = routeHref(name)
    },
  }))
}

function lookActions(
  { theme, density }: Settings,
  save: (change: Pick<Partial<Settings>, 'theme' | 'density'>) => void,
): readonly Action[] {
  const section = t('frame.sectionLook')
  const themes = (['system', 'light', 'dark'] as const).map((choice) => ({
    id: `look.theme.${choice}`,
    name: t('frame.useTheme', { theme: t(`settings.theme_${choice}`) }),
    section,
    unavailable: choice === theme ? t('frame.isSo') : undefined,
    run: () => save({ theme: choice }),
  }))
  const densities = (['compact', 'normal', 'roomy'] as const).map((choice) => ({
    id: `look.density.${choice}`,
    name: t('frame.useDensity', { density: t(`settings.density_${choice}`) }),
    section,
    unavailable: choice === density ? t('frame.isSo') : undefined,
    run: () => save({ density: choice }),
  }))
  return [...themes, ...densities]
}

function windowActions(openPalette: () => void, openSheet: () => void): readonly Action[] {
  const pane = { section: t('frame.sectionWindow'), inTexts: true, keyOnly: true }
  return [
    {
      id: 'palette.open',
      name: t('frame.palette'),
      section: t('frame.sectionWindow'),
      keys: { windows: ['Mod+K'], mac: ['Mod+K'] },
      inTexts: true,
      keyOnly: true,
      run: openPalette,
    },
    {
      id: 'pane.next',
      name: t('frame.nextPane'),
      ...pane,
      keys: { windows: ['F6'], mac: ['Mod+Alt+ArrowRight', 'F6'] },
      run: () => goToPane(1),
    },
    {
      id: 'pane.previous',
      name: t('frame.previousPane'),
      ...pane,
      keys: { windows: ['Shift+F6'], mac: ['Mod+Alt+ArrowLeft', 'Shift+F6'] },
      run: () => goToPane(-1),
    },
    {
      id: 'help.shortcuts',
      name: t('frame.shortcuts'),
      section: t('frame.sectionHelp'),
      keys: { windows: ['F1', '?'], mac: ['Mod+?', 'F1', '?'] },
      inTexts: true,
      run: openSheet,
    },
  ]
}

/** What is typed into the palette may also be what somebody looks for. */
function findingActions(text: string): readonly Action[] {
  return [
    {
      id: 'palette.find',
      name: t('palette.findSessions', { text }),
      section: t('palette.sectionFind'),
      run: () => {
        changeView({ filter: text })
        window.location.hash = routeHref('sessions')
      },
    },
  ]
}
