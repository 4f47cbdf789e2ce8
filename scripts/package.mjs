import { join } from 'node:path'
import { ensureBuilt } from './lib/build-output.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { environment, modules, node } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { runScript, Stop } from './lib/say.mjs'

/** @type {Readonly<Record<string, string>>} */
const PLATFORMS = { '--linux': 'linux', '--win': 'win32', '--mac': 'darwin' }

/**
 * `npm run package -- [--linux|--win|--mac] [options of electron-builder]`: makes the installers of one platform, of this machine's when
 * none is named. One platform a run, because the configuration takes that platform's natives and no other's.
 */
await runScript(async () => {
  const args = process.argv.slice(2)
  const named = args.filter((arg) => arg in PLATFORMS)
  if (named.length > 1) throw new Stop(`one platform at a time, not ${named.join(' and ')}`)
  const platform = PLATFORMS[named[0] ?? ''] ?? process.platform
  await ensureDependencies()
  await ensureBuilt()
  const builder = [join(modules, 'electron-builder/cli.js'), '--config', 'electron-builder.config.mjs', '--publish', 'never']
  return await run(node, [...builder, ...args], { env: { ...environment(), ROLLCALL_PACKAGE_PLATFORM: platform } })
})
