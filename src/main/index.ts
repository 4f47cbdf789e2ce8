import { join } from 'node:path'
import { app } from 'electron'
import { failToStart, runDesktop } from './electron/desktop.ts'
import { denyByDefault } from './electron/hardening.ts'
import { registerPageScheme } from './electron/protocol.ts'
import { dangerousSwitch } from './electron/switches.ts'
import { type HostArguments, parseDesktopArguments } from './host/arguments.ts'

// Before the first file is made: everything Rollcall writes is for this person only.
process.umask(0o077)
app.enableSandbox()

/** Everything that must be settled before `ready`. Awaiting `ready` at the top of a module would wait for ever. */
function start(args: HostArguments): void {
  const refused = dangerousSwitch(app)
  if (refused !== null) {
    process.stderr.write(`Rollcall does not start with --${refused}.\n`)
    app.exit(1)
    return
  }
  // A folder of its own is a profile of its own, and its window's lock with it.
  if (args.dataFolder !== null) app.setPath('userData', join(args.dataFolder, 'window'))
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  registerPageScheme()
  denyByDefault()
  const dataFolder = args.dataFolder ?? join(app.getPath('userData'), 'data')
  void app
    .whenReady()
    .then(() => runDesktop({ args, dataFolder, builtFolder: import.meta.dirname }))
    .catch(failToStart)
}

try {
  start(parseDesktopArguments(process.argv.slice(1)))
} catch (error) {
  failToStart(error)
}
