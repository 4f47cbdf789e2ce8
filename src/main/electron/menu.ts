import type { MenuItemConstructorOptions } from 'electron'
import { t } from '../../shared/language/language.ts'

interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  /** Has the page do an action of this id, if it offers it just now. */
  readonly act: (id: string) => void
}

/**
 * The menu bar as people of each system expect it, with the page's own actions in it. Those have no accelerators here: the page hears keys,
 * which somebody may have changed. What only developers use is not in an installed program.
 */
export function menuTemplate({ platform, isPackaged, act }: MenuOptions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const item = (label: string, id: string): MenuItemConstructorOptions => ({ label, click: () => act(id) })
  const settings = item(t('menubar.settings'), 'go.settings')
  return [
    ...(mac ? [appMenu(settings)] : [{ label: t('menubar.file'), submenu: [settings, SEPARATOR, { role: 'quit' as const }] }]),
    editMenu(item(t('menubar.find'), 'sessions.find')),
    {
      label: t('menubar.session'),
      submenu: [
        item(t('menubar.details'), 'sessions.details'),
        item(t('menubar.showUser'), 'sessions.showUser'),
        SEPARATOR,
        item(t('menubar.showOnly'), 'sessions.showOnly'),
        item(t('menubar.exclude'), 'sessions.exclude'),
        SEPARATOR,
        item(t('menubar.copyRow'), 'sessions.copyRow'),
        item(t('menubar.copyHeaders'), 'sessions.copyHeaders'),
        SEPARATOR,
        item(t('menubar.terminate'), 'sessions.terminate'),
        item(t('menubar.logOut'), 'sessions.logOut'),
      ],
    },
    viewMenu(isPackaged, [item(t('menubar.palette'), 'palette.open'), item(t('menubar.refresh'), 'servers.refresh'), SEPARATOR]),
    windowMenu(mac),
    {
      ...(mac ? { role: 'help' as const } : {}),
      label: t('menubar.help'),
      submenu: [item(t('menubar.shortcuts'), 'help.shortcuts'), ...(mac ? [] : [SEPARATOR, { role: 'about' as const }])],
    },
  ]
}

const SEPARATOR = { type: 'separator' } as const

function appMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      SEPARATOR,
      settings,
      SEPARATOR,
      { role: 'services' },
      SEPARATOR,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      SEPARATOR,
      { role: 'quit' },
    ],
  }
}

function editMenu(find: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: t('menubar.edit'),
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      SEPARATOR,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      SEPARATOR,
      find,
    ],
  }
}

function viewMenu(isPackaged: boolean, own: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions {
  const developing: MenuItemConstructorOptions[] = isPackaged ? [] : [SEPARATOR, { role: 'reload' }, { role: 'toggleDevTools' }]
  return {
    label: t('menubar.view'),
    submenu: [
      ...own,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      // The plus of the main keyboard stands behind Shift on many layouts; nobody presses Shift to zoom.
      { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
      { role: 'zoomOut' },
      SEPARATOR,
      { role: 'togglefullscreen' },
      ...developing,
    ],
  }
}

function windowMenu(mac: boolean): MenuItemConstructorOptions {
  return mac ? { role: 'windowMenu' } : { label: t('menubar.window'), submenu: [{ role: 'minimize' }, { role: 'close' }] }
}
