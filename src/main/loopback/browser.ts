import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { logDefect } from '../log.ts'

/**
 * Opens an address that holds a secret in the system's browser. Everybody on this machine can read the arguments of every program, so the
 * browser gets the name of a file that only this person can read, and the file leads on. The result removes that file.
 */
export function openBrowser(address: string, dataFolder: string): () => void {
  const folder = join(dataFolder, 'open')
  const file = join(folder, 'rollcall.html')
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    remove()
    mkdirSync(folder, { mode: 0o700 })
    writeFileSync(file, redirectPage(address), { mode: 0o600, flag: 'wx' })
    const [command, args] = openerOf(file)
    const opener = spawn(command, args, { stdio: 'ignore', detached: true })
    opener.once('error', (error) => logDefect('the browser could not be opened; open the printed address by hand', error))
    opener.unref()
  } catch (error) {
    logDefect('the browser could not be opened; open the printed address by hand', error)
  }
  return remove
}

function openerOf(file: string): readonly [string, string[]] {
  if (process.platform === 'darwin') return ['open', [file]]
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', pathToFileURL(file).href]]
  return ['xdg-open', [file]]
}

/** `address` is made by this program of a number and base64url characters, so it needs no escaping. */
function redirectPage(address: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Rollcall</title>
<p><a href="${address}">Open Rollcall</a></p>
`
}
