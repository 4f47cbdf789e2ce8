import { join } from 'node:path'
import { ensureBuilt } from './lib/build-output.mjs'
import { ensurePackages } from './lib/debian.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { findElectron } from './lib/electron-binary.mjs'
import { node, out, root } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { runScript, Stop, say } from './lib/say.mjs'
import { HELP, parseStartOptions } from './lib/start-options.mjs'

/** `npm start`: installs and builds what is missing, then runs the console. Needs nothing but Node and npm. */
await runScript(async () => {
  const options = parseStartOptions(process.argv.slice(2))
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  await ensureDependencies()
  if ((await ensurePackages(['libsecret-1-0'])).length > 0)
    say('without libsecret there is no keychain: secrets are kept in memory until you quit')
  await ensureBuilt()
  const [command, ...args] = await hostCommand(options.host)
  return await run(command, [...args, ...options.pass])
})

/**
 * @param {'auto' | 'electron' | 'loopback'} host
 * @returns {Promise<[string, ...string[]]>} the program of the host and its first arguments
 */
async function hostCommand(host) {
  const loopback = /** @type {[string, ...string[]]} */ ([node, join(out, 'main', 'loopback.js')])
  if (host === 'loopback') return loopback
  const electron = await findElectron({ force: host === 'electron' })
  if (electron.path !== null) {
    say('starting in Electron')
    return [electron.path, root]
  }
  if (host === 'electron') throw new Stop(electron.reason)
  say(`starting the loopback host for your browser, because ${electron.reason}`)
  return loopback
}
