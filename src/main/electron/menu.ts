import type { MenuItemConstructorOptions } from 'electron'

/** The menu bar as people of each system expect it. What only developers use is not in an installed program. */
export function menuTemplate(platform: NodeJS.Platform, isPackaged: boolean): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  return [
    ...(mac ? [appMenu()] : [{ label: '&File', submenu: [{ role: 'quit' as const }] }]),
    editMenu(mac),
    viewMenu(isPackaged),
    windowMenu(mac),
    ...(mac ? [] : [{ label: '&Help', submenu: [{ role: 'about' as const }] }]),
  ]
}

function appMenu(): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
}

function editMenu(mac: boolean): MenuItemConstructorOptions {
  return {
    label: mac ? 'Edit' : '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  }
}

function viewMenu(isPackaged: boolean): MenuItemConstructorOptions {
  const developing: MenuItemConstructorOptions[] = isPackaged ? [] : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }]
  return {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...developing,
    ],
  }
}

function windowMenu(mac: boolean): MenuItemConstructorOptions {
  return mac ? { role: 'windowMenu' } : { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'close' }] }
}
