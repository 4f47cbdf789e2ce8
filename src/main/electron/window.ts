import { join } from 'node:path'
import { app, BrowserWindow, Menu, type MenuItemConstructorOptions, type Session, screen, type WebContents } from 'electron'
import { PAGE_URL } from './origin.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

export interface WindowOptions {
  readonly session: Session
  readonly preload: string
}

/** Crashes of the page after which it is no longer loaded again, and in which time, in ms. */
const MOST_CRASHES = 3
const CRASH_WINDOW_MS = 60_000

/** Opens the one window where it was last time. */
export function openWindow({ session, preload }: WindowOptions): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json')
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const state = readWindowState(stateFile, areas)
  const window = new BrowserWindow({
    ...(state === null ? { width: 1400, height: 900 } : { x: state.x, y: state.y, width: state.width, height: state.height }),
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Rollcall',
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => {
    if (state?.maximized) window.maximize()
    window.show()
  })
  window.on('close', () => writeWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }))
  loadAgainAfterCrash(window.webContents)
  offerEditMenu(window.webContents)
  void window.loadURL(PAGE_URL)
  return window
}

/** The services live on when the page's process crashes, so a fresh page shows the same again. */
function loadAgainAfterCrash(contents: WebContents): void {
  let crashes: number[] = []
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    const now = Date.now()
    crashes = [...crashes.filter((at) => now - at < CRASH_WINDOW_MS), now]
    if (crashes.length <= MOST_CRASHES) void contents.loadURL(PAGE_URL)
  })
}

/** The right-click menu that desktop programs have on text; Electron brings none. */
function offerEditMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    const editing: MenuItemConstructorOptions[] = isEditable
      ? [
          { role: 'undo', enabled: editFlags.canUndo },
          { role: 'redo', enabled: editFlags.canRedo },
          { type: 'separator' },
          { role: 'cut', enabled: editFlags.canCut },
          { role: 'copy', enabled: editFlags.canCopy },
          { role: 'paste', enabled: editFlags.canPaste },
          { type: 'separator' },
          { role: 'selectAll' },
        ]
      : [{ role: 'copy' }]
    if (isEditable || selectionText.trim() !== '') Menu.buildFromTemplate(editing).popup()
  })
}
