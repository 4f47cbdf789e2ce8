import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { modules, node } from './paths.mjs'
import { capture } from './run.mjs'
import { say } from './say.mjs'

const PACKAGE = join(modules, 'electron')
const FAILED = join(PACKAGE, '.rollcall-download-failed')
const DAY = 86_400_000
const DOWNLOAD_LIMIT = 180_000

/** @typedef {{ path: string, reason: null } | { path: null, reason: string }} ElectronChoice */

/**
 * Finds the Electron binary, or fetches it where there is none: one bounded try a day, so that a machine without the way to it
 * starts quickly.
 * @param {{ force: boolean }} options force: try the download again although it failed today
 * @returns {Promise<ElectronChoice>} never waits longer than the download's limit
 */
export async function findElectron({ force }) {
  const obstacle = obstacleToElectron(process)
  if (obstacle !== null) return { path: null, reason: obstacle }
  const present = installedElectron()
  if (present !== null) return { path: present, reason: null }
  if (!force && existsSync(FAILED) && Date.now() - statSync(FAILED).mtimeMs < DAY) {
    return { path: null, reason: 'the Electron binary could not be downloaded today (--host=electron tries again)' }
  }
  return await download()
}

/**
 * @param {{ platform: string, env: NodeJS.ProcessEnv, getuid?: () => number }} system
 * @returns {string | null} why Electron can't show a window here
 */
export function obstacleToElectron({ platform, env, getuid }) {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display for Electron'
  return getuid?.() === 0 ? 'Electron runs in its sandbox only, which root does not get' : null
}

function installedElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(PACKAGE, 'dist')
  const path = join(folder, executableName())
  return existsSync(path) ? path : null
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/** @returns {Promise<ElectronChoice>} */
async function download() {
  const version = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version
  say(`downloading Electron ${version} (about 120 MB, once)`)
  const { code, output } = await capture(node, [join(PACKAGE, 'install.js')], { timeout: DOWNLOAD_LIMIT })
  const path = installedElectron()
  if (code === 0 && path !== null) {
    rmSync(FAILED, { force: true })
    return { path, reason: null }
  }
  writeFileSync(FAILED, output)
  return { path: null, reason: `the Electron binary could not be downloaded (${lastErrorLine(output, code)})` }
}

/**
 * @param {string} output
 * @param {number} code
 */
function lastErrorLine(output, code) {
  if (code === 143) return `it took longer than ${DOWNLOAD_LIMIT / 1000} s`
  return (
    output
      .split('\n')
      .find((line) => /error/i.test(line))
      ?.trim() ?? `code ${code}`
  )
}
