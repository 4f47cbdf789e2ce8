import { app, type Session, type WebContents } from 'electron'
import { isOwnBlob, isOwnUrl } from './origin.ts'

/** Denies everything to whatever session and web page is ever made, also by something this program did not expect to make. Run before `ready`. */
export function denyByDefault(): void {
  app.on('session-created', denySession)
  app.on('web-contents-created', (_event, contents) => denyContents(contents))
}

const denied = new WeakSet<Session>()

/** No permission, no device, no network, no download but of what the page itself has made. Electron itself would grant permissions. Does its work once for each session. */
export function denySession(session: Session): void {
  if (denied.has(session)) return
  denied.add(session)
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null))
  // macOS pairs by itself and knows no such handler.
  if (process.platform !== 'darwin') session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }))
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault()
    callback(null)
  })
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault()
    callback('')
  })
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault()
    callback()
  })
  session.on('will-download', (event, item) => {
    if (!isOwnBlob(item.getURL())) event.preventDefault()
  })
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !mayRequest(details.url) }))
  session.setSpellCheckerEnabled(false)
}

/** The page asks for its own files and nothing else; the developer tools of an uninstalled program ask for theirs. */
function mayRequest(address: string): boolean {
  return isOwnUrl(address) || (!app.isPackaged && URL.canParse(address) && new URL(address).protocol === 'devtools:')
}

/** A page may go nowhere but to itself, opens no window, holds no webview and chooses no device. */
export function denyContents(contents: WebContents): void {
  const stay = (details: { readonly url: string; preventDefault(): void }): void => {
    if (!isOwnUrl(details.url)) details.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault()
    callback('')
  })
}
