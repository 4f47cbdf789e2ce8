import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, type MessagePortMain, powerMonitor, session } from 'electron'
import { RollcallError } from '../../shared/errors.ts'
import { speak, t } from '../../shared/language/language.ts'
import type { HostArguments } from '../host/arguments.ts'
import { prepareDataFolder } from '../host/data-folder.ts'
import { takeLease } from '../host/lease.ts'
import { loadPage } from '../host/page.ts'
import { logDefect } from '../log.ts'
import { Services } from '../service.ts'
import { Handover } from './handover.ts'
import { denySession } from './hardening.ts'
import { menuTemplate } from './menu.ts'
import { electronPlatform } from './platform.ts'
import { servePage } from './protocol.ts'
import { openWindow } from './window.ts'

export interface DesktopOptions {
  readonly args: HostArguments
  /** Absolute. */
  readonly dataFolder: string
  /** The built main folder; the page and the preload lie beside it. */
  readonly builtFolder: string
}

/** The desktop program after `ready`: services, session, menu, window, and leaving in order. */
export async function runDesktop({ args, dataFolder, builtFolder }: DesktopOptions): Promise<void> {
  // The settings, where somebody may have chosen another language, are read by the window and its services.
  speak('system', app.getLocale())
  prepareDataFolder(dataFolder)
  const lease = takeLease(dataFolder, 'Rollcall')
  const services = new Services<MessagePortMain>({
    platform: electronPlatform(builtFolder),
    config: {
      dataFolder,
      version: app.getVersion(),
      practice: args.practice,
      practiceSessions: args.practiceSessions,
      readOnly: lease.holder === null ? null : { holder: lease.holder },
      secretService: 'Rollcall',
      systemLanguage: app.getLocale(),
    },
  })
  leaveInOrder(services, () => lease.release())
  const handover = new Handover(services)
  // Nothing of the page is kept on disk: a partition without `persist:` lives in memory.
  const pageSession = session.fromPartition('rollcall')
  denySession(pageSession)
  denySession(session.defaultSession)
  servePage(pageSession, loadPage(join(builtFolder, '../renderer')))
  const act = (id: string): void => handover.act(id)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform: process.platform, isPackaged: app.isPackaged, act })))
  const open = (): BrowserWindow => {
    const opened = openWindow({ session: pageSession, preload: join(builtFolder, '../preload/index.cjs') })
    handover.trust(opened.webContents)
    return opened
  }
  keepOneWindow(open)
  powerMonitor.on('resume', () => services.woke())
  await services.start().catch((error: unknown) => {
    lease.release()
    throw error
  })
}

/** A second start of the program shows the window that is there; on macOS the program outlives its window and opens it again. */
function keepOneWindow(open: () => BrowserWindow): void {
  let window: BrowserWindow | null = null
  const show = (): void => {
    if (window === null || window.isDestroyed()) window = open()
    else {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    }
  }
  app.on('second-instance', show)
  app.on('activate', show)
  show()
}

/** Quitting waits until the services have written what they hold. */
function leaveInOrder(services: Services<MessagePortMain>, release: () => void): void {
  let leaving = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (leaving) return
    leaving = true
    void services
      .stop()
      .catch((error: unknown) => logDefect('could not leave in order', error))
      .then(() => {
        release()
        app.exit(0)
      })
  })
}

/** Says why the program can't start, in a box of the system's own, and ends it. */
export function failToStart(error: unknown): void {
  if (!(error instanceof RollcallError)) logDefect('the program could not start', error)
  const problem = error instanceof RollcallError ? error.problem : null
  const technical = problem?.technical === undefined ? '' : `\n\n${problem.technical}`
  dialog.showErrorBox(
    t('collector.cantStart'),
    problem === null ? t('collector.cantStartDefect') : `${problem.message}\n\n${problem.next}${technical}`,
  )
  app.exit(1)
}
