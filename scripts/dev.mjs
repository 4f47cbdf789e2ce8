import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './lib/build-output.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { environment, root } from './lib/paths.mjs'
import { runScript, say } from './lib/say.mjs'

const QUIET_MS = 200

/**
 * `npm run dev`: runs the console like `npm start` (same options), rebuilds when a source changes, and starts it anew. The page keeps the
 * same content security policy as in the product, which a dev server with hot reloading could not have; a build takes about two seconds.
 * The page `#/design` shows the visual language; no other build has it.
 */
await runScript(async () => {
  process.env.ROLLCALL_MODE = 'development'
  await ensureDependencies()
  let host = startHost()
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => void stop(host).then(() => process.exit(0)))
  }
  for await (const _ of changes(join(root, 'src'))) {
    try {
      await ensureBuilt()
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
      continue
    }
    await stop(host)
    host = startHost()
  }
  return 0
})

function startHost() {
  return spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...process.argv.slice(2)], {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
  })
}

/** @param {import('node:child_process').ChildProcess} host */
async function stop(host) {
  if (host.exitCode !== null) return
  const ended = once(host, 'exit')
  host.kill('SIGTERM')
  await ended
}

/**
 * Yields once for every burst of changes below a folder: editors write several files at a time.
 * @param {string} folder
 */
async function* changes(folder) {
  const watcher = watch(folder, { recursive: true })
  while (true) {
    await once(watcher, 'change')
    await quiet(watcher)
    yield
  }
}

/** @param {import('node:fs').FSWatcher} watcher */
function quiet(watcher) {
  return new Promise((done) => {
    const finish = () => {
      watcher.off('change', again)
      done(undefined)
    }
    let timer = setTimeout(finish, QUIET_MS)
    const again = () => {
      clearTimeout(timer)
      timer = setTimeout(finish, QUIET_MS)
    }
    watcher.on('change', again)
  })
}
