import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { modules, node, outerEnvironment, root } from './paths.mjs'
import { run } from './run.mjs'
import { Stop, say } from './say.mjs'

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * Compares the lock file with npm's own record of what is installed.
 * @param {Lock} lock
 * @param {Lock | null} installed null: nothing is installed
 * @returns {string[]} the packages that are missing or have another version; optional ones of other platforms do not count
 */
export function missingPackages(lock, installed) {
  const have = installed?.packages ?? {}
  return Object.entries(lock.packages)
    .filter(([path, wanted]) => path !== '' && differs(wanted, have[path]))
    .map(([path]) => path)
}

/**
 * @param {LockedPackage} wanted
 * @param {LockedPackage | undefined} found
 */
function differs(wanted, found) {
  return found === undefined ? wanted.optional !== true : found.version !== wanted.version
}

/** Installs the dependencies of the lock file when some are missing. Works with nothing installed. */
export async function ensureDependencies() {
  const missing = missingPackages(
    readLock(join(root, 'package-lock.json')) ?? { packages: {} },
    readLock(join(modules, '.package-lock.json')),
  )
  if (missing.length === 0 && existsSync(node)) return
  const fresh = !existsSync(modules)
  say(fresh ? 'installing dependencies (about a minute)' : `installing dependencies: ${missing.length || 'Node'} missing or changed`)
  // On Windows a running program can't be deleted, and this script may run on the Node in node_modules: change only what differs.
  const command = process.platform === 'win32' && !fresh ? ['install', '--no-save'] : ['ci']
  const code = await run('npm', [...command, '--loglevel=error', '--no-audit', '--no-fund'], {
    env: outerEnvironment(),
    shell: process.platform === 'win32',
    stdio: ['ignore', 2, 2],
  })
  if (code !== 0) throw new Stop(`npm ${command[0]} ended with code ${code}`)
  if (!existsSync(node))
    throw new Stop('the pinned Node is missing after the installation: were install scripts switched off (ignore-scripts)?')
}

/**
 * @param {string} file
 * @returns {Lock | null}
 */
function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}
